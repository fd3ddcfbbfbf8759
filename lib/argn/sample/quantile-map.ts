/** Moving one group's distribution onto another, rank by rank. */

/**
 * Each value of the group, replaced by the value of the population at the same rank: the group then has the population's
 * distribution, and its order stays. Ranks are those of the middle of equal values; between two population values the
 * map is linear.
 *
 * @param group values of the group
 * @param population values of everybody, ascending
 */
export function mapQuantiles(group: Float64Array, population: Float64Array): Float64Array {
  const order = Array.from(group.keys()).sort((a, b) => group[a] - group[b] || a - b);
  const mapped = new Float64Array(group.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && group[order[end]] === group[order[start]]) end++;
    const value = quantile(population, (start + end) / 2 / order.length);
    for (let k = start; k < end; k++) mapped[order[k]] = value;
    start = end;
  }
  return mapped;
}

function quantile(ascending: Float64Array, rank: number): number {
  const position = Math.min(ascending.length - 1, Math.max(0, rank * ascending.length - 0.5));
  const below = Math.floor(position);
  const above = Math.min(ascending.length - 1, below + 1);
  return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
}
