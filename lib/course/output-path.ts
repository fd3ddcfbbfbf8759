/** Where notebooks put the files that they make. */

import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { progressFile } from "./progress-file";

/**
 * The path of a file in the course's folder for results, `.course/output`, which is made when it is not there. Give it to
 * whatever writes a file, so that notebooks stay clean of results.
 *
 * In a notebook: `await writeReport(outputPath("people.html"), scores);`
 */
export function outputPath(name: string): string {
  if (name === "" || basename(name) !== name || name === "..")
    throw new RangeError(`Cannot make a path of "${name}": give the name of a file, without a folder`);
  const folder = join(dirname(progressFile()), "output");
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}
