/** Between which powers of two numbers lie, told privately: the way to bounds that no caller has given. */

import { normalUpperPoint } from "./gaussian";
import { noisyCounts } from "./noisy-counts";
import { type NoiseSource, secureNoise } from "./noise-source";

/** Exponents of the outermost bins: numbers of up to 2^63 are told apart, and of down to 2^-24. */
const HIGHEST = 63;
const LOWEST = -24;
const BINS_A_SIDE = HIGHEST - LOWEST + 1;

/** Lower ends of the bins, ascending, and one upper end more: -2^64 ... -2^-24, 0, 2^-24 ... 2^64. */
export const LOG_EDGES: readonly number[] = [
  ...Array.from({ length: BINS_A_SIDE + 1 }, (_, i) => -(2 ** (HIGHEST + 1 - i))),
  0,
  ...Array.from({ length: BINS_A_SIDE + 1 }, (_, i) => 2 ** (LOWEST + i)),
];

/** Counts of the finite numbers by sign and power of two; the bins do not depend on the numbers. Larger ones go into the outermost bins. */
export function logHistogram(values: Float64Array): Float64Array {
  const counts = new Float64Array(LOG_EDGES.length - 1);
  for (const value of values) if (Number.isFinite(value)) counts[binOf(value)]++;
  return counts;
}

function binOf(value: number): number {
  const zero = BINS_A_SIDE + 1; // the bin from 0 up to the smallest power
  const magnitude = Math.abs(value);
  if (magnitude < 2 ** LOWEST) return value < 0 ? zero - 1 : zero;
  const exponent = Math.min(HIGHEST, exponentOf(magnitude));
  return value > 0 ? zero + 1 + exponent - LOWEST : zero - 2 - (exponent - LOWEST);
}

/** The whole number e with 2^e <= magnitude < 2^(e + 1). */
function exponentOf(magnitude: number): number {
  const exponent = Math.floor(Math.log2(magnitude));
  if (2 ** exponent > magnitude) return exponent - 1;
  return 2 ** (exponent + 1) <= magnitude ? exponent + 1 : exponent;
}

/** A bin of the histogram that surely holds rows. */
export interface NoisyBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The chance that noise alone makes some empty bin look filled. */
const FALSE_ALARM = 0.01;

/**
 * The bins that hold more rows than noise explains, ascending; the ends of the first and the last are bounds of the
 * numbers, but for a few. One Gaussian mechanism of sensitivity 1 (the histogram of approximate bounds, with normal
 * instead of Laplace noise; Wilson et al. 2020, section 5.1.1). Empty when there are too few rows to tell.
 *
 * @example
 * const ages = Float64Array.from({ length: 5000 }, (_, i) => 17 + (i % 70));
 * const bins = noisyLogBins(ages, { standardDeviation: 20 });
 * assert.deepEqual([bins[0].low, bins[bins.length - 1].high], [16, 128]);
 */
export function noisyLogBins(
  values: Float64Array,
  { standardDeviation, noise = secureNoise() }: { readonly standardDeviation: number; readonly noise?: NoiseSource },
): NoisyBin[] {
  const counts = noisyCounts(logHistogram(values), standardDeviation, noise);
  const least = standardDeviation * normalUpperPoint(FALSE_ALARM / counts.length);
  const bins = Array.from(counts, (count, i) => ({ low: LOG_EDGES[i], high: LOG_EDGES[i + 1], count }));
  return bins.filter(({ count }) => count > least);
}
