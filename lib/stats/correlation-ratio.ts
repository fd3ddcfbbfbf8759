/** How much a category tells about a number. */

/**
 * The correlation ratio eta: the root of the share of a number's variance that lies between the groups, 0 (all groups have
 * the same mean) to 1 (a group determines the number). A pair with a missing side (NaN, group below 0) is left out.
 * Undefined when the number does not vary or there is one group only.
 *
 * eta^2 = sum over groups of n_g (mean_g - mean)^2 / sum (x - mean)^2
 *
 * @example
 * assert.equal(correlationRatio([0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6])?.toFixed(6), "0.878310");
 */
export function correlationRatio(groups: ArrayLike<number>, values: ArrayLike<number>): number | undefined {
  const sums: number[] = [];
  const counts: number[] = [];
  let [total, rows] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const group = groups[i];
    if (group < 0 || !Number.isFinite(values[i])) continue;
    sums[group] = (sums[group] ?? 0) + values[i];
    counts[group] = (counts[group] ?? 0) + 1;
    total += values[i];
    rows++;
  }
  const mean = total / rows;
  let within = 0;
  for (let i = 0; i < values.length; i++) if (groups[i] >= 0 && Number.isFinite(values[i])) within += (values[i] - mean) ** 2;
  if (counts.filter((count) => count > 0).length < 2 || within === 0) return undefined;
  const between = sums.reduce((sum, groupSum, group) => sum + counts[group] * (groupSum / counts[group] - mean) ** 2, 0);
  return Math.min(1, Math.sqrt(between / within));
}
