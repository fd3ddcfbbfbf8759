/** How different two distributions are, in information. */

/**
 * Jensen-Shannon divergence of two distributions over the same cells, in nats: 0 (equal) to ln 2 (nothing in common). Counts
 * or shares; each side is divided by its own total. Finite also where one side is empty, unlike Kullback-Leibler.
 *
 * JS = KL(p | m) / 2 + KL(q | m) / 2 with m = (p + q) / 2
 *
 * Throws a RangeError when the numbers of cells differ or a side is empty.
 *
 * @example
 * assert.equal(jensenShannon([30, 50, 20], [40, 40, 20]).toFixed(8), "0.00636720");
 */
export function jensenShannon(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let [leftTotal, rightTotal] = [0, 0];
  for (let i = 0; i < left.length; i++) leftTotal += left[i];
  for (let i = 0; i < right.length; i++) rightTotal += right[i];
  if (left.length !== right.length || !(leftTotal > 0 && rightTotal > 0)) {
    throw new RangeError(
      `Cannot compare distributions of ${left.length} and ${right.length} cells that sum to ${leftTotal} and ${rightTotal}: both need the same cells and at least one row`,
    );
  }
  const part = (p: number, m: number): number => (p > 0 ? p * Math.log(p / m) : 0);
  let sum = 0;
  for (let i = 0; i < left.length; i++) {
    const [p, q] = [left[i] / leftTotal, right[i] / rightTotal];
    sum += (part(p, (p + q) / 2) + part(q, (p + q) / 2)) / 2;
  }
  return Math.max(0, Math.min(Math.LN2, sum));
}
