/** Tables at the edge: very wide, very long, and one column of very many categories. One epoch and a sample each. */

import type { Benchmark } from "./benchmark";
import { atMost } from "./outcome";
import { runChild } from "./run-child";

const GROUP = "large";
const CHILD = "large-child";
const MOST_MEGABYTES = 2000;

/** The shapes; the child knows how to make them. */
export const SHAPES = [
  { name: "wide", what: "500 columns x 2,000 rows" },
  { name: "long", what: "15 columns x 1,000,000 rows" },
  { name: "categories", what: "one column of 20,000 categories beside 3 others, 200,000 rows" },
] as const;

export const largeTables: Benchmark = {
  name: GROUP,
  what: "very wide, very long, very many categories: seconds and peak memory (needs --full)",
  run: async function* ({ full }) {
    for (const { name, what } of SHAPES) {
      if (!full) {
        yield { kind: "skipped", group: GROUP, name: what, reason: "takes minutes; ask for it with --full" };
        continue;
      }
      const { numbers, peakMemory, processorSeconds } = await runChild(CHILD, [name]);
      const { trainSeconds, sampleSeconds, rows } = numbers;
      const common = { kind: "measured", group: GROUP, better: "lower" } as const;
      const note = `${processorSeconds.toFixed(1)} s of processor time for both`;
      yield { ...common, name: `${what}, train one epoch`, value: trainSeconds, unit: "s", note };
      yield { ...common, name: `${what}, sample ${rows.toLocaleString("en-GB")} rows`, value: sampleSeconds, unit: "s" };
      yield { ...common, name: `${what}, peak memory`, value: peakMemory / 1e6, unit: "MB", target: atMost(MOST_MEGABYTES) };
    }
  },
};
