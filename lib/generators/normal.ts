/** The standard normal law: share below a point, and point below which a share lies. */

import { errorFunction } from "simple-statistics";

/** Share of a standard normal below z. */
export function normalShare(z: number): number {
  return 0.5 * (1 + errorFunction(z / Math.SQRT2));
}

/**
 * The point below which this share of a standard normal lies; relative error below 1.2e-9.
 *
 * Source: Acklam, "An algorithm for computing the inverse normal cumulative distribution function" (2003).
 */
export function normalPoint(share: number): number {
  if (share > 0.5) return -normalPoint(1 - share);
  const p = Math.max(share, 1e-300);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(tailTop, q) / polynomial(tailBottom, q);
  }
  const q = p - 0.5;
  return (q * polynomial(middleTop, q * q)) / polynomial(middleBottom, q * q);
}

// coefficients from the highest power down
const middleTop = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239,
];
const middleBottom = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1];
const tailTop = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783,
];
const tailBottom = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
