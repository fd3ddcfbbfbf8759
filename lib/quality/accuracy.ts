/**
 * Accuracy: how much of the synthetic distribution lies where the real one does, for single columns, pairs and triples.
 * Each is 1 - total variation distance over bins, next to what fresh real rows would reach.
 */

import { breather, throwIfAborted } from "../base/abort";
import type { Rng } from "../base/random";
import { closedFormTotalVariation } from "../stats/expected-total-variation";
import { SamplingNoise } from "../stats/sampling-noise";
import { totalVariation } from "../stats/total-variation";
import { type CodedColumn, countPairs, countSingles, countTriples } from "./cell-counts";
import { meanSpread } from "./mean-spread";
import {
  type ColumnMeasure,
  type ComputedMeasure,
  type Measure,
  notComputed,
  type PairMeasure,
  type Scores,
  type TripleMeasure,
} from "./scores";
import { chooseTriples } from "./choose-triples";

export interface AccuracyOptions {
  readonly rng: Rng;
  /** Closed-form references and five decimals, as the reference package has them. */
  readonly compat: boolean;
  readonly triples: number;
  readonly tripleRows: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

export type Accuracies = Pick<Scores, "accuracy" | "univariate" | "bivariate" | "trivariate">;

const WORST_TRIPLES = 50;

/** What is to be counted: plain data, so that the parts can be counted in several threads. */
export interface AccuracyPlan {
  /** The columns that are judged, then those of the context. */
  readonly columns: readonly CodedColumn[];
  /** How many of them are judged by themselves and in triples; the others only in pairs with these. */
  readonly targets: number;
  readonly pairs: readonly (readonly [number, number])[];
  readonly triples: readonly (readonly [number, number, number])[];
  /** The columns with the rows that triples look at. */
  readonly fewer: readonly CodedColumn[];
  readonly compat: boolean;
}

/** Chooses rows and triples. Context columns are judged in pairs with the others only. */
export function planAccuracy(
  columns: readonly CodedColumn[],
  { rng, compat, triples, tripleRows }: AccuracyOptions,
  context: readonly CodedColumn[] = [],
): AccuracyPlan {
  const all = [...columns, ...context];
  return {
    columns: all,
    targets: columns.length,
    pairs: columns.flatMap((_, i) => all.slice(i + 1).map((__, k) => [i, i + 1 + k] as const)),
    triples: chooseTriples(columns.length, triples, rng.fork("triples")),
    fewer: sampleRows(columns, tripleRows, rng),
    compat,
  };
}

/** Counts the parts of a plan. Keeps what it has learnt about noise, so use one for many parts. */
export class AccuracyCounter {
  readonly #plan: AccuracyPlan;
  readonly #judge: Judge;
  readonly #judgeTriples: Judge;

  constructor(plan: AccuracyPlan) {
    this.#plan = plan;
    this.#judge = judgeOf(plan.columns, plan.compat);
    this.#judgeTriples = plan.triples.length === 0 ? this.#judge : judgeOf(plan.fewer, plan.compat);
  }

