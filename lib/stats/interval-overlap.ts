/** Whether an analysis of synthetic rows reaches the conclusion of the real ones. */

/**
 * Overlap of two confidence intervals, as a mean of the shares of each that lies in the other: 1 when they coincide, 0 when
 * they touch, negative when they are apart. (Karr and others 2006)
 *
 * Throws a RangeError when an interval has no length.
 *
 * @example
 * assert.equal(intervalOverlap([0, 2], [1, 4]).toFixed(7), "0.4166667");
 * assert.equal(intervalOverlap([0, 1], [2, 3]), -1);
 */
export function intervalOverlap(original: readonly [number, number], synthetic: readonly [number, number]): number {
  const [width, otherWidth] = [original[1] - original[0], synthetic[1] - synthetic[0]];
  if (!(width > 0 && otherWidth > 0))
    throw new RangeError(`Cannot compare intervals of lengths ${width} and ${otherWidth}: both must be above 0`);
  const shared = Math.min(original[1], synthetic[1]) - Math.max(original[0], synthetic[0]);
  return (shared / width + shared / otherWidth) / 2;
}
