/** How far numbers must be moved to turn one sample into another. */

/** The values in ascending order, without NaN. */
export function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}

/**
 * Wasserstein-1 distance of two samples, in the unit of the values: the integral of |F - G|, the mean distance that a value
 * has to travel. Samples may differ in size. NaN is missing and left out. Undefined when a side has no value.
 *
 * @example
 * assert.equal(wasserstein([0, 1, 3], [5, 6, 8]), 5);
 * assert.equal(wasserstein([0, 1, 3], [0, 1, 3, 9])?.toFixed(6), "1.916667");
 */
export function wasserstein(left: ArrayLike<number>, right: ArrayLike<number>): number | undefined {
  const [a, b] = [ascending(left), ascending(right)];
  if (a.length === 0 || b.length === 0) return undefined;
  let [i, j, area] = [0, 0, 0];
  let at = Math.min(a[0], b[0]);
  while (i < a.length || j < b.length) {
    const next = Math.min(i < a.length ? a[i] : Infinity, j < b.length ? b[j] : Infinity);
    area += (next - at) * Math.abs(i / a.length - j / b.length);
    while (i < a.length && a[i] === next) i++;
    while (j < b.length && b[j] === next) j++;
    at = next;
  }
  return area;
}
