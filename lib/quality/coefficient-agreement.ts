/** Would an analyst draw the same conclusions? A regression on real and on synthetic rows, coefficient by coefficient. */

import { checkInteger, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import { designOf } from "../predictors/design";
import { fitGeneralised, type Regression } from "../predictors/generalised-linear";
import { alignTrio } from "../privacy/align-trio";
import { combineEstimates } from "../stats/combining-rules";
import { intervalOverlap } from "../stats/interval-overlap";
import { isMissing, textOf } from "../table/column";
import type { Table } from "../table/table";
import { type Interval, type Measure, notComputed } from "./scores";

/** One coefficient of the regression. Numbers are in standard deviations of the training rows. */
export interface CoefficientComparison {
  readonly name: string;
  readonly training: number;
  readonly trainingInterval: Interval;
  /** The mean over the synthetic tables. */
  readonly synthetic: number;
  /** Of one synthetic table: as an analyst would compute it who takes the rows for real. Of several: combined. */
  readonly syntheticInterval: Interval;
  /** 1: the intervals coincide; 0: they touch; below 0: they are apart. */
  readonly overlap: number;
  /** |synthetic - training| in standard errors of training. */
  readonly standardisedDifference: number;
}

export interface CoefficientAgreement {
  readonly target: string;
  /** What is predicted: the value of a number, or whether the target is this class. */
  readonly outcome: string;
  /** Mean overlap of the 95 % intervals, each from -1 (far apart) to 1; the reference is that of holdout rows. Up is better. */
  readonly overlap: Measure;
  /**
   * Median standardised difference, down is better. The reference is that of holdout rows; without any, that of rows drawn from
   * the very model that training rows suggest, 0.674 / sqrt(m) for m tables.
   */
  readonly standardisedDifference: Measure;
  readonly coefficients: readonly CoefficientComparison[];
}

export interface CoefficientOptions {
  /** The column that the regression explains. */
  readonly target: string;
  /** The columns that explain it; all others by default. */
  readonly features?: readonly string[];
  /** Rows of each table, at most (5,000). */
  readonly rows?: number;
  readonly seed?: number | string;
}

const ACTION = "Cannot compare coefficients";
const Z_975 = 1.959963984540054;
const ROWS_A_COEFFICIENT = 10;

/**
 * Fits one regression (least squares for numbers and datetimes, logistic for the most frequent class of anything else but the
 * first) to the training rows and to each synthetic table, and compares the 95 % intervals of the coefficients.
 *
 * The intervals of a single synthetic table are those an analyst gets who takes it for real. As an interval for the population it is too
 * narrow by a factor of sqrt(2), since the rows were drawn from a model that was itself estimated; several tables are combined by the
 * rule for "simple" synthesis (Raab, Nowok and Dibben 2016). Overlap after Karr and others (2006).
 *
 * Ten rows to a coefficient are needed: inputs that fewest rows have are left out.
 * Throws a RangeError for unknown columns and when there is no synthetic table.
 *
 * @example
 * const x = Array.from({ length: 200 }, (_, i) => i % 40);
 * const training = Table.of({ x, y: x.map((value, i) => 3 * value + (i % 7)) });
 * const { overlap } = coefficientAgreement({ training, synthetic: training }, { target: "y" });
 * assert.equal(overlap.value?.toFixed(6), "1.000000");
 */
export function coefficientAgreement(
  tables: { readonly training: Table; readonly holdout?: Table; readonly synthetic: Table | readonly Table[] },
  options: CoefficientOptions,
): CoefficientAgreement {
  checkOptions(ACTION, options, ["target", "features", "rows", "seed"]);
  const { target, rows = 5000, seed = 1 } = options;
  checkInteger(ACTION, "rows", rows, 20);
  const syntheses = "rowCount" in tables.synthetic ? [tables.synthetic] : tables.synthetic;
  if (syntheses.length === 0) throw new RangeError(`${ACTION}: there is no synthetic table, it needs at least one`);
  const trios = syntheses.map((synthetic) => alignTrio({ ...tables, synthetic }));
  const [{ training, holdout }] = trios;
  training.column(target);
  const features = options.features ?? training.columnNames.filter((name) => name !== target);
  for (const name of features) training.column(name);
  const rng = new Rng(seed).fork("coefficients");
  const size = Math.min(
    rows,
    ...trios.map((trio) => Math.min(trio.training.rowCount, trio.synthetic.rowCount)),
    holdout?.rowCount ?? Infinity,
  );
  const some = (name: string, table: Table): Table => table.take(rng.fork(name).permutation(table.rowCount).subarray(0, size));
  const base = some("training", training);
  const question = questionOf(base, target);
  if (typeof question === "string") return nothing(target, question);
  const most = Math.floor(size / ROWS_A_COEFFICIENT) - 1;
  if (most < 1) return nothing(target, `a regression needs ${2 * ROWS_A_COEFFICIENT} rows of each table, there are ${size}`);
  const design = designOf(base, features, most);
  const fit = (table: Table): Regression => {
    const known = table.take(Array.from({ length: table.rowCount }, (_, i) => i).filter((i) => !isMissing(table.column(target), i)));
    return fitGeneralised(design.rows(known), question.labels(known), question.family);
  };
  const [real, made] = [fit(base), trios.map(({ synthetic }, k) => fit(some(`synthetic ${k}`, synthetic)))];
  const coefficients = design.names.slice(1).map((name, k) => compared(name, k + 1, real, made));
  const fresh = holdout === undefined ? undefined : fit(some("holdout", holdout));
  if (coefficients.length === 0) return nothing(target, "no other column varies");
  const freshly = (of: (real: Regression, other: Regression, k: number) => number): readonly number[] =>
    fresh === undefined ? [] : coefficients.map((_, k) => of(real, fresh, k + 1));
  const freshOverlaps = freshly((a, b, k) => intervalOverlap(intervalOf(a, k), intervalOf(b, k)));
  const freshDistances = freshly((a, b, k) => standardised(a, b.coefficients[k], k));
  const overlap = meanOverlap(coefficients.map((coefficient) => coefficient.overlap));
  return {
    target,
    outcome: question.outcome,
    overlap: fresh === undefined ? { value: overlap } : { value: overlap, reference: meanOverlap(freshOverlaps) },
    standardisedDifference: {
      value: median(coefficients.map(({ standardisedDifference }) => standardisedDifference)),
      reference: fresh === undefined ? MEDIAN_OF_CHANCE / Math.sqrt(syntheses.length) : median(freshDistances),
    },
    coefficients,
  };
}

/** The median of |z| for a normal z. */
const MEDIAN_OF_CHANCE = 0.6744897501960817;
const FARTHEST = -1;

/** Intervals far apart count as -1: where columns determine one another, intervals have no width and no other bound. */
function meanOverlap(overlaps: readonly number[]): number {
  return overlaps.reduce((sum, overlap) => sum + Math.max(FARTHEST, overlap) / overlaps.length, 0);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function nothing(target: string, reason: string): CoefficientAgreement {
  return { target, outcome: "", overlap: notComputed(reason), standardisedDifference: notComputed(reason), coefficients: [] };
}

interface Question {
  readonly family: "linear" | "logistic";
  readonly outcome: string;
  labels(table: Table): Float64Array;
}

/** What is regressed, from the training rows; or why there is no such thing. */
function questionOf(training: Table, target: string): Question | string {
  const column = training.column(target);
  if (column.type === "number" || column.type === "datetime") return numberQuestion(column.values, target);
  const rows = new Map<string, number>();
  for (let i = 0; i < column.length; i++) {
    const text = textOf(column, i);
    if (text !== null) rows.set(text, (rows.get(text) ?? 0) + 1);
  }
  const [, second] = [...rows].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (second === undefined) return "the target does not vary";
  const [outcome, times] = second;
  if (times < ROWS_A_COEFFICIENT) return `no class but the first has ${ROWS_A_COEFFICIENT} rows`;
  return {
    family: "logistic",
    outcome,
    labels: (table) => Float64Array.from({ length: table.rowCount }, (_, i) => (textOf(table.column(target), i) === outcome ? 1 : 0)),
  };
}

function numberQuestion(values: Float64Array, target: string): Question | string {
  const known = values.filter((value) => Number.isFinite(value));
  const mean = known.reduce((sum, value) => sum + value / known.length, 0);
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2 / known.length, 0));
  if (!(spread > 0)) return "the target does not vary";
  return {
    family: "linear",
    outcome: target,
    labels: (table) => {
      const column = table.column(target);
      const cells = column.type === "number" || column.type === "datetime" ? column.values : new Float64Array(column.length);
      return cells.map((value) => (Number.isFinite(value) ? (value - mean) / spread : 0));
    },
  };
}

function compared(name: string, k: number, real: Regression, made: readonly Regression[]): CoefficientComparison {
  const estimates = made.map(({ coefficients }) => coefficients[k]);
  const variances = made.map(({ standardErrors }) => standardErrors[k] ** 2);
  const { estimate, standardError = 0 } = combineEstimates(estimates, variances);
  const error = made.length === 1 ? made[0].standardErrors[k] : standardError;
  const trainingInterval = intervalOf(real, k);
  const syntheticInterval: Interval = [estimate - Z_975 * error, estimate + Z_975 * error];
  return {
    name,
    training: real.coefficients[k],
    trainingInterval,
    synthetic: estimate,
    syntheticInterval,
    overlap: intervalOverlap(trainingInterval, syntheticInterval),
    standardisedDifference: standardised(real, estimate, k),
  };
}

function standardised({ coefficients, standardErrors }: Regression, other: number, k: number): number {
  return Math.abs(other - coefficients[k]) / standardErrors[k];
}

function intervalOf({ coefficients, standardErrors }: Regression, k: number): Interval {
  return [coefficients[k] - Z_975 * standardErrors[k], coefficients[k] + Z_975 * standardErrors[k]];
}
