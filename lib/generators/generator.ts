/** What every family of generators meets, from a shuffle to a neural network. */

import { throwIfAborted } from "../base/abort";
import { checkInteger, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import type { Table } from "../table/table";

export interface GeneratorTrainOptions {
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

export interface GeneratorSampleOptions {
  readonly seed?: number;
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

/** A family from a function that fits the table and gives a function that draws rows. */
export function family(name: string, fit: (table: Table, rng: Rng, signal?: AbortSignal) => Draw | Promise<Draw>): Generator {
  return {
    name,
    train: async (table, options = {}) => {
      const action = `Cannot train ${name}`;
      checkOptions(action, options, ["seed", "signal"]);
      const { seed = 1, signal } = options;
      if (table.rowCount === 0) throw new RangeError(`${action}: the table has no rows; it needs at least one`);
      throwIfAborted(signal, `Training ${name}`);
      return sampler(name, await fit(table, new Rng(seed).fork(`${name}/train`), signal));
    },
  };
}

/** Draws so many rows. */
export type Draw = (rows: number, rng: Rng) => Table | Promise<Table>;

/** A trained generator from a function that draws rows. */
export function sampler(name: string, draw: Draw): TrainedGenerator {
  return {
    sample: async (rows, options = {}) => {
      const action = `Cannot sample from ${name}`;
      checkInteger(action, "rows", rows, 0, 100_000_000);
      checkOptions(action, options, ["seed"]);
      return draw(rows, new Rng(options.seed ?? 1).fork(`${name}/sample`));
    },
  };
}
