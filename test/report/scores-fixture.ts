/** Scores of invented tables, counted by the plainest means, for the tests of plots and report. */

import { Rng } from "../../lib/base/random";
import {
  type ColumnMeasure,
  type Distribution,
  notComputed,
  packShares,
  type PairMeasure,
  type PairTable,
  type Scores,
} from "../../lib/quality/scores";

const BINS = 8;
const ROWS = 2000;

export interface FixtureOptions {
  readonly names?: readonly string[];
  /** How far synthetic values wander from the real ones: 0 is a fresh real sample. */
  readonly drift?: number;
  readonly labels?: readonly string[];
}

/** Real and synthetic rows of columns that depend on their neighbours; every share and accuracy counted from them. */
export function fixtureScores({
  names = ["age", "job", "pay", "city"],
  drift = 0.1,
  labels = defaultLabels(),
}: FixtureOptions = {}): Scores {
  const training = codes(names.length, new Rng("training"), 0, labels.length);
  const synthetic = codes(names.length, new Rng("synthetic"), drift, labels.length);
  const distributions = names.map((column, i): Distribution => {
    const kind = i % 3 === 0 ? "number" : "category";
    const shares = { training: count(training[i], labels.length), synthetic: count(synthetic[i], labels.length) };
    return {
      column,
      kind,
      labels,
      ...shares,
      holdout: shares.training,
      ...(kind === "number" ? { edges: labels.slice(1).map((_, k) => k + 1) } : {}),
    };
  });
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b, k) => ({ columns: [a, b] as const, i, j: i + 1 + k })));
  const byColumn = distributions.map((d): ColumnMeasure => ({ column: d.column, ...measure(overlap(d.training, d.synthetic), 0.985) }));
  const tables: PairTable[] = [];
  const byPair = pairs.map(({ columns, i, j }): PairMeasure => {
    const real = joint(training[i], training[j], labels.length);
    const fake = joint(synthetic[i], synthetic[j], labels.length);
    tables.push({
      columns,
      real: packShares(real.map((share) => (share > 0 && share * ROWS < 5 ? NaN : share))),
      synthetic: packShares(fake),
    });
    return { columns, ...measure(overlap(real, fake), 0.95) };
  });
  const univariate = mean(byColumn);
  const bivariate =
    byPair.length === 0
      ? notComputed("there is one column only, a pair needs two")
      : { value: mean(byPair), reference: 0.95, band: [0.94, 0.96] as const };
  return {
    format: "synthetic-tables scores",
    version: 2,
    rows: { training: ROWS, holdout: ROWS, synthetic: ROWS },
    tables: { training: "a1".repeat(32), holdout: "b2".repeat(32), synthetic: "c3".repeat(32) },
    columns: distributions.map(({ column, kind }) => ({ name: column, kind })),
    accuracy: { value: (univariate + (bivariate.value ?? univariate)) / 2, reference: 0.9675, band: [0.962, 0.972] },
    univariate: { value: univariate, reference: 0.985, band: [0.98, 0.99], byColumn },
    bivariate: { ...bivariate, byPair },
    trivariate: { ...notComputed("the triples were left out of this invented assessment"), worst: [] },
    ...otherParts(names, labels, drift),
    discriminator: {
      auc: { value: 0.5 + 2 * drift, reference: 0.501, band: [0.48, 0.52], interval: [0.48 + 2 * drift, 0.52 + 2 * drift] },
      reading: drift > 0.05 ? "distinguishable" : "indistinguishable",
      importances: names.slice(0, 6).map((column, i) => ({ column, importance: 2 ** -(i + 1) })),
      values: names
        .slice(0, 3)
        .flatMap((column) =>
          labels.slice(0, 3).map((label, k) => ({ column, label, training: 0.1, synthetic: 0.1 + drift, score: 0.7 - 0.1 * k })),
        ),
      rows: [0.97, 0.93].map((score) => ({ score, cells: names.slice(0, 4).map((column, k) => ({ column, label: labels[k] ?? "" })) })),
    },
    similarity: { centroidCosine: { value: 0.998, reference: 0.999 } },
    distances: {
      caution: "Distances can show copying, they can never prove that a table is private.",
      identicalMatches: { value: 0.002, reference: 0.003 },
      dcrShare: { value: 0.507, reference: 0.5, interval: [0.478, 0.522] },
      dcr: { value: 0.214, reference: 0.211 },
      nndr: notComputed("fewer than 10 rows have two neighbours"),
      byGroup: labels.map((group) => ({
        column: names[0] ?? "",
        group,
        dcrShare: { value: 0.51, reference: 0.5, interval: [0.45, 0.55] },
      })),
      comparisons: (["synthetic", "holdout"] as const).map((from, i) => ({
        from,
        to: "training" as const,
        identicalMatches: 0.002,
        dcr: 0.21,
        quantiles: Array.from({ length: 101 }, (_, q) => (q / 100) ** 2 * (0.6 + 0.05 * i)),
      })),
    },
    distributions,
    pairTables: tables,
    notes: ["2 columns were read as categories", "The distances were measured on 2,000 rows of each table"],
    seed: 1,
    compat: false,
    samplingCaps: {
      accuracyRows: 100_000,
      triples: 2000,
      tripleRows: 20_000,
      distanceRows: 10_000,
      discriminatorRows: 10_000,
      dependenceRows: 10_000,
      jointRows: 1000,
      utilityRows: 2000,
      pairTables: 1000,
    },
    seconds: { accuracy: 0.4, discriminator: 3.2, distances: 1.1 },
  };
}

