import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Throws before any work is done when a result could not be written at the end of it. */
export async function checkOutput(path: string | undefined): Promise<void> {
  if (path === undefined) return;
  const folder = dirname(path);
  const there = await stat(folder).catch(() => undefined);
  if (there?.isDirectory() !== true) throw new RangeError(`Cannot write ${path}: there is no folder "${folder}". Make it first`);
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable) throw new RangeError(`Cannot write ${path}: the folder "${folder}" does not let itself be written to`);
  const target = await stat(path).catch(() => undefined);
  if (target?.isDirectory() === true) throw new RangeError(`Cannot write ${path}: it is a folder; give the name of a file`);
}
