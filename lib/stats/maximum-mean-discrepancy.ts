/** Whether two clouds of points are the same, by the mean similarity of their points. */

import { type SquaredDistances, squaredDistances } from "./squared-distances";

/** Points row after row: row i is at i * width. */
export interface PointCloud {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
}

/**
 * Squared maximum mean discrepancy, the unbiased estimate: mean similarity within each cloud minus twice that between them,
 * 0 on average for equal distributions (below 0 by chance) and up to about 2. Similarity is exp(-d^2 / (2 bandwidth^2)); the
 * bandwidth is by default the median distance of the pooled points. Costs rows^2: sample large clouds first.
 *
 * Source: Gretton and others, "A kernel two-sample test" (2012), lemma 6. Throws a RangeError below two rows a side.
 *
 * @example
 * const cloud = (...xs: number[]) => ({ values: Float64Array.from(xs), rows: xs.length, width: 1 });
 * assert.equal(maximumMeanDiscrepancy(cloud(0, 1), cloud(1, 2), Math.SQRT1_2).toFixed(8), "-0.14127838");
 */
export function maximumMeanDiscrepancy(left: PointCloud, right: PointCloud, bandwidth?: number): number {
  if (left.rows < 2 || right.rows < 2)
    throw new RangeError(`Cannot compare clouds of ${left.rows} and ${right.rows} points: both need at least 2`);
  return discrepancyOf(squaredDistances(left, left), squaredDistances(right, right), squaredDistances(left, right), bandwidth);
}

/** The same from the distances within the left, within the right, and from left to right points. */
export function discrepancyOf(
  left: SquaredDistances,
  right: SquaredDistances,
  between: SquaredDistances,
  bandwidth = medianDistance(left, right, between),
): number {
  if (bandwidth === 0) return 0;
  const scale = 1 / (2 * bandwidth * bandwidth);
  const within = (distances: SquaredDistances): number =>
    (similaritySum(distances, scale) - distances.rows) / (distances.rows * (distances.rows - 1));
  return within(left) + within(right) - (2 * similaritySum(between, scale)) / (between.rows * between.columns);
}

function similaritySum({ values }: SquaredDistances, scale: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(-scale * values[i]);
  return sum;
}

const POINTS_FOR_THE_MEDIAN = 300;

/** From at most 300 points of either cloud, evenly spaced. */
function medianDistance(left: SquaredDistances, right: SquaredDistances, between: SquaredDistances): number {
  const some = (rows: number): number[] => {
    const stride = Math.max(1, Math.ceil(rows / POINTS_FOR_THE_MEDIAN));
    return Array.from({ length: Math.ceil(rows / stride) }, (_, i) => i * stride);
  };
  const [mine, theirs] = [some(left.rows), some(right.rows)];
  const within = (points: readonly number[], { values, columns }: SquaredDistances): number[] =>
    points.flatMap((a, k) => points.slice(k + 1).map((b) => values[a * columns + b]));
  const across = mine.flatMap((a) => theirs.map((b) => between.values[a * between.columns + b]));
  const sorted = Float64Array.from([...within(mine, left), ...within(theirs, right), ...across]).sort();
  return sorted.length === 0 ? 0 : Math.sqrt(sorted[sorted.length >> 1]);
}
