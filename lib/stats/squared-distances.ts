/** All squared distances between two sets of points, for measures that look at every pair more than once. */

import type { PointCloud } from "./maximum-mean-discrepancy";

/** Squared distances row after row: from point i to point j at i * columns + j. */
export interface SquaredDistances {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** The squared Euclidean distances from each left to each right point. */
export function squaredDistances(left: PointCloud, right: PointCloud): SquaredDistances {
  const values = new Float32Array(left.rows * right.rows);
  const { width } = left;
  for (let i = 0, at = 0; i < left.rows; i++) {
    for (let j = 0; j < right.rows; j++, at++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (left.values[i * width + k] - right.values[j * width + k]) ** 2;
      values[at] = sum;
    }
  }
  return { values, rows: left.rows, columns: right.rows };
}
