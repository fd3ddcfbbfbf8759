/**
 * Protection: what only a few people share must not be learnt, stored or emitted.
 *
 * A value is rare when fewer than 5, 6 or 7 people have it; the threshold is drawn anew for every use, so that nobody can
 * tell from the output how many share a value that just made it. Extremes are averaged away: a bound is the mean of a
 * whole group of neighbours, and the rows beyond it have no part in it.
 */

import type { Rng } from "../base/random";

const LEAST_RARE_THRESHOLD = 5;
const RARE_THRESHOLDS = 3;

/** The word that stands for a rare category when the replacement is "constant". */
export const RARE_LABEL = "_RARE_";

/** How many people must share a value for it to be kept: 5, 6 or 7, drawn; 1 when protection is off. */
export function rareThreshold(rng: Rng, protection: boolean): number {
  return protection ? LEAST_RARE_THRESHOLD + rng.integer(RARE_THRESHOLDS) : 1;
}

/** With several rows a person, a group of so many people is that many times longer. */
export function rowsPerPerson(subjects: Int32Array | undefined, rowCount: number): number {
  return subjects === undefined ? 1 : Math.ceil(rowCount / Math.max(1, new Set(subjects).size));
}

/** The lowest and the highest value that may be emitted. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Bounds of ascending numbers that reveal no extreme: each is the mean of `threshold` neighbours, after the `threshold`
 * most extreme values have been left out. An extreme that so many rows share is kept as it is. Fewer values than three
 * times the threshold give their mean, less and plus their standard deviation; fewer than the threshold give undefined.
 * Without protection the bounds are the true ones.
 */
export function protectedBounds(ascending: Float64Array, threshold: number): Bounds | undefined {
  const count = ascending.length;
  if (count === 0 || count < threshold) return undefined;
  const last = count - 1;
  if (threshold <= 1 || ascending[0] === ascending[last]) return { low: ascending[0], high: ascending[last] };
  if (count < 3 * threshold) return roughBounds(ascending);
  const group = Math.min(threshold, (count >> 1) - threshold);
  const lowShared = ascending[threshold - 1] === ascending[0];
  const highShared = ascending[count - threshold] === ascending[last];
  return {
    low: lowShared ? ascending[0] : blurredMean(ascending, threshold, threshold + group),
    high: highShared ? ascending[last] : blurredMean(ascending, count - threshold - group, count - threshold),
  };
}

function roughBounds(ascending: Float64Array): Bounds {
  const mean = meanOfRun(ascending, 0, ascending.length);
  const spread = Math.sqrt(ascending.reduce((sum, value) => sum + (value - mean) ** 2 / ascending.length, 0));
  return { low: ascending[0] >= 0 ? Math.max(0, mean - spread) : mean - spread, high: mean + spread };
}

/** Mean of the values from `start` up to `end`, not included. */
export function meanOfRun(values: Float64Array, start: number, end: number): number {
  // differences to the first value: a plain sum of huge values would round, and could leave their range
  const first = values[start];
  let sum = 0;
  for (let i = start; i < end; i++) sum += (values[i] - first) / (end - start);
  return first + sum;
}

/** Numbers of one sign that differ by more than this factor are averaged by their logarithms. */
const WIDE = 2;

/** Mean of a run of ascending values; the geometric mean where they span orders of magnitude. */
export function blurredMean(ascending: Float64Array, start: number, end: number): number {
  const [low, high] = [ascending[start], ascending[end - 1]];
  if (!isWide(low, high)) return meanOfRun(ascending, start, end);
  let sum = 0;
  for (let i = start; i < end; i++) sum += Math.log(Math.abs(ascending[i]));
  return Math.sign(low) * Math.exp(sum / (end - start));
}

/** Whether two ascending numbers have one sign and differ by more than a factor of two. */
export function isWide(low: number, high: number): boolean {
  return low > 0 ? high > WIDE * low : high < 0 && low < WIDE * high;
}
