/** Writing a million simulated people, as CSV and as Parquet. */

import type { Benchmark } from "./benchmark";
import { atMost } from "./outcome";
import { runChild } from "./run-child";
import { watchOthers } from "./watch-others";

const GROUP = "datasets";
const CHILD = "dataset-child";
const [ROWS, QUICK_ROWS] = [1_000_000, 100_000];
const MOST_SECONDS = 20;
/** However many people: blocks are written as they are drawn. */
const MOST_MEGABYTES = 400;

export const datasetSpeed: Benchmark = {
  name: GROUP,
  what: "simulating and writing 1,000,000 people as CSV and as Parquet: seconds and peak memory",
  run: async function* ({ quick }) {
    const rows = quick ? QUICK_ROWS : ROWS;
    for (const format of ["CSV", "Parquet"]) {
      const watched = watchOthers();
      const { seconds, processorSeconds, peakMemory, numbers } = await runChild(CHILD, [format.toLowerCase(), String(rows)]);
      const others = Math.max(0, watched() - processorSeconds / seconds);
      const name = `people, ${rows.toLocaleString("en-GB")} rows, ${format}`;
      const common = { kind: "measured", group: GROUP, better: "lower" } as const;
      const note = `${processorSeconds.toFixed(1)} s of processor time, ${(numbers.bytes / 1e6).toFixed(0)} MB on disk`;
      yield { ...common, name, value: seconds, unit: "s", others, note, ...(quick ? {} : { target: atMost(MOST_SECONDS) }) };
      yield { ...common, name: `${name}, peak memory`, value: peakMemory / 1e6, unit: "MB", target: atMost(MOST_MEGABYTES) };
    }
  },
};
