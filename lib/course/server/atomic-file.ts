/** Files that are either the old or the new, never half of one. */

import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

let written = 0;

/** Writes under a temporary name, then renames; makes the folder when it is missing. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}-${++written}.part`;
  await writeFile(part, text);
  await rename(part, file);
}
