/** Drawing rows from the network: its speed, and how much quicker than training it is. */

import { availableParallelism } from "node:os";
import { alternate } from "./alternate";
import type { Benchmark } from "./benchmark";
import { BATCH, benchNetwork, drawingWork, stepsACall, threadCounts, trainingWork } from "./engine-work";
import { atLeast, type Measured } from "./outcome";
import { milliseconds } from "./wording";

const GROUP = "sampling";
const ROWS = 4096;

export const samplingSpeed: Benchmark = {
  name: GROUP,
  what: "drawing rows a second, and its ratio to training",
  run: async function* ({ quick }) {
    const network = benchNetwork(15, "M");
    for (const threads of threadCounts(availableParallelism())) {
      const engine = await network.start(threads);
      try {
        const count = await stepsACall(engine, network.blueprint);
        const works = [drawingWork(engine, network.blueprint, ROWS), trainingWork(engine, network.blueprint, count)];
        const [drawing, step] = await alternate(works, { seconds: quick ? 2 : 6, leastRuns: quick ? 10 : 30 });
        const what = `model M, 15 columns, ${threads === 1 ? "1 thread" : `${threads} threads`}`;
        const note = `${ROWS.toLocaleString("en-GB")} rows in ${milliseconds(drawing.median)} (median), ${milliseconds(drawing.fastest)} (fastest), ${milliseconds(drawing.processor)} of processor time`;
        yield measured(what, ROWS / drawing.median, "rows/s", { note });
        const trained = BATCH * count;
        const ratio = ROWS / drawing.fastest / (trained / step.fastest);
        const medians = ROWS / drawing.median / (trained / step.median);
        yield measured(`${what}, speed of drawing over training`, ratio, "times", {
          target: atLeast(2),
          note: `of the fastest runs; medians: ${medians.toFixed(2)}`,
        });
      } finally {
        await engine.dispose();
      }
    }
  },
};

function measured(name: string, value: number, unit: string, more: Pick<Measured, "target" | "note">): Measured {
  return { kind: "measured", group: GROUP, name, value, unit, better: "higher", ...more };
}
