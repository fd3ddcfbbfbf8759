/** Train on synthetic, test on real: is a model that learnt from synthetic rows as useful as one that learnt from real ones? */

import { breather, throwIfAborted } from "../base/abort";
import { checkInteger, checkOptions } from "../base/check";
import { AbortError, messageOf } from "../base/errors";
import { Rng } from "../base/random";
import type { Predictor } from "../predictors/predictor";
import { trainLogistic } from "../predictors/logistic";
import { trainBoostedTrees } from "../predictors/trees";
import { alignTrio, type Trio } from "../privacy/align-trio";
import { spearman } from "../stats/rank-correlation";
import { type Column, isMissing, textOf } from "../table/column";
import type { Table } from "../table/table";
import { type WeightedScore, weightedMacroAuc, weightedR2 } from "./prediction-scores";
import { type Interval, type Measure, type MissingMeasure, notComputed } from "./scores";

export interface TstrOptions {
  /** The columns to predict, each in turn; all by default. */
  readonly targets?: readonly string[];
  /** Boosted trees (default) or a linear model: two learners that agree are better evidence than one. */
  readonly learner?: "boosted-trees" | "logistic";
  readonly seed?: number | string;
  /** Training rows of either side, at most (20,000). */
  readonly rows?: number;
  /** Resamples of the holdout rows behind the intervals (300). */
  readonly resamples?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly target: string; readonly share: number }) => void;
}

/** How useful the synthetic rows are for predicting one column. */
export type TargetUtility =
  | {
      readonly target: string;
      /** Mean area under the ROC curve over classes, or the share of variance explained. */
      readonly score: "auc" | "r2";
      /** The model trained on synthetic rows, tested on holdout rows; reference: the model trained on training rows. */
      readonly synthetic: Measure;
      /** synthetic - real on the same holdout rows, with its paired 95 % interval: below 0 is a loss. */
      readonly difference: Measure;
      /** Rank correlation of the two models' importances, -1 to 1; 1 is best. */
      readonly importanceAgreement: Measure;
      readonly notComputed?: undefined;
    }
  | (MissingMeasure & { readonly target: string });

export interface Tstr {
  readonly byTarget: readonly TargetUtility[];
  /** The mean difference over targets; 0 is ideal, below 0 is a loss. */
  readonly meanDifference: Measure;
}

const ACTION = "Cannot train on synthetic and test on real";
const OPTIONS = ["targets", "learner", "seed", "rows", "resamples", "signal", "onProgress"];

/**
 * For each target, trains one model on synthetic and one on as many training rows, tests both on the same holdout rows, and
 * compares them. Strings and truth values are classified, numbers and datetimes predicted as numbers. (Esteban and others
 * 2017, section 4.2)
 *
 * One easy target forgives a lot: predict several columns. Throws a RangeError without a holdout, and for unknown targets.
 *
 * @example
 * const ages = Array.from({ length: 300 }, (_, i) => i % 90);
 * const people = Table.of({ age: ages, adult: ages.map((age) => age >= 18) });
 * const { byTarget } = await tstr({ training: people, holdout: people, synthetic: people }, { targets: ["adult"], learner: "logistic" });
 * assert.equal(byTarget[0].target, "adult");
 */
export async function tstr(trio: Trio, options: TstrOptions = {}): Promise<Tstr> {
  checkOptions(ACTION, options, OPTIONS);
  const { rows = 20_000, resamples = 300, seed = 1 } = options;
  checkInteger(ACTION, "rows", rows, 2);
  checkInteger(ACTION, "resamples", resamples, 10);
  const { training, holdout, synthetic } = alignTrio(trio);
  if (holdout === undefined) throw new RangeError(`${ACTION}: there is no holdout table; pass real rows that neither model has seen`);
  const targets = options.targets ?? training.columnNames;
  for (const target of targets) training.column(target);
  const rng = new Rng(seed).fork("tstr");
  const size = Math.min(rows, training.rowCount, synthetic.rowCount);
  const sampled = (name: string, table: Table): Table => table.take(rng.fork(name).permutation(table.rowCount).subarray(0, size));
  const sides = { training: sampled("training", training), holdout, synthetic: sampled("synthetic", synthetic) };
  const byTarget: TargetUtility[] = [];
  for (const target of targets) {
    throwIfAborted(options.signal, ACTION);
    options.onProgress?.({ target, share: byTarget.length / targets.length });
    byTarget.push(await utilityOf(target, sides, rng.fork(target), options));
  }
  return { byTarget, meanDifference: meanDifferenceOf(byTarget) };
}

interface Sides {
  readonly training: Table;
  readonly holdout: Table;
  readonly synthetic: Table;
}

