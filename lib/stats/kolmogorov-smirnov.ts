/** The largest gap between two distribution functions. */

import { ascending } from "./wasserstein";

/**
 * Kolmogorov-Smirnov distance of two samples: sup over x of |F(x) - G(x)|, 0 (same distribution) to 1 (no overlap). NaN is
 * missing and left out. Undefined when a side has no value.
 *
 * @example
 * assert.equal(kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6]), 0.5);
 */
export function kolmogorovSmirnov(left: ArrayLike<number>, right: ArrayLike<number>): number | undefined {
  const [a, b] = [ascending(left), ascending(right)];
  if (a.length === 0 || b.length === 0) return undefined;
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}
