/**
 * How far outside the data a combination of values lies. A network gives probabilities for combinations that it has never
 * seen, too; whether these deserve trust shows in how the row's own probability compares with that of usual rows.
 */

import { checkInteger, checkNumber, checkOptions } from "../../base/check";
import type { Table } from "../../table/table";
import type { Engine } from "../engine";
import type { ComputeOptions, ModelState } from "../model-state";
import { generate } from "../sample/generate";
import { logProbabilities } from "./log-probabilities";

export interface UnusualnessOptions extends ComputeOptions {
  /**
   * Rows with at least the same columns, to compare with; default 2,000 rows that the model draws.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const { quantile } = await argn.unusualness(Table.of({ y: ["a"] }), { reference: table });
   * assert(quantile[0] > 0);
   */
  readonly reference?: Table;
  /**
   * Rows that are less probable than all but this share of the reference are not to be trusted; default 0.01.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const { trusted } = await argn.unusualness(Table.of({ y: ["a"] }), { threshold: 0 });
   * assert.deepEqual([...trusted], [true]);
   */
  readonly threshold?: number;
  /**
   * Fixes the rows that the model draws for comparison; default 1.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * assert.deepEqual(await argn.unusualness(table, { seed: 5 }), await argn.unusualness(table, { seed: 5 }));
   */
  readonly seed?: number;
}

/** One number for each row. */
export interface Unusualness {
  /** Natural logarithm of the probability of the row's given cells, 0 or less. */
  readonly logProbability: Float64Array;
  /** Share of reference rows that are no more probable, 0 to 1: low is unusual. */
  readonly quantile: Float64Array;
  /** Whether the combination is usual enough that draws conditional on it rest on data. */
  readonly trusted: readonly boolean[];
}

const ACTION = "Cannot tell how unusual rows are";
const REFERENCE_ROWS = 2000;

/**
 * The log-probability of the given columns together, the same for reference rows, and where the former stands among the
 * latter. Columns that are not given play no part. Of rows like the reference, the share with a quantile of q or less is
 * q: the quantile is calibrated by counting, whatever the scale of the probabilities. A value that the model does not
 * know counts as the nearest known number, or as a rare category.
 *
 * @throws {RangeError} when no given column is one that the model has learnt
 */
export async function unusualnessOf(engine: Engine, state: ModelState, given: Table, options: UnusualnessOptions): Promise<Unusualness> {
  checkOptions(ACTION, options, ["reference", "threshold", "seed", "engine", "threads", "signal"]);
  const { threshold = 0.01, seed = 1 } = options;
  checkNumber(ACTION, "threshold", threshold, 0, 1);
  checkInteger(ACTION, "seed", seed, Number.MIN_SAFE_INTEGER);
  const columns = state.codec.columns.filter(({ name, subColumns }) => given.has(name) && subColumns.length > 0);
  if (columns.length === 0) throw new RangeError(`${ACTION}: none of their columns is one that the model has learnt`);
  const names = columns.map(({ name }) => name);
  const { signal } = options;
  const reference =
    options.reference ?? (await generate(engine, state, REFERENCE_ROWS, { seed, ...(signal === undefined ? {} : { signal }) }));
  const usual = (await logProbabilities(engine, state, reference, names)).sort();
  const logProbability = await logProbabilities(engine, state, given, names);
  const quantile = logProbability.map((value) => countAtMost(usual, value) / Math.max(1, usual.length));
  return { logProbability, quantile, trusted: Array.from(quantile, (share) => share > threshold) };
}

function countAtMost(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
