/** Files that are either whole or not there. */

import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file through a temporary name beside it and renames it when it is complete: a failure leaves the old file,
 * or none, never half of one. The bytes are on the disk before the name is, so that this holds in a power cut too.
 */
export async function replaceFile(path: string, write: (temporaryPath: string) => Promise<void>): Promise<void> {
  const temporaryPath = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  try {
    await write(temporaryPath);
    await settle(temporaryPath);
    await rename(temporaryPath, path);
  } catch (thrown) {
    await rm(temporaryPath, { force: true });
    throw thrown;
  }
}

async function settle(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
