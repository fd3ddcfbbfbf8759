/** The same numbers group by group: averages over all rows can hide that a minority is badly served. */

import type { Rng } from "../base/random";
import { SamplingNoise } from "../stats/sampling-noise";
import { totalVariation } from "../stats/total-variation";
import type { BinCodes } from "./bins";
import { countPairs, countSingles } from "./cell-counts";
import type { ShownColumn } from "./distributions";
import { type Measure, notComputed } from "./scores";

/** How well one group of rows is served. */
export interface GroupScores {
  readonly column: string;
  /** The value, or range of values, that the rows of the group have in common. */
  readonly group: string;
  /** Rows of the group: real (training and holdout) and synthetic. */
  readonly rows: { readonly real: number; readonly synthetic: number };
  /** Share of all synthetic rows; the reference is that of the real rows, the band that of fresh real samples. */
  readonly share: Measure;
  /** Mean accuracy of the other columns within the group, against fresh rows of the same group. */
  readonly univariate: Measure;
  /** Mean accuracy of pairs of the other columns within the group (at most 60 pairs, drawn at random). */
  readonly bivariate: Measure;
}

/** Groups of fewer rows say nothing. */
export const LEAST_ROWS_OF_A_GROUP = 50;
const MOST_GROUPS_OF_A_COLUMN = 12;
const MOST_COLUMNS = 8;
const MOST_PAIRS = 60;
const Z_95 = 1.6448536269514722;

/**
 * The columns whose groups are looked at when none are named: categories with at most 12 values that are shown, two of them in
 * at least 50 real rows each; those with the fewest values first, at most 8 columns.
 */
export function groupingColumns(columns: readonly ShownColumn[]): readonly string[] {
  return columns
    .filter(
      (column) => column.bins.kind === "category" && column.shown.labels.length <= MOST_GROUPS_OF_A_COLUMN && largeGroups(column) >= 2,
    )
    .sort((a, b) => a.shown.labels.length - b.shown.labels.length)
    .slice(0, MOST_COLUMNS)
    .map(({ bins }) => bins.column);
}

/** How many groups of a column have real rows enough to be judged. */
function largeGroups({ bins, shown, training, holdout }: ShownColumn): number {
  const rows = new Int32Array(shown.labels.length);
  for (const codes of holdout === undefined ? [training] : [training, holdout]) {
    countSingles(codes, bins.count).forEach((times, code) => {
      if (shown.groupOf[code] >= 0) rows[shown.groupOf[code]] += times;
    });
  }
  return rows.filter((times) => times >= LEAST_ROWS_OF_A_GROUP).length;
}

/** The scores of all groups of one column, in the order of its labels. Groups that are too small say so. */
export function groupScores(columns: readonly ShownColumn[], name: string, rng: Rng): GroupScores[] {
  const by = columns.find(({ bins }) => bins.column === name);
  if (by === undefined) return [];
  const others = columns.filter((column) => column !== by);
  const pairs = somePairs(others.length, rng);
  const rowsOf = (codes: BinCodes | undefined, group: number): Int32Array =>
    codes === undefined ? new Int32Array(0) : Int32Array.from(codes.keys()).filter((row) => by.shown.groupOf[codes[row]] === group);
  const total = by.training.length + (by.holdout?.length ?? 0);
  return by.shown.labels.map((label, group) => {
    const rows = { training: rowsOf(by.training, group), holdout: rowsOf(by.holdout, group), synthetic: rowsOf(by.synthetic, group) };
    const real = rows.training.length + rows.holdout.length;
    const within = others.map((column) => ({
      bins: column.bins.count,
      real: taken([column.training, rows.training], [column.holdout, rows.holdout]),
      synthetic: taken([column.synthetic, rows.synthetic]),
    }));
    return {
      column: name,
      group: label,
      rows: { real, synthetic: rows.synthetic.length },
      share: shareMeasure(rows.synthetic.length, by.synthetic.length, real, total),
      ...accuraciesWithin(within, pairs, real, rows.synthetic.length),
    };
  });
}

