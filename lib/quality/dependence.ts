/** Do columns depend on each other as they do in the real table? */

import { breather, throwIfAborted } from "../base/abort";
import { checkInteger, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import { alignTrio, type Trio } from "../privacy/align-trio";
import { correlationRatio } from "../stats/correlation-ratio";
import { cramersV } from "../stats/cramers-v";
import { theilsU } from "../stats/mutual-information";
import { midRanks, pearson, spearman } from "../stats/rank-correlation";
import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { type BinCodes, codesOf, fitBins } from "./bins";
import { countPairs } from "./cell-counts";
import { type Measure, type MissingMeasure, notComputed } from "./scores";

/** Spearman for two numbers, corrected Cramér's V for two categories, the correlation ratio of ranks for one of each. */
export type DependenceStatistic = "spearman" | "cramers-v" | "correlation-ratio";

/** How strongly two columns depend on each other, in each table. */
export type PairDependence =
  | {
      readonly columns: readonly [string, string];
      readonly statistic: DependenceStatistic;
      readonly training: number;
      readonly holdout?: number;
      readonly synthetic: number;
      /** |training - synthetic|, 0 is equal. */
      readonly difference: number;
      /** |training - holdout|: what fresh real rows differ by. */
      readonly reference?: number;
      /** Of two categories: how much of the first the second tells, and of the second the first (Theil's U, 0 to 1). */
      readonly told?: { readonly training: Told; readonly synthetic: Told };
      readonly notComputed?: undefined;
    }
  | (MissingMeasure & { readonly columns: readonly [string, string] });

/** The share of the uncertainty of the first column that the second takes away, and the other way round. */
export type Told = readonly [first: number, second: number];

export interface Dependence {
  readonly byPair: readonly PairDependence[];
  /** The mean difference over pairs; its reference is that of the holdout. */
  readonly mean: Measure;
  /** The largest difference over pairs; its reference is that of the holdout. */
  readonly largest: Measure;
}

export interface DependenceOptions {
  readonly seed?: number | string;
  /** Rows of each table, at most (10,000). */
  readonly rows?: number;
  readonly signal?: AbortSignal;
}

const CATEGORIES = 30;
const ACTION = "Cannot compute dependence";

/**
 * The dependence of all pairs of columns in training, holdout and synthetic rows, and how much it differs.
 *
 * A scalar per pair says whether a relation has the right strength, not whether it has the right shape: read it next to the
 * bivariate accuracy, which sees the shape.
 *
 * @example
 * const training = Table.of({ x: [1, 2, 3, 4], y: [1, 2, 3, 4] });
 * const synthetic = Table.of({ x: [1, 2, 3, 4], y: [4, 3, 2, 1] });
 * const { mean } = await dependence({ training, synthetic });
 * assert.equal(mean.value, 2);
 */
export async function dependence(trio: Trio, options: DependenceOptions = {}): Promise<Dependence> {
  checkOptions(ACTION, options, ["seed", "rows", "signal"]);
  const { seed = 1, rows = 10_000, signal } = options;
  checkInteger(ACTION, "rows", rows, 2);
  const aligned = alignTrio(trio);
  const rng = new Rng(seed).fork("dependence");
  const sampled = (name: string, table: Table): Table =>
    table.rowCount <= rows ? table : table.take(rng.fork(name).permutation(table.rowCount).subarray(0, rows));
  const training = sampled("training", aligned.training);
  const tables = [
    training,
    sampled("synthetic", aligned.synthetic),
    ...(aligned.holdout === undefined ? [] : [sampled("holdout", aligned.holdout)]),
  ];
  const sides = training.columns.map((column) => tables.map((table) => sideOf(column, table.column(column.name))));
  const byPair: PairDependence[] = [];
  const breathe = breather();
  for (let i = 0; i < sides.length; i++) {
    for (let j = i + 1; j < sides.length; j++) {
      throwIfAborted(signal, ACTION);
      byPair.push(pairOf([training.columns[i].name, training.columns[j].name], sides[i], sides[j]));
      await breathe();
    }
  }
  return { byPair, ...summaryOf(byPair) };
}

/** A column prepared for all its pairs. */
type Side =
  | { readonly kind: "number"; readonly values: Float64Array; readonly ranks: Float64Array; readonly complete: boolean }
  | { readonly kind: "category"; readonly codes: BinCodes; readonly bins: number };

function sideOf(training: Column, column: Column): Side {
  if (column.type === "number" || column.type === "datetime") {
    const { values } = column;
    return { kind: "number", values, ranks: ranksOfPresent(values), complete: !values.some(Number.isNaN) };
  }
  const bins = fitBins([training], "category", CATEGORIES);
  return { kind: "category", codes: codesOf(bins, column), bins: bins.count };
}

/** Mid-ranks among the values that are there; NaN for the others. */
function ranksOfPresent(values: Float64Array): Float64Array {
  const present = Uint32Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]));
  const ranks = new Float64Array(values.length).fill(NaN);
  midRanks(Array.from(present, (i) => values[i])).forEach((rank, k) => (ranks[present[k]] = rank));
  return ranks;
}

