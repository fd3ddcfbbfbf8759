/** Where the course stands on this machine. */

import { resolve } from "node:path";
import { courseAbove } from "../base/package-folder";

/**
 * The folder of the course: the one that the variable COURSE_FOLDER names, else the nearest one above this file whose
 * package is the course, else above the working folder.
 */
export function courseFolder(): string {
  const named = process.env.COURSE_FOLDER ?? "";
  const found = named === "" ? (courseAbove(__dirname) ?? courseAbove(process.cwd())) : resolve(named);
  if (found === undefined)
    throw new RangeError(`Cannot find the course above ${process.cwd()}: start in the folder that holds its package.json`);
  if (courseAbove(found) === found) return found;
  throw new RangeError(`COURSE_FOLDER names ${found}, which is no folder of the course: it must hold its package.json`);
}
