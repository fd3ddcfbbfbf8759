/** The discriminator: a strong learner that tries to tell synthetic rows from training rows. */

import { availableParallelism } from "node:os";
import { throwIfAborted } from "../base/abort";
import { AbortError, count, messageOf } from "../base/errors";
import { Rng } from "../base/random";
import { areaUnderCurve } from "../predictors/scores";
import { trainBoostedTrees } from "../predictors/trees";
import { booleanColumn } from "../table/column";
import { concat } from "../table/concat";
import type { Table } from "../table/table";
import type { ShownColumn } from "./distributions";
import { type Interval, notComputed, type Scores } from "./scores";
import { tellingSigns } from "./telling-signs";

export interface DiscriminatorOptions {
  readonly rng: Rng;
  /** Rows of each table, at most. */
  readonly rows: number;
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** How well two tables can be told apart. */
export interface ToldApart {
  /** Area under the ROC curve on rows the learner has not seen, mean over folds. */
  readonly auc: number;
  readonly interval: Interval;
  readonly importances: readonly { readonly column: string; readonly importance: number }[];
  /** The rows looked at and how synthetic each was found by a learner that had not seen it, 0 to 1. */
  readonly base: ScoredRows;
  readonly other: ScoredRows;
}

/** Some rows of a table with a score each. */
export interface ScoredRows {
  readonly rows: Int32Array;
  readonly scores: Float64Array;
}

const FOLDS = 5;
const LEAST_ROWS = 50;
const MOST_PARALLEL_FOLDS = 4;
const Z_975 = 1.959963984540054;

/**
 * Trains boosted trees, five times on four fifths of the rows, to tell `other` from `base` and scores the remaining fifth.
 * 0.5: cannot be told apart; 1: always. Clearly below 0.5 is a warning too: the nearest row to a held-out one is then its
 * copy with the other label, so the learner is systematically wrong. Both tables are cut to the same number of rows.
 */
export async function tellApart(base: Table, other: Table, options: DiscriminatorOptions): Promise<ToldApart> {
  const rows = Math.min(options.rows, base.rowCount, other.rowCount);
  const pick = (name: string, table: Table): Int32Array => options.rng.fork(name).permutation(table.rowCount).subarray(0, rows);
  const [baseRows, otherRows] = [pick("base", base), pick("other", other)];
  const target = freeName(base);
  const isOther = Array.from({ length: 2 * rows }, (_, i) => i >= rows);
  const stacked = concat([base.take(baseRows), other.take(otherRows)]).with(booleanColumn(target, isOther));
  const results = await inParallel(FOLDS, options, async (fold) => judgeFold(stacked, target, rows, fold, options.signal));
  const auc = results.reduce((sum, result) => sum + result.auc, 0) / FOLDS;
  const reach = Z_975 * aucStandardError(auc, rows, rows);
  const scores = new Float64Array(2 * rows);
  for (const { heldOut, heldOutScores } of results) heldOut.forEach((row, k) => (scores[row] = heldOutScores[k]));
  const scored = {
    base: { rows: baseRows, scores: scores.subarray(0, rows) },
    other: { rows: otherRows, scores: scores.subarray(rows) },
  };
  return { auc, interval: [Math.max(0, auc - reach), Math.min(1, auc + reach)], importances: meanImportances(base, results), ...scored };
}

interface FoldResult {
  readonly auc: number;
  readonly importances: ToldApart["importances"];
  readonly heldOut: readonly number[];
  readonly heldOutScores: Float64Array;
}

/** Rows are in random order already: row i of either table belongs to fold i modulo 5. */
async function judgeFold(stacked: Table, target: string, rows: number, fold: number, signal: AbortSignal | undefined): Promise<FoldResult> {
  const inFold = (i: number): boolean => (i % rows) % FOLDS === fold;
  const all = Array.from({ length: 2 * rows }, (_, i) => i);
  const training = stacked.take(all.filter((i) => !inFold(i)));
  const heldOut = all.filter(inFold);
  const model = await trainBoostedTrees(training, {
    target,
    task: "classification",
    seed: fold,
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    const scores = await model.predict(stacked.take(heldOut).drop([target]));
    return {
      auc: areaUnderCurve(
        heldOut.map((i) => i >= rows),
        scores,
      ),
      importances: model.importances,
      heldOut,
      heldOutScores: scores,
    };
  } finally {
    await model.dispose();
  }
}

/** Folds side by side, in order of their number; the results do not depend on how many run at once. */
async function inParallel<Result>(
  folds: number,
  options: DiscriminatorOptions,
  judge: (fold: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const atOnce = Math.max(1, Math.min(MOST_PARALLEL_FOLDS, options.threads ?? availableParallelism(), folds));
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < folds) {
      const fold = next++;
      throwIfAborted(options.signal, "Cannot finish the discriminator");
      results[fold] = await judge(fold);
      options.onProgress?.(++done / folds);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

function freeName(table: Table): string {
  let name = "is synthetic";
  while (table.has(name)) name += "?";
  return name;
}

function meanImportances(table: Table, results: readonly FoldResult[]): ToldApart["importances"] {
  const sums = new Map<string, number>(table.columnNames.map((name) => [name, 0]));
  for (const { importances } of results) {
    for (const { column, importance } of importances) sums.set(column, (sums.get(column) ?? 0) + importance / results.length);
  }
  return [...sums].map(([column, importance]) => ({ column, importance })).sort((a, b) => b.importance - a.importance);
}

/**
 * Standard error of an area under the ROC curve with so many rows of either label. (Hanley and McNeil 1982, equation 1)
 *
 * @example
 * assert.equal(aucStandardError(0.7, 100, 100).toFixed(6), "0.036835");
 */
export function aucStandardError(auc: number, positives: number, negatives: number): number {
  const bothAbove = auc / (2 - auc);
  const bothBelow = (2 * auc * auc) / (1 + auc);
  const square = auc * (1 - auc) + (positives - 1) * (bothAbove - auc * auc) + (negatives - 1) * (bothBelow - auc * auc);
  return Math.sqrt(Math.max(0, square) / (positives * negatives));
}

/**
 * The discriminator part of the scores. The yardstick is training against holdout with as many rows; without a holdout, one
 * half of training against the other.
 */
export async function discriminatorScores(
  tables: { readonly training: Table; readonly holdout: Table | undefined; readonly synthetic: Table },
  shown: readonly ShownColumn[],
  options: DiscriminatorOptions,
): Promise<Scores["discriminator"]> {
  const { training, holdout, synthetic } = tables;
  const rows = Math.min(options.rows, training.rowCount, synthetic.rowCount, holdout?.rowCount ?? Infinity);
  if (training.columns.length === 0)
    return { auc: notComputed("the tables have no column in common"), importances: [], values: [], rows: [] };
  if (rows < LEAST_ROWS) {
    return {
      auc: notComputed(`it needs at least ${LEAST_ROWS} rows of each table, the smallest has ${count(rows, "row")}`),
      importances: [],
      values: [],
      rows: [],
    };
  }
  const part = (name: string, from: number): DiscriminatorOptions => ({
    ...options,
    rng: options.rng.fork(name),
    rows,
    onProgress: (done) => options.onProgress?.(from + done / 2),
  });
  const half = training.rowCount >> 1;
  try {
    const real = holdout === undefined ? [training.slice(0, half), training.slice(half)] : [training, holdout];
    const told = await tellApart(training, synthetic, part("synthetic", 0));
    const reference = await tellApart(real[0], real[1], part("reference", 0.5));
    const noise = Math.SQRT2 * Z_975 * aucStandardError(0.5, rows, rows);
    const reading = told.auc < 0.5 - noise ? "near-copies" : told.auc - reference.auc > noise ? "distinguishable" : "indistinguishable";
    return {
      auc: { value: told.auc, reference: reference.auc, interval: told.interval },
      reading,
      importances: told.importances,
      ...tellingSigns(tables, shown, told),
    };
  } catch (error) {
    if (error instanceof AbortError) throw error;
    return { auc: notComputed(messageOf(error)), importances: [], values: [], rows: [] };
  }
}
