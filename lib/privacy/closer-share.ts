/** The DCR share: are synthetic rows closer to the rows a generator learnt from than to rows it never saw? */

import { count } from "../base/errors";
import type { Neighbours } from "./nearest-neighbours";

/** The share, and what it would be if the labels "training" and "holdout" meant nothing. */
export interface CloserShare {
  /** 0 to 1; 0.5 is ideal, more means that rows lean towards training. */
  readonly share: number;
  /** The 95 % interval of the share when the real rows are relabelled at random. */
  readonly interval: readonly [number, number];
}

const Z_975 = 1.959963984540054;

/**
 * Share of synthetic rows that lie closer to a training row than to any holdout row, ties counting half, and the interval
 * in which it would lie by chance. Both tables need the same number of rows. (Platzer and Reutterer 2021, section 3)
 *
 * The interval is that of relabelling the pooled real rows at random: a synthetic row then goes to whichever label its
 * nearest real row gets, so real rows that are nearest to many synthetic ones make the share uncertain. With m_r the number
 * of synthetic rows whose nearest real row is r, the variance is sum(m_r^2) / (2 n)^2 * N / (N - 1). Rows whose ties cross
 * the two tables are counted as if one row decided, so the interval is wide rather than narrow.
 *
 * @example
 * const near = { first: Float64Array.of(0, 3), second: Float64Array.of(9, 9), nearest: Int32Array.of(0, 1) };
 * const far = { first: Float64Array.of(2, 1), second: Float64Array.of(9, 9), nearest: Int32Array.of(4, 5) };
 * assert.equal(closerShare(near, far, 8).share, 0.5);
 */
export function closerShare(toTraining: Neighbours, toHoldout: Neighbours, realRows: number): CloserShare {
  const rows = toTraining.first.length;
  if (rows === 0 || rows !== toHoldout.first.length) {
    throw new RangeError(
      `Cannot take the share: there are distances of ${count(rows, "row")} to training and of ${toHoldout.first.length} to holdout; both need the same rows, at least one`,
    );
  }
  const nearestTo = new Map<number, number>();
  let closer = 0;
  for (let i = 0; i < rows; i++) {
    const gap = toTraining.first[i] - toHoldout.first[i];
    closer += gap < 0 ? 1 : gap === 0 ? 0.5 : 0;
    // holdout rows are numbered below zero, to keep them apart from training rows
    const nearest = gap <= 0 ? toTraining.nearest[i] : -1 - toHoldout.nearest[i];
    nearestTo.set(nearest, (nearestTo.get(nearest) ?? 0) + 1);
  }
  let squares = 0;
  for (const times of nearestTo.values()) squares += times * times;
  const reach = (Z_975 * Math.sqrt((squares * realRows) / Math.max(1, realRows - 1))) / (2 * rows);
  return { share: closer / rows, interval: [Math.max(0, 0.5 - reach), Math.min(1, 0.5 + reach)] };
}
