/** How each column differs from the real one, in several measures, next to what holdout rows show. */

import { alignTrio, type Trio } from "../privacy/align-trio";
import { jensenShannon } from "../stats/jensen-shannon";
import { kolmogorovSmirnov } from "../stats/kolmogorov-smirnov";
import { ascending, wasserstein } from "../stats/wasserstein";
import { type Column, missingCount } from "../table/column";
import { Rng } from "../base/random";
import { adherence, coverage } from "./adherence";
import { codesOf, fitBins } from "./bins";
import { countSingles } from "./cell-counts";
import { kindOf, oneWordEach } from "./column-kind";
import { type ColumnKind, type Measure, notComputed } from "./scores";

/** The differences of one column; each value is synthetic against training, each reference holdout against training. */
export interface ColumnDifference {
  readonly column: string;
  readonly kind: ColumnKind;
  /** Largest gap between the distribution functions; 0 is equal. Numbers and datetimes. */
  readonly kolmogorovSmirnov: Measure;
  /** Mean distance that a value must travel, in interquartile ranges of training; 0 is equal. Numbers and datetimes. */
  readonly wasserstein: Measure;
  /** Jensen-Shannon divergence over the bins, in nats; 0 is equal, ln 2 the most. */
  readonly jensenShannon: Measure;
  /** Share of missing cells; the reference is that of holdout (without a holdout, of training). */
  readonly missingShare: Measure;
  /** Share of cells within the real range or among the real categories; 1 is best. */
  readonly adherence: Measure;
  /** Share of the real range or of the real categories that occurs; 1 is best. */
  readonly coverage: Measure;
}

/**
 * Differences of all columns. They complete the accuracy, which sees bins only: Kolmogorov-Smirnov and Wasserstein see every
 * value, the missing share and adherence see what generators get wrong at the edges.
 *
 * @example
 * const training = Table.of({ age: [20, 30, 40, 50] });
 * const [age] = columnDifferences({ training, synthetic: Table.of({ age: [20, 30, 40, 90] }) });
 * assert.equal(age.kolmogorovSmirnov.value, 0.25);
 * assert.equal(age.adherence.value, 0.75);
 */
export function columnDifferences(trio: Trio, { seed = 1 }: { seed?: number | string } = {}): readonly ColumnDifference[] {
  const { training, holdout, synthetic } = alignTrio(trio);
  const rng = new Rng(seed).fork("column differences");
  return training.columns.map((column, j) => differenceOf(column, holdout?.columns[j], synthetic.columns[j], rng.fork(column.name)));
}

type Statistic = (real: Column, other: Column) => number | undefined;

function differenceOf(training: Column, holdout: Column | undefined, synthetic: Column, rng: Rng): ColumnDifference {
  const kind = kindOf(holdout === undefined ? [training] : [training, holdout]);
  const measure = (statistic: Statistic, reason: string): Measure => {
    const [value, reference] = [statistic(training, synthetic), holdout === undefined ? undefined : statistic(training, holdout)];
    if (value === undefined) return notComputed(reason);
    return reference === undefined ? { value } : { value, reference };
  };
  const values = "it needs numbers or datetimes on both sides";
  const share = (column: Column): number => missingCount(column) / column.length;
  return {
    column: training.name,
    kind,
    kolmogorovSmirnov: measure(onNumbers(kolmogorovSmirnov), values),
    wasserstein: measure(onNumbers(scaledWasserstein), `${values}, and training values that vary`),
    jensenShannon: measure(binned(kind, rng), "a table has no rows"),
    missingShare:
      synthetic.length === 0 || training.length === 0
        ? notComputed("a table has no rows")
        : { value: share(synthetic), reference: share(holdout ?? training) },
    adherence: measure(adherence, "there is no cell to judge"),
    coverage: measure(coverage, "the training column does not vary"),
  };
}

function onNumbers(statistic: (left: Float64Array, right: Float64Array) => number | undefined): Statistic {
  return (real, other) => {
    const numeric = (column: Column): Float64Array | undefined =>
      column.type === "number" || column.type === "datetime" ? column.values : undefined;
    const [left, right] = [numeric(real), numeric(other)];
    return left === undefined || right === undefined ? undefined : statistic(left, right);
  };
}

/** In interquartile ranges of the left side; in standard deviations when its quartiles coincide. */
function scaledWasserstein(left: Float64Array, right: Float64Array): number | undefined {
  const distance = wasserstein(left, right);
  const sorted = ascending(left);
  const range = sorted[Math.floor(0.75 * (sorted.length - 1))] - sorted[Math.floor(0.25 * (sorted.length - 1))];
  const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
  const unit = range > 0 ? range : Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2 / sorted.length, 0));
  return distance === undefined || !(unit > 0) || !Number.isFinite(distance / unit) ? undefined : distance / unit;
}

const BINS = 10;

function binned(kind: ColumnKind, rng: Rng): Statistic {
  return (real, other) => {
    if (real.length === 0 || other.length === 0) return undefined;
    const read = (column: Column, name: string): Column =>
      kind === "text" && column.type === "string" ? oneWordEach(column, rng.fork(name)) : column;
    const [left, right] = [read(real, "left"), read(other, "right")];
    const bins = fitBins([left], kind, BINS);
    return jensenShannon(countSingles(codesOf(bins, left), bins.count), countSingles(codesOf(bins, right), bins.count));
  };
}
