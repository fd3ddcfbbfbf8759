/** Do synthetic points lie where real ones are (density), and are real ones surrounded by synthetic ones (coverage)? */

import type { PointCloud } from "./maximum-mean-discrepancy";
import { type SquaredDistances, squaredDistances } from "./squared-distances";

export interface SupportCoverage {
  /** Share of synthetic points inside the ball of any real point; 0 to 1. */
  readonly precision: number;
  /** Share of real points inside the ball of any synthetic point; 0 to 1. */
  readonly recall: number;
  /** Mean number of real balls around a synthetic point, over k; about 1 for fresh real points. */
  readonly density: number;
  /** Share of real points whose ball holds a synthetic point; 1 - 2^-k or so for as many fresh real points. */
  readonly coverage: number;
}

/**
 * Precision, recall, density and coverage. The ball of a point reaches to its k-th nearest point of the same cloud (5).
 * Density and coverage are the steadier two. Costs rows^2: sample large clouds first.
 *
 * Source: Naeem and others, "Reliable fidelity and diversity metrics for generative models" (2020), section 2.
 * Throws a RangeError unless either cloud has more than k points.
 *
 * @example
 * const cloud = (...xs: number[]) => ({ values: Float64Array.from(xs), rows: xs.length / 2, width: 2 });
 * const real = cloud(0, 0, 1, 0, 0, 1, 1, 1, 2, 2, 3, 1);
 * const synthetic = cloud(0, 0, 1, 0.5, 0.2, 1, 2, 2.5, 4, 4, 2.5, 1);
 * const { precision, recall, density, coverage } = supportCoverage(real, synthetic, 2);
 * assert.deepEqual([precision.toFixed(4), recall, density, coverage], ["0.8333", 1, 0.75, 1]);
 */
export function supportCoverage(real: PointCloud, synthetic: PointCloud, k = 5): SupportCoverage {
  if (real.rows <= k || synthetic.rows <= k) {
    throw new RangeError(`Cannot compute coverage of ${real.rows} real and ${synthetic.rows} synthetic points: both need more than ${k}`);
  }
  return coverageOf(squaredDistances(real, real), squaredDistances(synthetic, synthetic), squaredDistances(real, synthetic), k);
}

/** The same from the distances within the real, within the synthetic, and from real to synthetic points. */
export function coverageOf(real: SquaredDistances, synthetic: SquaredDistances, between: SquaredDistances, k: number): SupportCoverage {
  const [realRadii, syntheticRadii] = [radii(real, k), radii(synthetic, k)];
  const [realInside, syntheticInside] = [new Uint8Array(real.rows), new Uint8Array(synthetic.rows)];
  const covered = new Uint8Array(real.rows);
  let balls = 0;
  for (let i = 0, at = 0; i < real.rows; i++) {
    for (let j = 0; j < synthetic.rows; j++, at++) {
      const square = between.values[at];
      if (inside(square, realRadii[i])) {
        balls++;
        syntheticInside[j] = 1;
        covered[i] = 1;
      }
      if (inside(square, syntheticRadii[j])) realInside[i] = 1;
    }
  }
  const share = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0) / flags.length;
  return { precision: share(syntheticInside), recall: share(realInside), density: balls / k / synthetic.rows, coverage: share(covered) };
}

/** The rim is outside, but a centre is in its own ball, also when repeated points leave that without a radius. */
function inside(square: number, radius: number): boolean {
  return square < radius || square === 0;
}

/** The squared distance of each point to its k-th nearest other point. */
function radii({ values, rows, columns }: SquaredDistances, k: number): Float32Array {
  const nearest = new Float32Array(k);
  return Float32Array.from({ length: rows }, (_, i) => {
    nearest.fill(Infinity);
    for (let j = 0; j < columns; j++) if (j !== i) insert(nearest, values[i * columns + j]);
    return nearest[k - 1];
  });
}

/** Puts a value into an ascending list, the largest falls out. */
function insert(list: Float32Array, value: number): void {
  let at = list.length - 1;
  if (value >= list[at]) return;
  for (; at > 0 && list[at - 1] > value; at--) list[at] = list[at - 1];
  list[at] = value;
}
