/** From the results of the jobs to the parts of the scores that are counted. */

import { summarise, withoutAccuracies, meanOf, type Accuracies } from "../accuracy";
import type { AssessPart } from "../assess-options";
import { type ComputedMeasure, type Measure, notComputed, type Scores } from "../scores";
import { type Coherence, withoutCoherence } from "../sequences/coherence";
import type { LinearFindings } from "../utility";
import type { AssessData } from "./assess-data";
import type { Job, JobResult } from "./jobs";

/** What the jobs give. */
export type CountedParts = Accuracies &
  Pick<Scores, "coherence" | "differences" | "dependence" | "joint" | "groups"> & { readonly linear: readonly LinearFindings[] };

/** Why a part has no jobs; parts that are not in it do. */
export type Reasons = Partial<Record<AssessPart | "coherence", string>>;

const PAIRS_A_JOB = 40;
const TRIPLES_A_JOB = 40;

/** The jobs of an assessment, the longest first. */
export function planJobs({ plan }: AssessData, reasons: Reasons, groups: readonly string[], targets: readonly string[]): readonly Job[] {
  const of = (part: keyof Reasons, ...jobs: readonly Job[]): readonly Job[] => (reasons[part] === undefined ? jobs : []);
  const slices = (kind: "pairs" | "triples", total: number, size: number): Job[] =>
    Array.from({ length: Math.ceil(total / size) }, (_, i) => ({ kind, from: i * size, to: Math.min(total, (i + 1) * size) }));
  const accuracy: readonly Job[] =
    plan === undefined
      ? []
      : [
          ...(plan.compat ? [] : [{ kind: "spread" } as const]),
          { kind: "columns" },
          ...slices("pairs", plan.pairs.length, PAIRS_A_JOB),
          ...slices("triples", plan.triples.length, TRIPLES_A_JOB),
        ];
  return [
    ...of("coherence", { kind: "coherence" }),
    ...targets.map((target) => ({ kind: "linear", target }) as const),
    ...of("joint", { kind: "joint" }, { kind: "propensity" }),
    ...of("dependence", { kind: "dependence" }),
    ...of("accuracy", { kind: "differences" }),
    ...of("groups", ...groups.map((column) => ({ kind: "groups", column }) as const)),
    ...accuracy,
  ];
}

/** Puts the results together; what has none says why. */
export function countedParts(
  results: readonly JobResult[],
  reasons: Reasons,
  compat: boolean,
  sequences: Coherence["sequences"],
): CountedParts {
  const found = collect(results);
  const coherence: Coherence =
    found.coherence === undefined
      ? withoutCoherence(reasons.coherence ?? UNKNOWN)
      : { ...found.coherence, ...(sequences === undefined ? {} : { sequences }) };
  const accuracies =
    found.columns.length === 0
      ? withoutAccuracies(reasons.accuracy ?? UNKNOWN)
      : summarise(found.columns, found.pairs, found.triples, compat ? undefined : found.spread);
  const none = (part: AssessPart) => notComputed(reasons[part] ?? UNKNOWN);
  const dependence = found.dependence ?? { mean: none("dependence"), largest: none("dependence"), byPair: [] };
  const joint = found.joint ?? withoutJoint(none("joint"));
  return {
    ...accuracies,
    accuracy: withCoherence(accuracies, coherence),
    coherence,
    differences: found.differences === undefined ? none("accuracy") : { byColumn: found.differences },
    dependence: { mean: dependence.mean, largest: dependence.largest, worst: worstPairs(dependence.byPair) },
    joint: { ...joint, propensity: found.propensity ?? none("joint") },
    groups: reasons.groups === undefined ? { byGroup: found.groups } : none("groups"),
    linear: found.linear,
  };
}

const UNKNOWN = "it was left out";
const MOST_PAIRS = 50;

function worstPairs(byPair: Scores["dependence"]["worst"]): Scores["dependence"]["worst"] {
  const size = (pair: (typeof byPair)[number]): number => (pair.notComputed === undefined ? pair.difference : -1);
  return [...byPair].sort((a, b) => size(b) - size(a)).slice(0, MOST_PAIRS);
}

function withoutJoint(none: ReturnType<typeof notComputed>): Omit<Scores["joint"], "propensity"> {
  return { discrepancy: none, precision: none, recall: none, density: none, coverage: none };
}

/** The results by kind, slices joined in order. */
function collect(results: readonly JobResult[]) {
  const of = <Kind extends JobResult["kind"]>(kind: Kind) =>
    results.filter((result): result is Extract<JobResult, { kind: Kind }> => result.kind === kind);
  return {
    columns: of("columns").flatMap(({ measures }) => measures),
    pairs: of("pairs").flatMap(({ measures }) => measures),
    triples: of("triples").flatMap(({ measures }) => measures),
    spread: of("spread")[0]?.spread,
    differences: of("differences")[0]?.byColumn,
    dependence: of("dependence")[0]?.dependence,
    joint: of("joint")[0]?.joint,
    propensity: of("propensity")[0]?.propensity,
    coherence: of("coherence")[0]?.coherence,
    groups: of("groups").flatMap(({ byGroup }) => byGroup),
    linear: of("linear").map(({ findings }) => findings),
  };
}

/** Of sequences, the coherence is a fourth part of the accuracy; its scatter is taken to be its own. */
function withCoherence({ accuracy, univariate, bivariate, trivariate }: Accuracies, coherence: Measure): Measure {
  if (accuracy.notComputed !== undefined || coherence.notComputed !== undefined) return accuracy;
  const parts = [univariate, bivariate, trivariate].filter(({ notComputed: why }) => why === undefined).length;
  const reach = Math.hypot((halfBand(accuracy) * parts) / (parts + 1), halfBand(coherence) / (parts + 1));
  const reason = "nothing could be computed";
  return meanOf([univariate, bivariate, trivariate, coherence], accuracy.band === undefined ? undefined : reach, reason);
}

function halfBand({ band }: ComputedMeasure): number {
  return band === undefined ? 0 : (band[1] - band[0]) / 2;
}
