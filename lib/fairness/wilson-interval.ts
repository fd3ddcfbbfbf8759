/** The standard normal quantile of a two-sided 95 % interval. */
const Z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's 95 % interval of a share: it stays within 0 to 1 and holds for few rows too (Wilson 1927).
 *
 * centre = (hits + z^2 / 2) / (rows + z^2), half width = z * sqrt(hits * misses / rows + z^2 / 4) / (rows + z^2)
 */
export function wilsonInterval(hits: number, rows: number): Interval {
  if (rows === 0) return { low: 0, high: 1 };
  const centre = (hits + Z ** 2 / 2) / (rows + Z ** 2);
  const half = (Z * Math.sqrt((hits * (rows - hits)) / rows + Z ** 2 / 4)) / (rows + Z ** 2);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
