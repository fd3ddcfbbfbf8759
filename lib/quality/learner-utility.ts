/** One target: how well it is predicted from synthetic rows, and whether a regression leads to the same intervals. */

import { throwIfAborted } from "../base/abort";
import { AbortError, messageOf } from "../base/errors";
import { Rng } from "../base/random";
import type { AlignedTrio } from "../privacy/align-trio";
import { quantileTransform } from "../stats/quantile-transform";
import { type Column, numberColumn, stringColumn, textOf } from "../table/column";
import type { Table } from "../table/table";
import { coefficientAgreement } from "./coefficient-agreement";
import { type Measure, notComputed } from "./scores";
import { type TargetUtility, tstr } from "./tstr";

export type UtilityLearner = "boosted-trees" | "logistic";

/** One target and one learner. */
export type LearnerUtility = TargetUtility & { readonly learner: UtilityLearner };

/** Whether a regression on synthetic rows leads to the same intervals. */
export interface RegressionUtility {
  readonly target: string;
  /** What is explained: the number, or whether the target is this class. */
  readonly outcome: string;
  readonly overlap: Measure;
  readonly standardisedDifference: Measure;
}

export interface LearnerOptions {
  readonly seed: string;
  /** Rows that each model learns from, at most. */
  readonly rows: number;
  readonly signal?: AbortSignal | undefined;
}

const RESAMPLES = 200;
/** The largest classes of a target; all others are one class more. */
const MOST_CLASSES = 5;
const MOST_TEST_ROWS = 5000;

/**
 * Trains on synthetic and on training rows, tests on holdout rows. Targets with many classes keep
 * their five largest; numbers and datetimes are predicted as places, 0 to 1, among the training values.
 */
export async function learnerUtility(
  trio: AlignedTrio,
  target: string,
  learner: UtilityLearner,
  { seed, rows, signal }: LearnerOptions,
): Promise<LearnerUtility> {
  throwIfAborted(signal, "Cannot finish the usefulness");
  const { training, holdout = training, synthetic } = trio;
  const tests = holdout.take(new Rng(seed).fork("tests").permutation(holdout.rowCount).subarray(0, MOST_TEST_ROWS));
  const [one, two, three] = easedTarget(target, training, tests, synthetic);
  try {
    const stop = signal === undefined ? {} : { signal };
    const options = { targets: [target], learner, rows, resamples: RESAMPLES, seed, ...stop };
    const { byTarget } = await tstr({ training: one, holdout: two, synthetic: three }, options);
    return { ...byTarget[0], learner };
  } catch (error) {
    if (error instanceof AbortError) throw error;
    return { target, learner, ...notComputed(messageOf(error)) };
  }
}

/** The tables with a target that any learner can be asked for: six classes at most, numbers by their place among the real ones. */
function easedTarget(target: string, ...tables: readonly Table[]): readonly Table[] {
  const { type } = tables[0].column(target);
  if (type === "number" || type === "datetime") return withPlaces(target, tables);
  return type === "string" ? withFewClasses(target, tables) : tables;
}

/** A share of explained variance of amounts hangs on a few large ones; of places, 0 to 1, it speaks of all rows alike. */
function withPlaces(target: string, tables: readonly Table[]): readonly Table[] {
  const values = (table: Table): Float64Array => {
    const column = table.column(target);
    return column.type === "number" || column.type === "datetime" ? column.values : new Float64Array(column.length).fill(NaN);
  };
  const known = values(tables[0]).filter((value) => Number.isFinite(value));
  if (known.length === 0) return tables;
  const place = quantileTransform(known);
  const placed = (table: Table): Table =>
    table.with(
      numberColumn(
        target,
        values(table).map((value) => (Number.isNaN(value) ? NaN : place(value))),
      ),
    );
  return tables.map(placed);
}

function withFewClasses(target: string, tables: readonly Table[]): readonly Table[] {
  const [training] = tables;
  const texts = (table: Table): (string | null)[] => Array.from({ length: table.rowCount }, (_, i) => textOf(table.column(target), i));
  const rows = new Map<string, number>();
  for (const text of texts(training)) if (text !== null) rows.set(text, (rows.get(text) ?? 0) + 1);
  if (rows.size <= MOST_CLASSES + 1) return tables;
  const byRows = [...rows].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const largest = new Set(byRows.slice(0, MOST_CLASSES).map(([text]) => text));
  const named = (text: string | null): string | null => (text === null || largest.has(text) ? text : "(all others)");
  const joined = (table: Table): Column => stringColumn(target, texts(table).map(named));
  return tables.map((table) => table.with(joined(table)));
}

/** The intervals of a regression of the target on all other columns. */
export function regressionUtility(trio: AlignedTrio, target: string, { seed, rows }: LearnerOptions): RegressionUtility {
  const { training, holdout, synthetic } = trio;
  try {
    const tables = holdout === undefined ? { training, synthetic } : { training, holdout, synthetic };
    const { outcome, overlap, standardisedDifference } = coefficientAgreement(tables, { target, rows: Math.max(rows, 20), seed });
    return { target, outcome, overlap, standardisedDifference };
  } catch (error) {
    const none = notComputed(messageOf(error));
    return { target, outcome: "", overlap: none, standardisedDifference: none };
  }
}