async function utilityOf(target: string, sides: Sides, rng: Rng, options: TstrOptions): Promise<TargetUtility> {
  const column = sides.training.column(target);
  const task = column.type === "number" || column.type === "datetime" ? "regression" : "classification";
  const known = rowsWith(sides.holdout.column(target));
  if (known.length < 2) return { target, ...notComputed("fewer than two holdout rows know the target") };
  const holdout = sides.holdout.take(known);
  try {
    const [real, synthetic] = await Promise.all(
      [sides.training, sides.synthetic].map((rows) => judged(rows, target, task, holdout, options)),
    );
    return await compared(target, task === "regression" ? "r2" : "auc", real, synthetic, known.length, rng, options.resamples ?? 300);
  } catch (error) {
    if (error instanceof AbortError) throw error;
    return { target, ...notComputed(messageOf(error)) };
  }
}

interface Judged {
  readonly score: WeightedScore;
  readonly importances: ReadonlyMap<string, number>;
}

async function judged(
  rows: Table,
  target: string,
  task: "regression" | "classification",
  holdout: Table,
  options: TstrOptions,
): Promise<Judged> {
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const train = options.learner === "logistic" ? trainLogistic : trainBoostedTrees;
  const model = await train(rows, { target, task, ...signal });
  try {
    const features = holdout.drop([target]);
    const score =
      task === "regression"
        ? await regressionScore(model, rows.column(target), holdout.column(target), features)
        : await classScore(model, holdout.column(target), features);
    return { score, importances: new Map(model.importances.map(({ column, importance }) => [column, importance])) };
  } finally {
    await model.dispose();
  }
}

/** Predictions are held within the range of what the model learnt from: a line that runs away is no better than its end. */
async function regressionScore(model: Predictor, learnt: Column, actual: Column, features: Table): Promise<WeightedScore> {
  const values = (column: Column): Float64Array =>
    column.type === "number" || column.type === "datetime" ? column.values : new Float64Array(column.length);
  let [least, most] = [Infinity, -Infinity];
  for (const value of values(learnt)) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const predicted = await model.predict(features);
  return weightedR2(
    values(actual),
    predicted.map((value) => Math.min(most, Math.max(least, value))),
  );
}

/** Classes that the model never met get probability 0 everywhere: it cannot find them. */
async function classScore(model: Predictor, actual: Column, features: Table): Promise<WeightedScore> {
  const texts = Array.from({ length: actual.length }, (_, i) => textOf(actual, i) ?? "");
  const classes = [...new Set(texts)].sort();
  const predicted = await model.probabilities(features);
  const places = classes.map((name) => model.classes.indexOf(name));
  const probabilities = Float64Array.from({ length: texts.length * classes.length }, (_, cell) => {
    const place = places[cell % classes.length];
    return place < 0 ? 0 : predicted[Math.floor(cell / classes.length) * model.classes.length + place];
  });
  const labels = texts.map((text) => classes.indexOf(text));
  return weightedMacroAuc(labels, probabilities, classes.length);
}

async function compared(
  target: string,
  score: "auc" | "r2",
  real: Judged,
  synthetic: Judged,
  rows: number,
  rng: Rng,
  resamples: number,
): Promise<TargetUtility> {
  const once = new Uint8Array(rows).fill(1);
  const [realScore, syntheticScore] = [real.score(once), synthetic.score(once)];
  if (realScore === undefined || syntheticScore === undefined)
    return { target, ...notComputed("the target does not vary in the holdout table") };
  const draws: { synthetic: number; difference: number }[] = [];
  const breathe = breather();
  for (let k = 0; k < resamples; k++) {
    await breathe();
    const times = new Uint16Array(rows);
    for (let i = 0; i < rows; i++) times[rng.integer(rows)]++;
    const [a, b] = [real.score(times), synthetic.score(times)];
    if (a !== undefined && b !== undefined) draws.push({ synthetic: b, difference: b - a });
  }
  return {
    target,
    score,
    synthetic: { value: syntheticScore, reference: realScore, interval: middle(draws.map((draw) => draw.synthetic)) },
    difference: { value: syntheticScore - realScore, reference: 0, interval: middle(draws.map((draw) => draw.difference)) },
    importanceAgreement: agreement(real.importances, synthetic.importances),
  };
}

/** From the 2.5 % to the 97.5 % quantile. */
function middle(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return [at(0.025), at(0.975)];
}

function agreement(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): Measure {
  const columns = [...left.keys()];
  const value = spearman(
    columns.map((column) => left.get(column) ?? 0),
    columns.map((column) => right.get(column) ?? 0),
  );
  return value === undefined ? notComputed("all columns are equally important to one of the models") : { value };
}

function meanDifferenceOf(byTarget: readonly TargetUtility[]): Measure {
  const differences = byTarget.flatMap((utility) => (utility.notComputed === undefined ? (utility.difference.value ?? []) : []));
  if (differences.length === 0) return notComputed("no target could be predicted");
  return { value: differences.reduce((sum, difference) => sum + difference, 0) / differences.length, reference: 0 };
}

function rowsWith(column: Column): number[] {
  const rows: number[] = [];
  for (let i = 0; i < column.length; i++) if (!isMissing(column, i)) rows.push(i);
  return rows;
}