  columns(): ColumnMeasure[] {
    const { columns, targets } = this.#plan;
    return columns.slice(0, targets).map((column) => ({ column: column.name, ...this.#judge(...singles(column)) }));
  }

  pairs(from: number, to: number): PairMeasure[] {
    const { columns } = this.#plan;
    return this.#plan.pairs.slice(from, to).map(([i, j]) => {
      const [a, b] = [columns[i], columns[j]];
      return { columns: [a.name, b.name], ...this.#judge(...pairs(a, b)) };
    });
  }

  triples(from: number, to: number): TripleMeasure[] {
    const { fewer } = this.#plan;
    return this.#plan.triples.slice(from, to).map(([i, j, k]) => {
      const [a, b, c] = [fewer[i], fewer[j], fewer[k]];
      return { columns: [a.name, b.name, c.name], ...this.#judgeTriples(...tripled(a, b, c)) };
    });
  }
}

/**
 * The accuracies of binned columns. (Platzer and Reutterer 2021, section 2; mostlyai-qa 1.10.7, accuracy)
 *
 * univariate, bivariate and trivariate are plain means over columns, unordered pairs and (at most `triples`, drawn at
 * random) triples; the overall accuracy is the mean of those that could be computed. Triples look at `tripleRows` rows.
 */
export async function accuraciesOf(columns: readonly CodedColumn[], options: AccuracyOptions): Promise<Accuracies> {
  const reason = whyNoAccuracy(columns);
  if (reason !== undefined) return withoutAccuracies(reason);
  const plan = planAccuracy(columns, options);
  const counter = new AccuracyCounter(plan);
  const breathe = breather();
  const inSteps = async <Item>(total: number, part: (from: number, to: number) => readonly Item[], from: number): Promise<Item[]> => {
    const all: Item[] = [];
    for (let at = 0; at < total; at += STEP) {
      throwIfAborted(options.signal, "Cannot finish the accuracy");
      options.onProgress?.(from + at / total / 2);
      all.push(...part(at, Math.min(total, at + STEP)));
      await breathe();
    }
    return all;
  };
  const byPair = await inSteps(plan.pairs.length, (a, b) => counter.pairs(a, b), 0);
  const byTriple = await inSteps(plan.triples.length, (a, b) => counter.triples(a, b), 0.5);
  return summarise(counter.columns(), byPair, byTriple, options.compat ? undefined : spreadOf(plan, options.rng));
}

const STEP = 8;

/** How far the means of fresh samples scatter. */
export function spreadOf({ columns, targets, fewer, triples }: AccuracyPlan, rng: Rng): readonly [number, number, number, number] {
  return meanSpread(columns.slice(0, targets), fewer, triples, rng.fork("spread"));
}

/** Why there can be no accuracy; undefined when there can. */
export function whyNoAccuracy(columns: readonly CodedColumn[]): string | undefined {
  if (columns.length === 0) return "the tables have no column in common";
  if (columns[0].real.length === 0) return "the training table has no rows";
  return columns[0].synthetic.length === 0 ? "the synthetic table has no rows" : undefined;
}

/** No accuracy at all, and why. */
export function withoutAccuracies(reason: string): Accuracies {
  return {
    accuracy: notComputed(reason),
    univariate: { ...notComputed(reason), byColumn: [] },
    bivariate: { ...notComputed(reason), byPair: [] },
    trivariate: { ...notComputed(reason), worst: [] },
  };
}

/** At most `tripleRows` rows of each side, drawn at random. */
function sampleRows(columns: readonly CodedColumn[], tripleRows: number, rng: Rng): CodedColumn[] {
  const kept = (rows: number, name: string): Int32Array | undefined =>
    rows <= tripleRows ? undefined : rng.fork(name).permutation(rows).subarray(0, tripleRows);
  const real = kept(columns[0].real.length, "real rows");
  const synthetic = kept(columns[0].synthetic.length, "synthetic rows");
  const pick = (codes: CodedColumn["real"], rows: Int32Array | undefined): CodedColumn["real"] =>
    rows === undefined
      ? codes
      : codes instanceof Uint8Array
        ? Uint8Array.from(rows, (i) => codes[i])
        : Uint16Array.from(rows, (i) => codes[i]);
  return columns.map((column) => ({ ...column, real: pick(column.real, real), synthetic: pick(column.synthetic, synthetic) }));
}

type Judge = (real: Int32Array, synthetic: Int32Array) => ComputedMeasure;

function judgeOf(columns: readonly CodedColumn[], compat: boolean): Judge {
  const [realRows, syntheticRows] = [columns[0].real.length, columns[0].synthetic.length];
  if (compat) {
    return (real, synthetic) => ({
      value: fiveDecimals(1 - totalVariation(real, synthetic)),
      reference: fiveDecimals(1 - closedFormTotalVariation(real, realRows, syntheticRows)),
    });
  }
  const noise = new SamplingNoise(realRows, syntheticRows);
  return (real, synthetic) => {
    const { expected, band } = noise.of(real);
    return { value: 1 - totalVariation(real, synthetic), reference: 1 - expected, band: [1 - band[1], 1 - band[0]] };
  };
}

function fiveDecimals(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

function singles(column: CodedColumn): [Int32Array, Int32Array] {
  return [countSingles(column.real, column.bins), countSingles(column.synthetic, column.bins)];
}

function pairs(a: CodedColumn, b: CodedColumn): [Int32Array, Int32Array] {
  const [real, synthetic] = [new Int32Array(a.bins * b.bins), new Int32Array(a.bins * b.bins)];
  countPairs(a.real, b.real, b.bins, real);
  countPairs(a.synthetic, b.synthetic, b.bins, synthetic);
  return [real, synthetic];
}

function tripled(a: CodedColumn, b: CodedColumn, c: CodedColumn): [Int32Array, Int32Array] {
  const cells = a.bins * b.bins * c.bins;
  const [real, synthetic] = [new Int32Array(cells), new Int32Array(cells)];
  countTriples(a.real, b.real, c.real, b.bins, c.bins, real);
  countTriples(a.synthetic, b.synthetic, c.synthetic, b.bins, c.bins, synthetic);
  return [real, synthetic];
}

/** The means with their bands; `spread` holds half their widths: single columns, pairs, triples, overall. */
export function summarise(
  byColumn: readonly ColumnMeasure[],
  byPair: readonly PairMeasure[],
  byTriple: readonly TripleMeasure[],
  spread: readonly [number, number, number, number] | undefined,
): Accuracies {
  const [one, two, three, all] = spread ?? [undefined, undefined, undefined, undefined];
  const univariate = meanOf(byColumn, one, "there is no column");
  const bivariate = meanOf(byPair, two, "pairs need at least two columns");
  const trivariate = meanOf(byTriple, three, "triples need at least three columns");
  const shortfall = (measure: Measure): number => (measure.reference ?? 1) - (measure.value ?? 1);
  return {
    accuracy: meanOf([univariate, bivariate, trivariate], all, "there is no column"),
    univariate: { ...univariate, byColumn },
    bivariate: { ...bivariate, byPair },
    trivariate: { ...trivariate, worst: [...byTriple].sort((a, b) => shortfall(b) - shortfall(a)).slice(0, WORST_TRIPLES) },
  };
}

/** The mean of those that were computed; its band is the mean of the references plus and minus the spread. */
export function meanOf(measures: readonly Measure[], spread: number | undefined, reason: string): Measure {
  const computed = measures.flatMap((measure) => (measure.notComputed === undefined ? [measure] : []));
  if (computed.length === 0) return notComputed(reason);
  const value = computed.reduce((sum, measure) => sum + measure.value, 0) / computed.length;
  const reference = computed.reduce((sum, measure) => sum + (measure.reference ?? NaN), 0) / computed.length;
  if (Number.isNaN(reference)) return { value };
  if (spread === undefined) return { value, reference };
  return { value, reference, band: [Math.max(0, reference - spread), Math.min(1, reference + spread)] };
}
