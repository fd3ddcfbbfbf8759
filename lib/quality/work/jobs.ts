/** The pieces into which the counting of an assessment is cut. Any thread can do any piece; the result is the same. */

import { Rng } from "../../base/random";
import { alignTrio } from "../../privacy/align-trio";
import { concat } from "../../table/concat";
import { AccuracyCounter, spreadOf } from "../accuracy";
import { type ColumnDifference, columnDifferences } from "../column-differences";
import { type Dependence, dependence } from "../dependence";
import { type GroupScores, groupScores } from "../group-lens";
import { type JointFidelity, jointFidelity } from "../joint-fidelity";
import { learnerUtility, regressionUtility } from "../learner-utility";
import { propensityRatio } from "../propensity";
import type { ColumnMeasure, Measure, PairMeasure, TripleMeasure } from "../scores";
import { type Coherence, coherenceOf } from "../sequences/coherence";
import type { LinearFindings } from "../utility";
import { type AssessData, sequencesOf, tableOf } from "./assess-data";

export type Job =
  | { readonly kind: "columns" | "spread" | "differences" | "dependence" | "joint" | "propensity" | "coherence" }
  | { readonly kind: "pairs" | "triples"; readonly from: number; readonly to: number }
  | { readonly kind: "groups"; readonly column: string }
  | { readonly kind: "linear"; readonly target: string };

export type JobResult =
  | { readonly kind: "columns"; readonly measures: readonly ColumnMeasure[] }
  | { readonly kind: "pairs"; readonly measures: readonly PairMeasure[] }
  | { readonly kind: "triples"; readonly measures: readonly TripleMeasure[] }
  | { readonly kind: "spread"; readonly spread: readonly [number, number, number, number] }
  | { readonly kind: "differences"; readonly byColumn: readonly ColumnDifference[] }
  | { readonly kind: "dependence"; readonly dependence: Dependence }
  | { readonly kind: "joint"; readonly joint: JointFidelity }
  | { readonly kind: "propensity"; readonly propensity: Measure }
  | { readonly kind: "coherence"; readonly coherence: Coherence }
  | { readonly kind: "groups"; readonly byGroup: readonly GroupScores[] }
  | { readonly kind: "linear"; readonly findings: LinearFindings };

/** Does jobs, one after another; keeps between them what later ones can use. */
export function jobRunner(data: AssessData): (job: Job) => Promise<JobResult> {
  const rng = new Rng(data.seed).fork("assess");
  let known: AccuracyCounter | undefined;
  const counter = (): AccuracyCounter => (known ??= new AccuracyCounter(planOf(data)));
  const { training, holdout, synthetic } = data.tables;
  const trio = () => ({
    training: tableOf(training),
    ...(holdout === undefined ? {} : { holdout: tableOf(holdout) }),
    synthetic: tableOf(synthetic),
  });
  const { seed } = data;
  return async (job) => {
    switch (job.kind) {
      case "columns":
        return { kind: job.kind, measures: counter().columns() };
      case "pairs":
        return { kind: job.kind, measures: counter().pairs(job.from, job.to) };
      case "triples":
        return { kind: job.kind, measures: counter().triples(job.from, job.to) };
      case "spread":
        return { kind: job.kind, spread: spreadOf(planOf(data), rng.fork("accuracy")) };
      case "differences":
        return { kind: job.kind, byColumn: columnDifferences(trio(), { seed }) };
      case "dependence":
        return { kind: job.kind, dependence: await dependence(trio(), { seed, rows: data.dependenceRows }) };
      case "joint":
        return { kind: job.kind, joint: jointFidelity(trio(), { seed, rows: data.jointRows }) };
      case "propensity": {
        const tables = trio();
        return { kind: job.kind, propensity: propensityRatio(tables.training, tables.holdout, tables.synthetic, rng.fork("propensity")) };
      }
      case "coherence":
        return { kind: job.kind, coherence: coherence(data, rng.fork("coherence")) };
      case "groups":
        return { kind: job.kind, byGroup: groupScores(data.shown, job.column, rng.fork("groups").fork(job.column)) };
      case "linear": {
        const options = { seed: `${seed}/assess`, rows: data.utilityRows };
        const aligned = alignTrio(trio());
        const utility = await learnerUtility(aligned, job.target, "logistic", options);
        return { kind: job.kind, findings: { utility, regression: regressionUtility(aligned, job.target, options) } };
      }
    }
  };
}

function planOf({ plan }: AssessData): NonNullable<AssessData["plan"]> {
  if (plan === undefined) throw new RangeError("Cannot count accuracies: there is no plan for them");
  return plan;
}

function coherence({ sequences, tables, compat }: AssessData, rng: Rng): Coherence {
  if (sequences === undefined) throw new RangeError("Cannot judge the coherence: there are no sequences");
  const [real, synthetic] = [sequencesOf(sequences.real), sequencesOf(sequences.synthetic)];
  if (!compat) return coherenceOf({ real, synthetic }, rng);
  const { training, holdout } = tables;
  const records = holdout === undefined ? tableOf(training) : concat([tableOf(training), tableOf(holdout)]);
  const record = { real: records, synthetic: tableOf(tables.synthetic) };
  const next = { real: tableOf(sequences.next.real), synthetic: tableOf(sequences.next.synthetic) };
  return coherenceOf({ real, synthetic, compat: { record, next } }, rng);
}
