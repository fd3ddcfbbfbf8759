/** Pieces of work for an engine on random batches of a known law. */

import type { Engine, Step } from "../../argn/engine";
import { type Blueprint, drawBlueprint } from "../../argn/blueprint";
import { initialWeights } from "../../argn/initialise";
import type { ModelSize } from "../../argn/sizes";
import { createWasmEngine } from "../../argn/wasm/wasm-engine";
import { Rng } from "../../base/random";
import type { Times } from "./alternate";
import { censusCardinalities, flatColumns, knownLaw } from "./known-law";

export const BATCH = 512;
/** Steps that the engine gets at once, as the training loop hands them over: several, so that handing over costs next to nothing. */
export const STEPS_A_CALL = 8;
const TRAINING_ROWS = 4096;
/** Many different orders: a step's work depends on its order. */
const DIFFERENT_STEPS = 16;

export interface BenchNetwork {
  readonly blueprint: Blueprint;
  readonly start: (threads: number) => Promise<Engine>;
}

/** A network for so many columns with the cardinalities of a census, and rows to train it on. */
export function benchNetwork(columns: number, size: ModelSize): BenchNetwork {
  const cardinalities = censusCardinalities(columns);
  const blueprint = drawBlueprint(flatColumns(cardinalities), size);
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

/** `STEPS_A_CALL` training steps a call, the next ones each time; `change` may alter them. */
export function trainingWork(engine: Engine, blueprint: Blueprint, change: (step: Step) => Step = (step) => step): () => Promise<void> {
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
    const first = next % steps.length;
    next += STEPS_A_CALL;
    await engine.train(steps.slice(first, first + STEPS_A_CALL), 0.001);
  };
}

/** Times of such a call, divided by its steps. */
export function ofOneStep({ median, fastest, processor, runs }: Times): Times {
  return { median: median / STEPS_A_CALL, fastest: fastest / STEPS_A_CALL, processor: processor / STEPS_A_CALL, runs };
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
