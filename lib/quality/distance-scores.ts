/** The distances part of the scores. */

import { distanceChecks, type DistanceChecks, type DistanceComparison } from "../privacy/distances";
import type { AlignedTrio } from "../privacy/align-trio";
import { closerShare } from "../privacy/closer-share";
import type { Neighbours } from "../privacy/nearest-neighbours";
import type { Table } from "../table/table";
import { codesOf } from "./bins";
import type { ShownColumn } from "./distributions";
import { LEAST_ROWS_OF_A_GROUP } from "./group-lens";
import { type DistanceSummary, type GroupShare, type Measure, notComputed, type SamplingCaps, type Scores } from "./scores";

export interface DistanceScoreOptions {
  readonly seed: string;
  readonly compat: boolean;
  readonly caps: SamplingCaps;
  readonly threads: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (done: number) => void;
  readonly asked: boolean;
  /** Columns whose groups get a share of their own. */
  readonly groups: readonly ShownColumn[];
  readonly notes: string[];
}

const CAUTION =
  "Sanity checks: they can show that rows were copied, they never prove that a table is private. Tables that pass them have been attacked with success.";
const NO_HOLDOUT = "it needs a holdout table: rows that the generator never saw";

/** Distances with their yardsticks, or the reason why there are none. */
export async function distanceScores(trio: AlignedTrio, options: DistanceScoreOptions): Promise<Scores["distances"]> {
  const reason = options.asked ? whyNot(trio, options.compat) : "not asked for";
  if (reason !== undefined) return withoutDistances(reason);
  const { seed, compat, caps, threads, signal, onProgress, notes } = options;
  const checks = await distanceChecks(trio, {
    seed,
    compat,
    queryRows: caps.distanceRows,
    onProgress,
    ...(threads === undefined ? {} : { threads }),
    ...(signal === undefined ? {} : { signal }),
  });
  notes.push(...checks.notes);
  return { ...scoresOf(checks), byGroup: options.groups.flatMap((column) => groupShares(column, trio.synthetic, checks)) };
}

function whyNot({ training, synthetic }: AlignedTrio, compat: boolean): string | undefined {
  if (training.rowCount === 0) return "the training table has no rows";
  if (synthetic.rowCount === 0) return "the synthetic table has no rows";
  if (training.columns.length === 0) return "the tables have no column in common";
  const numeric = training.columns.some(({ type }) => type === "number" || type === "datetime");
  return compat && !numeric ? "compat distances need a numeric column" : undefined;
}

function withoutDistances(reason: string): Scores["distances"] {
  const none = notComputed(reason);
  return { caution: CAUTION, identicalMatches: none, dcrShare: none, dcr: none, nndr: none, byGroup: [], comparisons: [] };
}

function scoresOf({ comparisons, share }: DistanceChecks): Omit<Scores["distances"], "byGroup"> {
  const yardstick = comparisons.find(({ from }) => from === "holdout");
  const measure = (of: (comparison: DistanceComparison) => number | undefined): Measure => {
    const [value, reference] = [of(comparisons[0]), yardstick === undefined ? undefined : of(yardstick)];
    if (value === undefined) return notComputed("it needs at least 10 synthetic rows");
    return reference === undefined ? { value } : { value, reference };
  };
  return {
    caution: CAUTION,
    identicalMatches: measure(({ identicalMatches }) => identicalMatches),
    dcrShare: share === undefined ? notComputed(NO_HOLDOUT) : { value: share.value, reference: 0.5, interval: share.interval },
    dcr: measure(({ dcr }) => dcr),
    nndr: measure(({ nndr }) => nndr),
    comparisons: comparisons.map(summaryOf),
  };
}

function summaryOf({ nndr, ...rest }: DistanceComparison): DistanceSummary {
  return nndr === undefined ? rest : { ...rest, nndr };
}

/** The share among the synthetic rows of each group of a column. */
function groupShares({ bins, shown }: ShownColumn, synthetic: Table, { nearest }: DistanceChecks): GroupShare[] {
  if (nearest === undefined) return [];
  const codes = codesOf(bins, synthetic.column(bins.column));
  return shown.labels.map((group, number) => {
    const rows = Array.from(nearest.rows.keys()).filter((i) => shown.groupOf[codes[nearest.rows[i]]] === number);
    return { column: bins.column, group, dcrShare: shareOf(rows, nearest) };
  });
}

function shareOf(rows: readonly number[], { toTraining, toHoldout, realRows }: NonNullable<DistanceChecks["nearest"]>): Measure {
  if (rows.length < LEAST_ROWS_OF_A_GROUP) return notComputed(`it needs ${LEAST_ROWS_OF_A_GROUP} synthetic rows, there are ${rows.length}`);
  const part = ({ first, second, nearest }: Neighbours): Neighbours => ({
    first: Float64Array.from(rows, (i) => first[i]),
    second: Float64Array.from(rows, (i) => second[i]),
    nearest: Int32Array.from(rows, (i) => nearest[i]),
  });
  const { share, interval } = closerShare(part(toTraining), part(toHoldout), realRows);
  return { value: share, reference: 0.5, interval };
}
