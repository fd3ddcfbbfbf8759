/** What differential privacy costs: a private training step over a plain one. */

import { alternate } from "./alternate";
import type { Benchmark } from "./benchmark";
import { BATCH, benchNetwork, trainingWork } from "./engine-work";
import { atMost } from "./outcome";
import { milliseconds } from "./wording";

const GROUP = "private";
/** As private training hands them over. */
const STEPS_A_CALL = 4;
const PRIVACY = { clip: 1, noiseMultiplier: 1, expectedBatchSize: BATCH };

export const privateStep: Benchmark = {
  name: GROUP,
  what: "a differentially private step over a plain one",
  run: async function* ({ quick }) {
    for (const [columns, size] of [
      [15, "M"],
      [15, "S"],
      [15, "L"],
    ] as const) {
      // private training has no dropout
      const network = benchNetwork(columns, size, 0);
      const engine = await network.start(1);
      try {
        const plainStep = trainingWork(engine, network.blueprint, STEPS_A_CALL);
        const privateOne = trainingWork(engine, network.blueprint, STEPS_A_CALL, (step) => ({ ...step, privacy: PRIVACY }));
        const [plain, noisy] = await alternate([plainStep, privateOne], { seconds: quick ? 2 : 5, leastRuns: quick ? 10 : 40 });
        yield {
          kind: "measured",
          group: GROUP,
          name: `model ${size}, ${columns} columns, 1 thread, private step over plain step, by processor time`,
          value: noisy.processor / plain.processor,
          unit: "times",
          better: "lower",
          target: size === "M" ? atMost(1.5) : undefined,
          note: `${milliseconds(noisy.fastest / STEPS_A_CALL)} and ${milliseconds(plain.fastest / STEPS_A_CALL)} (fastest): ${(noisy.fastest / plain.fastest).toFixed(2)}; medians: ${(noisy.median / plain.median).toFixed(2)}`,
        };
      } finally {
        await engine.dispose();
      }
    }
  },
};
