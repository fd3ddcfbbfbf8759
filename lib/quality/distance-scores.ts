/** The distances part of the scores. */

import { distanceChecks, type DistanceChecks, type DistanceComparison } from "../privacy/distances";
import type { AlignedTrio } from "../privacy/align-trio";
import { type DistanceSummary, type Measure, notComputed, type SamplingCaps, type Scores } from "./scores";

export interface DistanceScoreOptions {
  readonly seed: string;
  readonly compat: boolean;
  readonly caps: SamplingCaps;
  readonly threads: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (done: number) => void;
  readonly asked: boolean;
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
  return scoresOf(checks);
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
  return { caution: CAUTION, identicalMatches: none, dcrShare: none, dcr: none, nndr: none, comparisons: [] };
}

function scoresOf({ comparisons, share }: DistanceChecks): Scores["distances"] {
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
