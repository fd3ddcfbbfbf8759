/** A folder for the files of a test, removed afterwards. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll } from "vitest";

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "synthetic-tables-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