interface Within {
  readonly bins: number;
  readonly real: BinCodes;
  readonly synthetic: BinCodes;
}

function accuraciesWithin(
  columns: readonly Within[],
  pairs: readonly (readonly [number, number])[],
  real: number,
  synthetic: number,
): Pick<GroupScores, "univariate" | "bivariate"> {
  const fewest = Math.min(real, synthetic);
  if (fewest < LEAST_ROWS_OF_A_GROUP) {
    const none = notComputed(
      `it needs ${LEAST_ROWS_OF_A_GROUP} real and synthetic rows; there are ${real} real and ${synthetic} synthetic ones`,
    );
    return { univariate: none, bivariate: none };
  }
  const noise = new SamplingNoise(real, synthetic);
  const judged = (realCounts: Int32Array, syntheticCounts: Int32Array): Judged => ({
    value: 1 - totalVariation(realCounts, syntheticCounts),
    ...yardstick(noise, realCounts),
  });
  const singles = columns.map(({ bins, ...column }) => judged(countSingles(column.real, bins), countSingles(column.synthetic, bins)));
  const joint = pairs.map(([i, j]) => {
    const [a, b] = [columns[i], columns[j]];
    const counts = (which: "real" | "synthetic"): Int32Array => {
      const cells = new Int32Array(a.bins * b.bins);
      countPairs(a[which], b[which], b.bins, cells);
      return cells;
    };
    return judged(counts("real"), counts("synthetic"));
  });
  return { univariate: meanOf(singles, "there is no other column"), bivariate: meanOf(joint, "there are not two other columns") };
}

interface Judged {
  readonly value: number;
  readonly reference: number;
  readonly low: number;
}

function yardstick(noise: SamplingNoise, counts: Int32Array): { reference: number; low: number } {
  const { expected, band } = noise.of(counts);
  return { reference: 1 - expected, low: 1 - band[1] };
}

/**
 * The mean, with the mean of the references. Columns of one group move together, so the band of the mean is taken as wide as
 * the mean of the bands: too wide rather than too narrow.
 */
function meanOf(judged: readonly Judged[], reason: string): Measure {
  if (judged.length === 0) return notComputed(reason);
  const mean = (pick: (one: Judged) => number): number => judged.reduce((sum, one) => sum + pick(one) / judged.length, 0);
  const reference = mean((one) => one.reference);
  const reach = reference - mean((one) => one.low);
  return { value: mean((one) => one.value), reference, band: [Math.max(0, reference - reach), Math.min(1, reference + reach)] };
}

/** The share of the synthetic rows, against that of the real rows with the scatter of both samples. */
function shareMeasure(rows: number, of: number, realRows: number, realOf: number): Measure {
  if (of === 0 || realOf === 0) return notComputed("a table has no rows");
  const reference = realRows / realOf;
  const reach = Z_95 * Math.sqrt(reference * (1 - reference) * (1 / of + 1 / realOf));
  return { value: rows / of, reference, band: [Math.max(0, reference - reach), Math.min(1, reference + reach)] };
}

function somePairs(columns: number, rng: Rng): (readonly [number, number])[] {
  const all = Array.from({ length: columns }, (_, i) => Array.from({ length: columns - i - 1 }, (__, k) => [i, i + 1 + k] as const)).flat();
  return all.length <= MOST_PAIRS ? all : Array.from(rng.permutation(all.length).subarray(0, MOST_PAIRS), (at) => all[at]);
}

/** The codes of some rows of one or two tables, one after the other. */
function taken(...parts: readonly (readonly [BinCodes | undefined, Int32Array])[]): BinCodes {
  const wide = parts.some(([codes]) => codes instanceof Uint16Array);
  const length = parts.reduce((sum, [, rows]) => sum + rows.length, 0);
  const all = wide ? new Uint16Array(length) : new Uint8Array(length);
  let at = 0;
  for (const [codes, rows] of parts) for (const row of rows) all[at++] = codes === undefined ? 0 : codes[row];
  return all;
}
