/** Probabilities of the bivariate standard normal distribution. */

import { logErfc } from "./log-erfc";

/**
 * P(X <= x) of a standard normal X, to about 13 digits.
 *
 * @example
 * assert.ok(Math.abs(normalDistribution(1.96) - 0.9750021) < 1e-7);
 */
export function normalDistribution(x: number): number {
  return 0.5 * Math.exp(logErfc(-x / Math.SQRT2));
}

/**
 * P(X <= x and Y <= y) of two standard normal variables with this correlation, 0 to 1 (Plackett's identity):
 *
 *   F(x) F(y) + 1/(2 pi) times the integral, from 0 to asin(correlation), of
 *   exp(-(x^2 + y^2 - 2 x y sin t) / (2 cos^2 t)) dt
 *
 * by Gauss and Legendre's rule on pieces that grow finer towards a correlation of 1 (Genz 2004, "Numerical computation of
 * rectangular bivariate and trivariate normal and t probabilities", section 2).
 *
 * @example
 * assert.ok(Math.abs(bivariateNormal(0, 0, 0.5) - 1 / 3) < 1e-12);
 */
export function bivariateNormal(x: number, y: number, correlation: number): number {
  if (correlation >= 1) return normalDistribution(Math.min(x, y));
  const end = Math.asin(correlation);
  const height = (t: number): number => Math.exp(-(x * x + y * y - 2 * x * y * Math.sin(t)) / (2 * Math.cos(t) ** 2));
  let integral = 0;
  let from = 0;
  // each piece is half of what is left to a right angle, so that the steep end is well resolved
  while (from < end) {
    const to = Math.min(end, from + Math.max((Math.PI / 2 - from) / 2, 1e-6));
    const middle = (from + to) / 2;
    const half = (to - from) / 2;
    for (let k = 0; k < NODES.length; k++)
      integral += WEIGHTS[k] * half * (height(middle - half * NODES[k]) + height(middle + half * NODES[k]));
    from = to;
  }
  return normalDistribution(x) * normalDistribution(y) + integral / (2 * Math.PI);
}

// the positive nodes of the rule with ten nodes (Abramowitz and Stegun 1964, table 25.4)
const NODES = [0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717];
const WEIGHTS = [0.2955242247147529, 0.2692667193099963, 0.219086362515982, 0.1494513491505806, 0.0666713443086881];
