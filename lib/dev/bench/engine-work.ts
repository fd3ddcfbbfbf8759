/** Pieces of work for an engine on random batches of a known law. */

import type { Engine, Step } from "../../argn/engine";
import { type Blueprint, drawBlueprint } from "../../argn/blueprint";
import { initialWeights } from "../../argn/initialise";
import type { ModelSize } from "../../argn/sizes";
import { createWasmEngine } from "../../argn/wasm/wasm-engine";
import { Rng } from "../../base/random";
import { alternate, type Times } from "./alternate";
import { censusCardinalities, flatColumns, knownLaw } from "./known-law";

export const BATCH = 512;
/** Seconds of work that the engine gets at once, as the training loop hands it over: many steps, so that handing over costs next to nothing. */
const CALL_SECONDS = 0.08;
const MOST_STEPS_A_CALL = 64;
const TRAINING_ROWS = 4096;
/** Many different orders: a step's work depends on its order. */
const DIFFERENT_STEPS = 16;

export interface BenchNetwork {
  readonly blueprint: Blueprint;
  readonly start: (threads: number) => Promise<Engine>;
}

/** A network for so many columns with the cardinalities of a census, and rows to train it on; `dropout` as a training of few rows has it. */
export function benchNetwork(columns: number, size: ModelSize, dropout?: number): BenchNetwork {
  const cardinalities = censusCardinalities(columns);
  const blueprint = drawBlueprint(flatColumns(cardinalities), size, dropout);
  const { table } = knownLaw(cardinalities).draw(TRAINING_ROWS, 1);
  const weights = initialWeights(blueprint, undefined, new Rng(1));
  return {
    blueprint,
    start: async (threads) => {
      const engine = await createWasmEngine({ blueprint, weights, threads });
      await engine.setTrainingCodes(table);
      return engine;
    },
  };
}

/** How many steps the training loop would hand over at once to this engine. */
export async function stepsACall(engine: Engine, blueprint: Blueprint): Promise<number> {
  const one = trainingWork(engine, blueprint, 1);
  const [{ fastest }] = await alternate([one], { seconds: 0, leastRuns: 10 });
  return Math.max(1, Math.min(MOST_STEPS_A_CALL, Math.round(CALL_SECONDS / fastest)));
}

/** So many training steps a call, the next ones each time; `change` may alter them. */
export function trainingWork(
  engine: Engine,
  blueprint: Blueprint,
  count: number,
  change: (step: Step) => Step = (step) => step,
): () => Promise<void> {
  const rng = new Rng("steps");
  const steps = Array.from({ length: DIFFERENT_STEPS }, () =>
    change({
      rows: rng.permutation(TRAINING_ROWS).slice(0, BATCH),
      order: rng.permutation(blueprint.columns.length),
      dropoutSeed: rng.uint32() | 0,
    }),
  );
  let next = 0;
  return async () => {
    const first = next;
    next += count;
    const call = Array.from({ length: count }, (_, s) => steps[(first + s) % steps.length]);
    await engine.train(call, 0.001);
  };
}

/** Times of a call of so many steps, divided by them. */
export function ofOneStep({ median, fastest, processor, runs }: Times, count: number): Times {
  return { median: median / count, fastest: fastest / count, processor: processor / count, runs };
}

/** Draws all columns of so many rows a call, in another order each time. */
export function drawingWork(engine: Engine, blueprint: Blueprint, rows: number): () => Promise<void> {
  const rng = new Rng("orders of drawing");
  const table = { rowCount: rows, codes: blueprint.subColumns.map(() => new Int32Array(rows)) };
  return () => {
    const order = Array.from(rng.permutation(blueprint.subColumns.length));
    const draws = order.map((subColumn) => ({ subColumn, temperature: 1, topP: 1 }));
    return engine.sample({ table, known: [], draws, seed: rng.uint32() | 0, firstRow: 0 });
  };
}

/** 1, 2 and as many threads as the machine runs at once, each once. */
export function threadCounts(processors: number): number[] {
  return [...new Set([1, 2, Math.min(8, processors)])].filter((threads) => threads <= Math.max(1, processors));
}
