/** Training speed: rows a second by model size, width of the table and threads, beside a product of the engine's own kernel. */

import { availableParallelism } from "node:os";
import type { ModelSize } from "../../argn/sizes";
import { calibrate } from "../../argn/wasm/calibrate";
import { alternate, type Times } from "./alternate";
import type { Benchmark, BenchSettings } from "./benchmark";
import { BATCH, benchNetwork, ofOneStep, stepsACall, threadCounts, trainingWork } from "./engine-work";
import { atLeast, atMost, type Measured, type Outcome, type Target } from "./outcome";
import { watchOthers } from "./watch-others";
import { milliseconds, perSecond } from "./wording";

const GROUP = "training";
const SIZES: readonly ModelSize[] = ["M", "S", "L"];
const WIDTHS = [15, 45, 100];
/** The table and model that the step is measured by; two threads must pay for all. */
const isYardstick = (size: ModelSize, columns: number): boolean => size === "M" && columns === 15;

export const trainingSpeed: Benchmark = {
  name: GROUP,
  what: "training rows a second by model size, columns and threads",
  run: async function* (settings) {
    for (const columns of WIDTHS) for (const size of SIZES) yield* measure(size, columns, settings);
  },
};

async function* measure(size: ModelSize, columns: number, { quick }: BenchSettings): AsyncIterable<Outcome> {
  const network = benchNetwork(columns, size);
  const threads = threadCounts(availableParallelism());
  const engines = await Promise.all(threads.map((count) => network.start(count)));
  try {
    const counts: number[] = [];
    for (const engine of engines) counts.push(await stepsACall(engine, network.blueprint));
    const steps = engines.map((engine, i) => trainingWork(engine, network.blueprint, counts[i]));
    const product = async (): Promise<number> => calibrate();
    const seconds = (quick ? 0.8 : 3) * engines.length;
    const others = watchOthers();
    const [calibration, ...calls] = await alternate([product, ...steps], { seconds, leastRuns: quick ? 5 : 15 });
    const times = calls.map((call, i) => ofOneStep(call, counts[i]));
    const disturbance = others();
    const what = `model ${size}, ${columns} columns`;
    for (const [i, count] of threads.entries()) {
      yield speed(`${what}, ${count === 1 ? "1 thread" : `${count} threads`}`, times[i]);
      if (count === 1) yield overProduct(what, times[i], calibration, disturbance, isYardstick(size, columns) ? atMost(2.2) : undefined);
      if (count === 2) yield twoOverOne(what, times[0], times[i], disturbance, atLeast(1.6));
    }
  } finally {
    for (const engine of engines) await engine.dispose();
  }
}

function speed(name: string, times: Times): Measured {
  const note = `step ${milliseconds(times.median)} (median), ${milliseconds(times.fastest)} (fastest), ${milliseconds(times.processor)} of processor time; at its fastest ${perSecond(BATCH / times.fastest)}`;
  return { kind: "measured", group: GROUP, name, value: BATCH / times.median, unit: "rows/s", better: "higher", note };
}

function overProduct(what: string, step: Times, product: Times, others: number, target: Target | undefined): Measured {
  const note = `product ${milliseconds(product.fastest)} (fastest); medians: ${(step.median / product.median).toFixed(2)}; processor time of the step over the product: ${(step.processor / product.fastest).toFixed(2)}`;
  const name = `${what}, step over a product of 160 MFLOP`;
  return {
    kind: "measured",
    group: GROUP,
    name,
    value: step.fastest / product.fastest,
    unit: "times",
    better: "lower",
    target,
    others,
    note,
  };
}

/** Two threads can only be quicker while there are two processors for them. */
function twoOverOne(what: string, one: Times, two: Times, others: number, target: Target | undefined): Measured {
  const note = `of the fastest steps; medians: ${(one.median / two.median).toFixed(2)}`;
  const name = `${what}, speed of 2 threads over 1`;
  const value = one.fastest / two.fastest;
  return { kind: "measured", group: GROUP, name, value, unit: "times", better: "higher", target, others, note };
}
