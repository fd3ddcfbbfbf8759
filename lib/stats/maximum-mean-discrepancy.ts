/** Whether two clouds of points are the same, by the mean similarity of their points. */

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
export function maximumMeanDiscrepancy(left: PointCloud, right: PointCloud, bandwidth = medianDistance(left, right)): number {
  if (left.rows < 2 || right.rows < 2)
    throw new RangeError(`Cannot compare clouds of ${left.rows} and ${right.rows} points: both need at least 2`);
  if (bandwidth === 0) return 0;
  const scale = 1 / (2 * bandwidth * bandwidth);
  const within = (cloud: PointCloud): number => (similaritySum(cloud, cloud, scale) - cloud.rows) / (cloud.rows * (cloud.rows - 1));
  return within(left) + within(right) - (2 * similaritySum(left, right, scale)) / (left.rows * right.rows);
}

function similaritySum(left: PointCloud, right: PointCloud, scale: number): number {
  let sum = 0;
  for (let i = 0; i < left.rows; i++) for (let j = 0; j < right.rows; j++) sum += Math.exp(-scale * squaredDistance(left, i, right, j));
  return sum;
}

function squaredDistance(left: PointCloud, i: number, right: PointCloud, j: number): number {
  const { width } = left;
  let sum = 0;
  for (let k = 0; k < width; k++) sum += (left.values[i * width + k] - right.values[j * width + k]) ** 2;
  return sum;
}

const POINTS_FOR_THE_MEDIAN = 300;

/** From at most 300 points of either cloud, evenly spaced. */
function medianDistance(left: PointCloud, right: PointCloud): number {
  const some = (cloud: PointCloud): number[] => {
    const stride = Math.max(1, Math.ceil(cloud.rows / POINTS_FOR_THE_MEDIAN));
    return Array.from({ length: Math.ceil(cloud.rows / stride) }, (_, i) => i * stride);
  };
  const points = [...some(left).map((i) => ({ cloud: left, i })), ...some(right).map((i) => ({ cloud: right, i }))];
  const distances: number[] = [];
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++)
      distances.push(Math.sqrt(squaredDistance(points[a].cloud, points[a].i, points[b].cloud, points[b].i)));
  }
  const sorted = Float64Array.from(distances).sort();
  return sorted.length === 0 ? 0 : sorted[sorted.length >> 1];
}
