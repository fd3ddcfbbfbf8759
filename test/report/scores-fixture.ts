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
    version: 1,
    rows: { training: ROWS, holdout: ROWS, synthetic: ROWS },
    columns: distributions.map(({ column, kind }) => ({ name: column, kind })),
    accuracy: { value: (univariate + (bivariate.value ?? univariate)) / 2, reference: 0.9675, band: [0.962, 0.972] },
    univariate: { value: univariate, reference: 0.985, band: [0.98, 0.99], byColumn },
    bivariate: { ...bivariate, byPair },
    trivariate: { ...notComputed("the triples were left out of this invented assessment"), worst: [] },
    discriminator: {
      auc: { value: 0.5 + 2 * drift, reference: 0.501, band: [0.48, 0.52], interval: [0.48 + 2 * drift, 0.52 + 2 * drift] },
      reading: drift > 0.05 ? "distinguishable" : "indistinguishable",
      importances: names.slice(0, 6).map((column, i) => ({ column, importance: 2 ** -(i + 1) })),
    },
    similarity: { centroidCosine: { value: 0.998, reference: 0.999 } },
    distances: {
      caution: "Distances can show copying, they can never prove that a table is private.",
      identicalMatches: { value: 0.002, reference: 0.003 },
      dcrShare: { value: 0.507, reference: 0.5, interval: [0.478, 0.522] },
      dcr: { value: 0.214, reference: 0.211 },
      nndr: notComputed("fewer than 10 rows have two neighbours"),
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
      pairTables: 1000,
    },
    seconds: { accuracy: 0.4, discriminator: 3.2, distances: 1.1 },
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
