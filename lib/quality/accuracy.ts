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

/**
 * The accuracies of binned columns. (Platzer and Reutterer 2021, section 2; mostlyai-qa 1.10.7, accuracy)
 *
 * univariate, bivariate and trivariate are plain means over columns, unordered pairs and (at most `triples`, drawn at
 * random) triples; the overall accuracy is the mean of those that could be computed. Triples look at `tripleRows` rows.
 */
export async function accuraciesOf(columns: readonly CodedColumn[], options: AccuracyOptions): Promise<Accuracies> {
  const reason = whyNot(columns);
  if (reason !== undefined) return withoutAccuracies(reason);
  const fewer = sampleRows(columns, options);
  const triples = chooseTriples(columns.length, options.triples, options.rng.fork("triples"));
  const judge = judgeOf(columns, options.compat);
  const judgeTriples = judgeOf(fewer, options.compat);
  const breathe = breather();
  const step = async (done: number): Promise<void> => {
    throwIfAborted(options.signal, "Cannot finish the accuracy");
    options.onProgress?.(done);
    await breathe();
  };

  const byColumn: ColumnMeasure[] = columns.map((column) => ({ column: column.name, ...judge(...singles(column)) }));
  const byPair: PairMeasure[] = [];
  for (let i = 0; i < columns.length; i++) {
    await step((0.5 * i) / columns.length);
    for (let j = i + 1; j < columns.length; j++) {
      byPair.push({ columns: [columns[i].name, columns[j].name], ...judge(...pairs(columns[i], columns[j])) });
    }
  }
  const byTriple: TripleMeasure[] = [];
  for (let t = 0; t < triples.length; t++) {
    if (t % 16 === 0) await step(0.5 + (0.5 * t) / triples.length);
    const [a, b, c] = Array.from(triples[t], (i) => fewer[i]);
    byTriple.push({ columns: [a.name, b.name, c.name], ...judgeTriples(...tripled(a, b, c)) });
  }
  return summarise(byColumn, byPair, byTriple, () => meanSpread(columns, fewer, triples, options.rng.fork("spread")), options.compat);
}

function whyNot(columns: readonly CodedColumn[]): string | undefined {
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
function sampleRows(columns: readonly CodedColumn[], { tripleRows, rng }: AccuracyOptions): CodedColumn[] {
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

function summarise(
  byColumn: readonly ColumnMeasure[],
  byPair: readonly PairMeasure[],
  byTriple: readonly TripleMeasure[],
  spreadOf: () => readonly [number, number, number, number],
  compat: boolean,
): Accuracies {
  const [one, two, three, all] = compat ? [undefined, undefined, undefined, undefined] : spreadOf();
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
