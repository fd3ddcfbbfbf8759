/** Where the course stands on this machine. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the course: the nearest one above this file whose package is the course, else above the working folder. */
export function courseFolder(): string {
  const found = above(__dirname) ?? above(process.cwd());
  if (found !== undefined) return found;
  throw new RangeError(`Cannot find the course above ${process.cwd()}: start in the folder that holds its package.json`);
}

function above(folder: string): string | undefined {
  if (isCourse(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : above(parent);
}

function isCourse(file: string): boolean {
  return existsSync(file) && /"name":\s*"synthetic-tables-course"/.test(readFileSync(file, "utf8"));
}
