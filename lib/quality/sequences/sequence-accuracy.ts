/** The accuracy of a statistic of sequences, and what fresh real sequences would reach. */

import type { Rng } from "../../base/random";
import type { Measure } from "../scores";
import { notComputed } from "../scores";
import type { CodedSequences, SequenceStatistic } from "./sequence-statistics";

/** How two sets of cell counts are compared: 0 is equal, 1 is the most. */
export type Comparison = (real: Float64Array, synthetic: Float64Array) => number | undefined;

/** The value of a statistic, and what it was for each of the deals of real sequences. */
export interface SequenceMeasure {
  readonly measure: Measure;
  /** Accuracy of one part of the real sequences against the other, scaled to the sizes at hand; empty when not computed. */
  readonly deals: Float64Array;
}

/** The deals of the real sequences into two halves; the same for all columns, so that their means can be taken by deal. */
export interface Deals {
  readonly halves: readonly (readonly [Int32Array, Int32Array])[];
  /** What takes the difference of two halves to that of all real and all synthetic sequences. */
  readonly scale: number;
}

const DEALS = 20;

/** Deals `real` sequences into halves, twenty times. */
export function dealSequences(real: number, synthetic: number, rng: Rng): Deals {
  const half = real >> 1;
  const halves = Array.from({ length: half < 1 ? 0 : DEALS }, () => {
    const order = rng.permutation(real);
    return [order.slice(0, half), order.slice(half)] as const;
  });
  return { halves, scale: Math.sqrt((1 / real + 1 / synthetic) / (1 / half + 1 / (real - half))) };
}

/**
 * 1 - difference of the cell shares. The records of a sequence depend on one another, so the noise of independent rows would
 * be too small a yardstick: real sequences are dealt into two halves again and again, and the difference between the halves
 * is scaled to the numbers of sequences compared.
 */
export function sequenceAccuracy(
  statistic: SequenceStatistic,
  real: CodedSequences,
  synthetic: CodedSequences,
  { halves, scale }: Deals,
  compare: Comparison = totalVariationOf,
): SequenceMeasure {
  const counted = (sequences: CodedSequences, which: Int32Array): Float64Array => {
    const counts = new Float64Array(statistic.cells);
    statistic.count(sequences, which, counts);
    return counts;
  };
  const all = ({ starts }: CodedSequences): Int32Array => Int32Array.from({ length: starts.length - 1 }, (_, s) => s);
  const difference = compare(counted(real, all(real)), counted(synthetic, all(synthetic)));
  if (difference === undefined) return { measure: notComputed("no sequence is long enough"), deals: new Float64Array(0) };
  const deals = Float64Array.from(
    halves.flatMap(([one, other]) => compare(counted(real, one), counted(real, other)) ?? []),
    (between) => 1 - Math.min(1, scale * between),
  );
  return { measure: withBand(1 - difference, deals), deals };
}

/** A value with the mean of the deals as its reference, and their 5 % and 95 % as its band. */
export function withBand(value: number, deals: Float64Array): Measure {
  if (deals.length < 2) return { value };
  const reference = deals.reduce((sum, deal) => sum + deal / deals.length, 0);
  const spread = Math.sqrt(deals.reduce((sum, deal) => sum + (deal - reference) ** 2, 0) / (deals.length - 1));
  const reach = T_95 * spread;
  return { value, reference, band: [Math.max(0, reference - reach), Math.min(1, reference + reach)] };
}

/** Student's t, 19 degrees of freedom, 95 %. */
const T_95 = 1.729;

/** Half the sum of the differences of shares; undefined when a side is empty. */
export function totalVariationOf(real: Float64Array, synthetic: Float64Array): number | undefined {
  const [realTotal, syntheticTotal] = [sum(real), sum(synthetic)];
  if (realTotal === 0 || syntheticTotal === 0) return undefined;
  return real.reduce((total, rows, cell) => total + Math.abs(rows / realTotal - synthetic[cell] / syntheticTotal) / 2, 0);
}

/**
 * The mean, over real records, of the total variation between the real and the synthetic distribution of what comes next: the
 * rows of two transition matrices compared. A bin that no synthetic sequence leaves counts as wholly different.
 */
export function transitionVariation(bins: number): Comparison {
  return (real, synthetic) => {
    const total = sum(real);
    if (total === 0 || sum(synthetic) === 0) return undefined;
    let difference = 0;
    for (let from = 0; from < bins; from++) {
      const row = real.subarray(from * bins, (from + 1) * bins);
      const leaving = sum(row);
      if (leaving > 0) difference += (leaving / total) * (totalVariationOf(row, synthetic.subarray(from * bins, (from + 1) * bins)) ?? 1);
    }
    return difference;
  };
}

function sum(counts: Float64Array): number {
  let total = 0;
  for (const rows of counts) total += rows;
  return total;
}
