/** The Gaussian mechanism: how much normal noise a guarantee needs, exactly. */

import { checkNumber } from "../base/check";
import { logErfc } from "../stats/log-erfc";

const ACTION = "Cannot calibrate Gaussian noise";

/**
 * The smallest delta at which a value of sensitivity 1 with normal noise of standard deviation sigma is private with this
 * epsilon: Phi(1/(2 sigma) - epsilon sigma) - e^epsilon Phi(-1/(2 sigma) - epsilon sigma) (Balle and Wang 2018, theorem 8).
 *
 * @returns 0 to 1; less noise, more delta
 * @example
 * assert.ok(Math.abs(gaussianDelta({ epsilon: 1, sigma: 1 / 3 }) - 0.7876007414) < 1e-9);
 */
export function gaussianDelta({ epsilon, sigma }: { readonly epsilon: number; readonly sigma: number }): number {
  checkNumber(ACTION, "epsilon", epsilon, 0, Number.MAX_VALUE);
  checkNumber(ACTION, "sigma", sigma, 0, Number.MAX_VALUE);
  if (sigma === 0) return 1;
  const first = logPhi(1 / (2 * sigma) - epsilon * sigma);
  const second = epsilon + logPhi(-1 / (2 * sigma) - epsilon * sigma);
  // the second term is the smaller one: the difference is taken before leaving the logarithms
  return second >= first ? 0 : Math.exp(first) * -Math.expm1(second - first);
}

/**
 * The least standard deviation of normal noise that makes a value of sensitivity 1 (epsilon, delta)-private: the exact one,
 * smaller than the classic sqrt(2 ln(1.25 / delta)) / epsilon, and valid for every epsilon (Balle and Wang 2018, algorithm 1).
 *
 * @example
 * assert.ok(Math.abs(gaussianSigma({ epsilon: 1, delta: 1e-5 }) - 3.7306316348) < 1e-8);
 */
export function gaussianSigma({ epsilon, delta }: { readonly epsilon: number; readonly delta: number }): number {
  checkNumber(ACTION, "epsilon", epsilon, 1e-9, Number.MAX_VALUE);
  checkNumber(ACTION, "delta", delta, 1e-300, 1);
  return leastWhere((sigma) => gaussianDelta({ epsilon, sigma }) <= delta);
}

/** The epsilon of normal noise of standard deviation sigma on a value of sensitivity 1, at this delta. */
export function gaussianEpsilon({ sigma, delta }: { readonly sigma: number; readonly delta: number }): number {
  checkNumber(ACTION, "sigma", sigma, 1e-9, Number.MAX_VALUE);
  checkNumber(ACTION, "delta", delta, 1e-300, 1);
  if (gaussianDelta({ epsilon: 0, sigma }) <= delta) return 0;
  return leastWhere((epsilon) => gaussianDelta({ epsilon, sigma }) <= delta);
}

/** The point that a standard normal number exceeds with this probability. */
export function normalUpperPoint(probability: number): number {
  checkNumber("Cannot find the upper point of a normal law", "the probability", probability, 1e-300, 0.5);
  return leastWhere((x) => logPhi(-x) <= Math.log(probability));
}

/** The least positive number for which a rising condition holds, to double precision. */
function leastWhere(holds: (x: number) => boolean): number {
  let high = 1;
  while (!holds(high)) high *= 2;
  let low = 0;
  for (let i = 0; i < 200 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function logPhi(x: number): number {
  return logErfc(-x / Math.SQRT2) - Math.LN2;
}
