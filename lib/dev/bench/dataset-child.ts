/** Writes simulated people into a folder that is then removed, in a process of its own: `csv|parquet ROWS`. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../base/errors";
import { writeDataset } from "../../datasets/write-dataset";
import { reportToParent } from "./run-child";

async function main([format, rows]: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "synthetic-tables-bench-"));
  try {
    await reportToParent(async () => {
      const { files } = await writeDataset("people", folder, { rows: Number(rows), format: format === "parquet" ? "parquet" : "csv" });
      return { bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0) };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = 1;
});
