/** The middle 90 % of a positive number of which only mean and spread are known. */

const Z_95 = 1.6448536269514722;

/**
 * The 5 % and 95 % quantiles of the gamma distribution with this mean and variance: a good stand-in for a sum of
 * absolute values, which is never negative and skewed when it has few terms. Quantiles by Wilson and Hilferty (1931):
 * the cube root of a gamma number is nearly normal.
 *
 * @example
 * const [low, high] = gammaInterval(100, 25);
 * assert.ok(Math.abs(low - 91.9) < 0.2 && Math.abs(high - 108.4) < 0.2);
 */
export function gammaInterval(mean: number, variance: number): [number, number] {
  if (!(mean > 0) || !(variance > 0)) return [mean, mean];
  const shape = (mean * mean) / variance;
  const quantile = (z: number): number => mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
  return [quantile(-Z_95), quantile(Z_95)];
}
