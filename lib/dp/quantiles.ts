/** Quantiles under differential privacy, by the exponential mechanism. */

import { checkNumber } from "../base/check";
import { type NoiseSource, secureNoise } from "./noise-source";

export interface QuantileOptions {
  readonly epsilon: number;
  /** The values are clipped to these bounds, which must not come from the values themselves. */
  readonly low: number;
  readonly high: number;
  /** Default: the entropy of the system. */
  readonly noise?: NoiseSource;
}

/**
 * Quantiles at these positions (0 to 1), together epsilon-private. Each is drawn from the gaps between neighbouring
 * values: a gap weighs its length times exp(-epsilon |rank - wanted rank| / 2), and the quantile is a random point of the
 * gap that comes up (Smith 2011, algorithm 2). One row more moves the distance of ranks by 1 at most. Epsilon is split
 * evenly over the positions; the results are sorted.
 *
 * @example
 * const ages = Float64Array.from({ length: 3000 }, (_, i) => 17 + (i % 71));
 * const [median] = privateQuantiles(ages, [0.5], { epsilon: 1, low: 0, high: 120 });
 * assert.ok(Math.abs(median - 52) < 3);
 */
export function privateQuantiles(values: Float64Array, positions: readonly number[], options: QuantileOptions): number[] {
  const { epsilon, low, high, noise = secureNoise() } = options;
  checkNumber("Cannot compute quantiles", "epsilon", epsilon, Number.MIN_VALUE, Number.MAX_VALUE);
  if (!(low < high)) throw new RangeError(`Cannot compute quantiles: the bounds are ${low} and ${high}, the first must be lower`);
  const inside = values.filter((value) => !Number.isNaN(value)).map((value) => Math.min(high, Math.max(low, value)));
  const sorted = Float64Array.of(low, ...inside.sort(), high);
  return positions.map((position) => quantile(sorted, position, epsilon / positions.length, noise)).sort((a, b) => a - b);
}

function quantile(sorted: Float64Array, position: number, epsilon: number, noise: NoiseSource): number {
  checkNumber("Cannot compute quantiles", "a position", position, 0, 1);
  const gaps = sorted.length - 1;
  const wanted = position * (gaps - 1);
  // the largest of the logarithms of the weights plus Gumbel noise: a draw by weight that never overflows
  let best = 0;
  let bestScore = -Infinity;
  for (let gap = 0; gap < gaps; gap++) {
    const length = sorted[gap + 1] - sorted[gap];
    if (length <= 0) continue;
    const gumbel = -Math.log(-Math.log(noise.uniform() || 2 ** -54));
    const score = Math.log(length) - (epsilon / 2) * Math.abs(gap - wanted) + gumbel;
    if (score > bestScore) [best, bestScore] = [gap, score];
  }
  return sorted[best] + noise.uniform() * (sorted[best + 1] - sorted[best]);
}
