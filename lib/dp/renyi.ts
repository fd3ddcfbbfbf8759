/** Renyi differential privacy of one noisy step on a random part of the rows. */

import { logErfc } from "../stats/log-erfc";

/**
 * Renyi divergence of order alpha between the outcomes of one step with and without one row, when each row takes part
 * with probability q and the noise has standard deviation sigma times the clipping bound (add or remove one row):
 *
 *   RDP(alpha) = ln A / (alpha - 1),  A = E over z ~ N(0, sigma^2) of ((1 - q) + q exp((2z - 1) / (2 sigma^2)))^alpha
 *
 * Whole orders by the binomial sum, others by the signed double series (Mironov, Talwar and Zhang 2019, arXiv
 * 1908.10530, section 3.3). The series keeps its signs: adding absolute values, as one public implementation does, gives
 * a looser bound and diverges for some parameters.
 *
 * @returns 0 or more; Infinity without noise
 * @example
 * assert.equal(subsampledGaussianRdp({ sampleRate: 1, noise: 2 }, 4), 4 / 8);
 */
export function subsampledGaussianRdp({ sampleRate, noise }: { sampleRate: number; noise: number }, order: number): number {
  if (sampleRate === 0) return 0;
  if (noise === 0) return Infinity;
  if (sampleRate === 1) return order / (2 * noise * noise);
  const logA = Number.isInteger(order) ? logMomentOfWholeOrder(sampleRate, noise, order) : logMoment(sampleRate, noise, order);
  return Math.max(0, logA / (order - 1));
}

function logMomentOfWholeOrder(q: number, sigma: number, order: number): number {
  let sum = -Infinity;
  let logBinomial = 0;
  for (let i = 0; i <= order; i++) {
    sum = logAdd(sum, logBinomial + i * Math.log(q) + (order - i) * Math.log1p(-q) + (i * i - i) / (2 * sigma * sigma));
    logBinomial += Math.log((order - i) / (i + 1));
  }
  return sum;
}

function logMoment(q: number, sigma: number, order: number): number {
  const turn = sigma * sigma * Math.log(1 / q - 1) + 0.5;
  const scale = Math.SQRT2 * sigma;
  let positive = -Infinity;
  let negative = -Infinity;
  let logBinomial = 0;
  let sign = 1;
  for (let i = 0; i < 10_000; i++) {
    const j = order - i;
    const low =
      logBinomial + i * Math.log(q) + j * Math.log1p(-q) + (i * i - i) / (2 * sigma * sigma) + logErfc((i - turn) / scale) - Math.LN2;
    const high =
      logBinomial + j * Math.log(q) + i * Math.log1p(-q) + (j * j - j) / (2 * sigma * sigma) + logErfc((turn - j) / scale) - Math.LN2;
    if (sign > 0) positive = logAdd(positive, logAdd(low, high));
    else negative = logAdd(negative, logAdd(low, high));
    // A is at least 1, so terms below e^-30 no longer count
    if (i > order && Math.max(low, high) < -30) break;
    logBinomial += Math.log(Math.abs(j) / (i + 1));
    if (j < 0) sign = -sign;
  }
  return logSubtract(positive, negative);
}

function logAdd(a: number, b: number): number {
  const [large, small] = a > b ? [a, b] : [b, a];
  return small === -Infinity ? large : large + Math.log1p(Math.exp(small - large));
}

function logSubtract(large: number, small: number): number {
  return small === -Infinity ? large : large + Math.log1p(-Math.exp(small - large));
}