function pairOf(columns: readonly [string, string], first: readonly Side[], second: readonly Side[]): PairDependence {
  const [training, synthetic, holdout] = first.map((side, t) => strengthOf(side, second[t]));
  if (training === undefined || synthetic === undefined) {
    return { columns, ...notComputed(`a column does not vary in the ${training === undefined ? "training" : "synthetic"} table`) };
  }
  const difference = Math.abs(training - synthetic);
  const statistic = first[0].kind !== second[0].kind ? "correlation-ratio" : first[0].kind === "number" ? "spearman" : "cramers-v";
  const base = { columns, statistic, training, synthetic, difference } as const;
  const told = [0, 1].map((t) => toldOf(first[t], second[t]));
  const more = told[0] === undefined || told[1] === undefined ? base : { ...base, told: { training: told[0], synthetic: told[1] } };
  return holdout === undefined ? more : { ...more, holdout, reference: Math.abs(training - holdout) };
}

/** Theil's U either way; undefined unless both are categories that vary. */
function toldOf(a: Side, b: Side): Told | undefined {
  if (a.kind !== "category" || b.kind !== "category") return undefined;
  const count = (rows: typeof a, columns: typeof b): number | undefined => {
    const counts = new Int32Array(rows.bins * columns.bins);
    countPairs(rows.codes, columns.codes, columns.bins, counts);
    return theilsU({ counts, width: columns.bins });
  };
  const [first, second] = [count(a, b), count(b, a)];
  return first === undefined || second === undefined ? undefined : [first, second];
}

function strengthOf(a: Side, b: Side): number | undefined {
  if (a.kind === "number" && b.kind === "number") {
    return a.complete && b.complete ? pearson(a.ranks, b.ranks) : spearman(a.values, b.values);
  }
  if (a.kind === "category" && b.kind === "category") {
    const counts = new Int32Array(a.bins * b.bins);
    countPairs(a.codes, b.codes, b.bins, counts);
    return cramersV({ counts, width: b.bins });
  }
  return a.kind === "category" && b.kind === "number"
    ? correlationRatio(a.codes, b.ranks)
    : b.kind === "category" && a.kind === "number"
      ? correlationRatio(b.codes, a.ranks)
      : undefined;
}

function summaryOf(byPair: readonly PairDependence[]): Pick<Dependence, "mean" | "largest"> {
  const computed = byPair.flatMap((pair) => (pair.notComputed === undefined ? [pair] : []));
  if (computed.length === 0) {
    const reason = byPair.length === 0 ? "pairs need at least two columns" : "no pair could be computed";
    return { mean: notComputed(reason), largest: notComputed(reason) };
  }
  const references = computed.flatMap(({ reference }) => (reference === undefined ? [] : [reference]));
  const over = (reduce: (numbers: readonly number[]) => number): Measure => {
    const value = reduce(computed.map(({ difference }) => difference));
    return references.length === 0 ? { value } : { value, reference: reduce(references) };
  };
  return {
    mean: over((numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length),
    largest: over((numbers) => numbers.reduce((most, number) => Math.max(most, number), 0)),
  };
}
