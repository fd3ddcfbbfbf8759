/** Total variation distance: how much of one distribution would have to move to become the other. */

import { count } from "../base/errors";

/**
 * Half the sum of the absolute differences of two distributions, given as counts or shares over the same cells.
 * 0 (the same shares) to 1 (nothing in common): sum over cells of |p - q| / 2. Each side is divided by its own total.
 * Throws a RangeError when the numbers of cells differ or a side is empty.
 *
 * @example
 * totalVariation([2, 2, 0], [2, 0, 2]); // 0.5: a half of the rows is elsewhere
 * assert.equal(totalVariation([2, 2, 0], [2, 0, 2]), 0.5);
 */
export function totalVariation(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) {
    throw new RangeError(
      `Cannot compare ${count(left.length, "cell")} with ${right.length}: both sides need the same cells in the same order`,
    );
  }
  const leftTotal = total(left);
  const rightTotal = total(right);
  if (!(leftTotal > 0 && rightTotal > 0)) {
    throw new RangeError(`Cannot compare distributions that sum to ${leftTotal} and ${rightTotal}: both need at least one row`);
  }
  let moved = 0;
  for (let i = 0; i < left.length; i++) moved += Math.abs(left[i] / leftTotal - right[i] / rightTotal);
  return Math.min(1, moved / 2);
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i];
  return sum;
}
