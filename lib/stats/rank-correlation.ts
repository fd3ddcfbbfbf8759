/** Whether two numbers rise together. */

/**
 * Ranks from 1, tied values sharing the mean of theirs.
 *
 * @example
 * assert.deepEqual([...midRanks([10, 30, 30, 20])], [1, 3.5, 3.5, 2]);
 */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
  }
  return ranks;
}

/** Pearson's correlation, -1 to 1; undefined when a side does not vary or there are fewer than two pairs. */
export function pearson(left: ArrayLike<number>, right: ArrayLike<number>): number | undefined {
  const rows = left.length;
  let [meanLeft, meanRight] = [0, 0];
  for (let i = 0; i < rows; i++) {
    meanLeft += left[i] / rows;
    meanRight += right[i] / rows;
  }
  let [both, squaresLeft, squaresRight] = [0, 0, 0];
  for (let i = 0; i < rows; i++) {
    const [x, y] = [left[i] - meanLeft, right[i] - meanRight];
    both += x * y;
    squaresLeft += x * x;
    squaresRight += y * y;
  }
  if (rows < 2 || squaresLeft === 0 || squaresRight === 0) return undefined;
  return Math.max(-1, Math.min(1, both / Math.sqrt(squaresLeft * squaresRight)));
}

/**
 * Spearman's rank correlation, -1 (one falls as the other rises) to 1 (they rise together), whatever the shape of the
 * curve: Pearson's correlation of the mid-ranks. Pairs with a missing side (NaN) are left out. Undefined when a side does
 * not vary.
 *
 * @example
 * assert.equal(spearman([1, 2, 3, 4, 5], [1, 3, 2, 5, 4])?.toFixed(6), "0.800000");
 */
export function spearman(left: ArrayLike<number>, right: ArrayLike<number>): number | undefined {
  const kept: number[] = [];
  for (let i = 0; i < left.length; i++) if (!Number.isNaN(left[i]) && !Number.isNaN(right[i])) kept.push(i);
  return pearson(midRanks(kept.map((i) => left[i])), midRanks(kept.map((i) => right[i])));
}
