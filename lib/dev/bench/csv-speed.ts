/** Reading and writing a CSV file of about 20 MB. */

import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulate } from "../../datasets/simulate/simulate";
import { writeCsv } from "../../table/write-csv";
import type { Benchmark } from "./benchmark";
import { atLeast, atMost, type Measured } from "./outcome";
import { runChild } from "./run-child";
import { watchOthers } from "./watch-others";

const GROUP = "csv";
const CHILD = "csv-child";
/** Rows of `people` that make about 20 MB. */
const ROWS = 212_000;
const QUICK_ROWS = 53_000;

export const csvSpeed: Benchmark = {
  name: GROUP,
  what: "reading and writing a CSV file of 20 MB: speed and memory",
  run: async function* ({ quick }) {
    const folder = await mkdtemp(join(tmpdir(), "synthetic-tables-bench-"));
    try {
      const rows = quick ? QUICK_ROWS : ROWS;
      const file = join(folder, "people.csv");
      await writeCsv(file, simulate("people", { rows }));
      const megabytes = (await stat(file)).size / 1e6;
      yield* measure(`people, ${rows.toLocaleString("en-GB")} rows, ${megabytes.toFixed(0)} MB`, file, megabytes);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function* measure(what: string, file: string, megabytes: number): AsyncIterable<Measured> {
  const watched = watchOthers();
  const { numbers, processorSeconds, seconds } = await runChild(CHILD, [file, `${file}.copy`]);
  const { readSeconds, readProcessor, readMemory, writeSeconds, writeProcessor } = numbers;
  const others = Math.max(0, watched() - processorSeconds / seconds);
  const speed = { others, kind: "measured", group: GROUP, unit: "MB/s", better: "higher" } as const;
  const noteOf = (wall: number, processor: number): string =>
    `${wall.toFixed(2)} s (fastest of 3), ${processor.toFixed(2)} s of processor time`;
  yield { ...speed, name: `${what}, read`, value: megabytes / readSeconds, target: atLeast(100), note: noteOf(readSeconds, readProcessor) };
  yield { ...speed, name: `${what}, write`, value: megabytes / writeSeconds, note: noteOf(writeSeconds, writeProcessor) };
  yield {
    kind: "measured",
    group: GROUP,
    name: `${what}, read, peak memory over size of the file`,
    value: readMemory / 1e6 / megabytes,
    unit: "times",
    better: "lower",
    target: atMost(2),
    note: `${(readMemory / 1e6).toFixed(0)} MB beyond what the process held before the first read`,
  };
}