/** What the other parts would give: invented numbers, some of them not computed. */
function otherParts(
  names: readonly string[],
  labels: readonly string[],
  drift: number,
): Pick<Scores, "coherence" | "differences" | "dependence" | "joint" | "groups" | "utility"> {
  const difference = { value: drift, reference: 0.01 };
  const score = { value: 0.9 - drift, reference: 0.9, interval: [0.88 - drift, 0.92 - drift] as const };
  return {
    coherence: {
      ...notComputed("the rows are not records of sequences"),
      lengths: notComputed("the rows are not records of sequences"),
      byColumn: [],
    },
    differences: {
      byColumn: names.map((column, i) => ({
        column,
        kind: i % 3 === 0 ? "number" : "category",
        kolmogorovSmirnov: i % 3 === 0 ? difference : notComputed("it needs numbers or datetimes on both sides"),
        wasserstein: i % 3 === 0 ? difference : notComputed("it needs numbers or datetimes on both sides"),
        jensenShannon: difference,
        missingShare: { value: 0.05, reference: 0.04 },
        adherence: { value: 0.99, reference: 1 },
        coverage: { value: 1, reference: 1 },
      })),
    },
    dependence: {
      mean: difference,
      largest: difference,
      worst: names
        .slice(1)
        .map((name) => ({ columns: [names[0], name], statistic: "spearman", training: 0.5, synthetic: 0.4, difference: 0.1 })),
    },
    joint: {
      discrepancy: difference,
      precision: score,
      recall: score,
      density: score,
      coverage: score,
      propensity: { value: 2 + 20 * drift, reference: 2 },
    },
    groups: {
      byGroup:
        names.length === 0
          ? []
          : labels.map((group, i) => ({
              column: names[0],
              group,
              rows: { real: 500 - i, synthetic: 400 },
              share: { value: 0.25 - drift / 2, reference: 0.25, band: [0.23, 0.27] },
              univariate:
                i === 1 ? notComputed("it needs 50 real and synthetic rows") : { value: 0.95 - drift, reference: 0.95, band: [0.94, 0.96] },
              bivariate:
                i === 1 ? notComputed("it needs 50 real and synthetic rows") : { value: 0.9 - drift, reference: 0.9, band: [0.88, 0.92] },
            })),
    },
    utility: {
      difference: { value: -drift, reference: 0, interval: [-drift - 0.02, 0.02 - drift] },
      importanceAgreement: { value: 0.8 },
      rankingAgreement: notComputed("no target has two learners that differ by 0.01 or more"),
      intervalOverlap: { value: 0.6, reference: 0.7 },
      byTarget: names.map((target, i) =>
        i === 1
          ? { target, learner: "logistic", ...notComputed("most of its texts occur once") }
          : {
              target,
              learner: i % 2 === 0 ? "boosted-trees" : "logistic",
              score: "auc",
              synthetic: score,
              difference: { value: -drift, reference: 0, interval: [-drift - 0.02, 0.02 - drift] },
              importanceAgreement: { value: 0.8 },
            },
      ),
      regressions: names.map((target) => ({
        target,
        outcome: target,
        overlap: { value: 0.6, reference: 0.7 },
        standardisedDifference: { value: 1.5, reference: 1.1 },
      })),
    },
  };
}

function defaultLabels(): string[] {
  return [...Array.from({ length: BINS - 1 }, (_, k) => `${10 * k} to ${10 * k + 9}`), "(missing)"];
}

/** Column by column; each follows the one before with some noise, the first columns drift most. */
function codes(columns: number, rng: Rng, drift: number, bins: number): Int32Array[] {
  const table = Array.from({ length: columns }, () => new Int32Array(ROWS));
  for (let row = 0; row < ROWS; row++) {
    let last = Math.floor(bins * rng.uniform() ** 2);
    for (let c = 0; c < columns; c++) {
      if (rng.uniform() < 0.4) last = Math.floor(bins * rng.uniform() ** 2);
      const wanders = rng.uniform() < drift / (c + 1);
      table[c][row] = wanders ? rng.integer(bins) : last;
    }
  }
  return table;
}

function count(column: Int32Array, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const code of column) counts[code] += 1 / ROWS;
  return counts;
}

function joint(first: Int32Array, second: Int32Array, bins: number): number[] {
  const counts = new Array<number>(bins * bins).fill(0);
  first.forEach((code, row) => (counts[code * bins + second[row]] += 1 / ROWS));
  return counts;
}

function overlap(real: readonly number[], synthetic: readonly number[]): number {
  return 1 - real.reduce((sum, share, i) => sum + Math.abs(share - synthetic[i]), 0) / 2;
}

function measure(value: number, reference: number) {
  return { value, reference, band: [reference - 0.01, reference + 0.01] as const };
}

function mean(measures: readonly { readonly value?: number | undefined }[]): number {
  return measures.reduce((sum, { value }) => sum + (value ?? 0), 0) / Math.max(1, measures.length);
}
