/** Numbers as their place among the real ones, from 0 to 1: a scale on which every stretch holds equally many rows. */

import { count } from "../base/errors";

const TOLERANCE = 1e-7;

/**
 * A map of numbers to 0 ... 1, fitted on `values` (NaN is missing and left out): 0 at the smallest, 1 at the largest and
 * beyond, 0.5 at the median; tied values go to the middle of their block. Missing stays NaN.
 *
 * `quantiles` points of the empirical distribution are kept and numbers between them are interpolated, forwards and
 * backwards, and averaged, as scikit-learn's QuantileTransformer does. That one loses the edges of some blocks of ties to
 * rounding; `rounding: "scikit-learn"` does the same, for comparisons. Throws a RangeError when there is no value.
 *
 * @example
 * const place = quantileTransform([1, 2, 2, 2, 3, 5, 8, 8, 13, 21], 10);
 * assert.equal(place(21), 1);
 * assert.ok(Math.abs(place(4) - 0.5) < 1e-12);
 */
export function quantileTransform(
  values: ArrayLike<number>,
  quantiles = 100,
  rounding: "exact" | "scikit-learn" = "exact",
): (value: number) => number {
  const sorted = Float64Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort();
  if (sorted.length === 0) throw new RangeError(`Cannot fit a quantile transform to ${count(values.length, "cell")}: none holds a number`);
  const place = rounding === "exact" ? exactPlace : roundedPlace;
  const points = Float64Array.from({ length: quantiles }, (_, k) => valueAt(sorted, place(k, quantiles, sorted.length)));
  const [least, most] = [points[0], points[quantiles - 1]];
  return (value) => {
    if (Number.isNaN(value)) return NaN;
    if (value < least + TOLERANCE) return 0;
    if (value > most - TOLERANCE) return 1;
    return (placeAfter(points, value) + placeBefore(points, value)) / (2 * (quantiles - 1));
  };
}

/** Where quantile k lies among the sorted values: a product before a quotient keeps whole places whole. */
function exactPlace(k: number, quantiles: number, length: number): number {
  return quantiles > 1 ? (k * (length - 1)) / (quantiles - 1) : 0;
}

/** The same in the order in which scikit-learn and NumPy round: step, percent, share, place. */
function roundedPlace(k: number, quantiles: number, length: number): number {
  if (k === quantiles - 1 && k > 0) return length - 1;
  return quantiles > 1 ? ((k * (1 / (quantiles - 1)) * 100) / 100) * (length - 1) : 0;
}

/** The value at a place between order statistics, by linear interpolation. */
function valueAt(sorted: Float64Array, place: number): number {
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  const difference = sorted[above] - sorted[below];
  const part = place - below;
  // from the nearer end, so that equal neighbours give exactly themselves
  return part < 0.5 ? sorted[below] + difference * part : sorted[above] - difference * (1 - part);
}

/** Interpolated index when equal points count as passed. */
function placeAfter(points: Float64Array, value: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle] <= value) low = middle + 1;
    else high = middle;
  }
  const left = low - 1;
  if (points[left] === value) return left;
  return left + (value - points[left]) / (points[low] - points[left]);
}

/** Interpolated index when equal points count as not yet reached. */
function placeBefore(points: Float64Array, value: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle] < value) low = middle + 1;
    else high = middle;
  }
  if (points[low] === value) return low;
  return low - 1 + (value - points[low - 1]) / (points[low] - points[low - 1]);
}
