/** What every family of generators meets, from a shuffle to a neural network. */

import { breather, throwIfAborted } from "../base/abort";
import { checkInteger, checkOptions } from "../base/check";
import { throttled } from "../base/progress";
import { Rng } from "../base/random";
import type { Table } from "../table/table";

/** How far the work has come. */
export interface GeneratorProgress {
  readonly step: number;
  readonly steps: number;
}

export interface GeneratorTrainOptions {
  readonly seed?: number;
  /** Stops the work; the promise then rejects with an AbortError. */
  readonly signal?: AbortSignal;
  /** Hears at most ten reports a second. */
  readonly onProgress?: (progress: GeneratorProgress) => void;
}

export interface GeneratorSampleOptions {
  readonly seed?: number;
  /** Stops the work; the promise then rejects with an AbortError. */
  readonly signal?: AbortSignal;
}

/** A generator that has seen its table. */
export interface TrainedGenerator {
  /** Synthetic rows with the columns of the training table. Same seed, same rows. */
  sample(rows: number, options?: GeneratorSampleOptions): Promise<Table>;
}

/**
 * A family: something that can be trained on a table. `TabularARGN` is one as well.
 *
 * @example
 * const table = Table.of({ age: [31, 54, 54, 70], city: ["Ulm", "Bari", null, "Ulm"] });
 * for (const family of [shuffle, marginals, bootstrap(), copula, chowLiu, cart]) {
 *   const synthetic = await (await family.train(table, { seed: 1 })).sample(3, { seed: 2 });
 *   assert.deepEqual(synthetic.columnNames, ["age", "city"]);
 * }
 */
export interface Generator {
  readonly name: string;
  train(table: Table, options?: GeneratorTrainOptions): Promise<TrainedGenerator>;
}

/** What a family is given beside its table. */
export interface Work {
  readonly rng: Rng;
  /** To await between the steps of long work: tells how far it is, lets the event loop breathe, and throws when it is to stop. */
  readonly turn: Turn;
}

export type Turn = (step: number, steps: number) => Promise<void>;

/** Draws so many rows. Who waits for something else than its own work listens to the signal as well. */
export type Draw = (rows: number, rng: Rng, turn: Turn, signal: AbortSignal | undefined) => Table | Promise<Table>;

/** A family from a function that fits the table and gives a function that draws rows. */
export function family(name: string, fit: (table: Table, work: Work) => Draw | Promise<Draw>): Generator {
  return {
    name,
    train: async (table, options = {}) => {
      const action = `Cannot train ${name}`;
      checkOptions(action, options, ["seed", "signal", "onProgress"]);
      const { seed = 1, signal, onProgress } = options;
      if (table.rowCount === 0) throw new RangeError(`${action}: the table has no rows; it needs at least one`);
      const turn = turns(`Training ${name}`, signal, onProgress);
      await turn(0, 1);
      const draw = await fit(table, { rng: new Rng(seed).fork(`${name}/train`), turn });
      await turn(1, 1);
      return sampler(name, draw);
    },
  };
}

/** A trained generator from a function that draws rows. */
export function sampler(name: string, draw: Draw): TrainedGenerator {
  return {
    sample: async (rows, options = {}) => {
      const action = `Cannot sample from ${name}`;
      checkInteger(action, "rows", rows, 0, 100_000_000);
      checkOptions(action, options, ["seed", "signal"]);
      const turn = turns(`Sampling from ${name}`, options.signal);
      await turn(0, 1);
      return draw(rows, new Rng(options.seed ?? 1).fork(`${name}/sample`), turn, options.signal);
    },
  };
}

function turns(action: string, signal?: AbortSignal, onProgress?: (progress: GeneratorProgress) => void): Turn {
  const report = throttled(onProgress);
  const breathe = breather();
  return async (step, steps) => {
    throwIfAborted(signal, action);
    report({ step, steps }, step === steps);
    await breathe();
    throwIfAborted(signal, action);
  };
}
