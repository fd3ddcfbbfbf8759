/** What many noisy steps cost together, and how much noise a budget needs. */

import { checkInteger, checkNumber } from "../base/check";
import { subsampledGaussianRdp } from "./renyi";

/** Steps of one kind. */
export interface NoisySteps {
  /** Probability with which each row takes part in a step, q. */
  readonly sampleRate: number;
  /** Standard deviation of the noise, in clipping bounds: the noise multiplier sigma. */
  readonly noise: number;
  readonly steps: number;
}

/** A guarantee: the chance to tell a neighbour apart is bounded by e^epsilon, but for a probability of delta. */
export interface PrivacyCost {
  readonly epsilon: number;
  readonly delta: number;
  /** The Renyi order that gave the bound. */
  readonly order: number;
}

/** 1.1 to 10.9 by tenths, 11 to 63, and powers of two for much noise or few steps. */
const ORDERS: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => 1 + (i + 1) / 10),
  ...Array.from({ length: 53 }, (_, i) => 11 + i),
  ...[128, 256, 512, 1024],
];

/**
 * Epsilon of some steps at this delta, by Renyi accounting: the divergences of the steps add up order by order, and the
 * best order is turned into epsilon by
 *
 *   epsilon = r + ln((alpha - 1) / alpha) - (ln delta + ln alpha) / (alpha - 1)
 *
 * (Canonne, Kamath and Steinke 2020, arXiv 2004.00010, proposition 12). An upper bound: the true epsilon is not larger.
 * Adjacency: one row more or less. Each step must draw its rows independently (Poisson sampling).
 *
 * @example
 * const { epsilon } = privacyCost([{ sampleRate: 256 / 60000, noise: 1.1, steps: 14062 }], 1e-5);
 * assert.ok(Math.abs(epsilon - 2.5965559) < 1e-6);
 */
export function privacyCost(steps: readonly NoisySteps[], delta: number): PrivacyCost {
  checkNumber("Cannot account for privacy", "delta", delta, Number.MIN_VALUE, 1);
  for (const { sampleRate, noise, steps: number } of steps) {
    checkNumber("Cannot account for privacy", "sampleRate", sampleRate, 0, 1);
    checkNumber("Cannot account for privacy", "noise", noise, 0, 1e9);
    checkInteger("Cannot account for privacy", "steps", number, 0);
  }
  let best: PrivacyCost = { epsilon: Infinity, delta, order: NaN };
  for (const order of ORDERS) {
    const divergence = steps.reduce((sum, step) => (step.steps === 0 ? sum : sum + step.steps * subsampledGaussianRdp(step, order)), 0);
    const epsilon = divergence === 0 ? 0 : Math.max(0, epsilonOf(divergence, order, delta));
    if (epsilon < best.epsilon) best = { epsilon, delta, order };
  }
  return best;
}

/**
 * The smallest noise multiplier, to 0.001, with which the steps cost at most `epsilon`, together with what else is spent.
 *
 * @param beside mechanisms that draw on the same budget
 * @throws {RangeError} when no noise multiplier up to 10,000 is enough
 * @example
 * const noise = noiseFor({ sampleRate: 0.04, steps: 2250 }, { epsilon: 8, delta: 1e-5 });
 * assert.ok(privacyCost([{ sampleRate: 0.04, steps: 2250, noise }], 1e-5).epsilon <= 8);
 */
export function noiseFor(
  { sampleRate, steps }: Omit<NoisySteps, "noise">,
  { epsilon, delta }: { epsilon: number; delta: number },
  beside: readonly NoisySteps[] = [],
): number {
  const enough = (noise: number): boolean => privacyCost([...beside, { sampleRate, steps, noise }], delta).epsilon <= epsilon;
  let high = 1;
  while (!enough(high)) {
    high *= 2;
    if (high > 10_000) {
      throw new RangeError(
        `Cannot reach epsilon ${epsilon} at delta ${delta} in ${steps} steps with any noise: allow a larger epsilon or delta, or fewer steps`,
      );
    }
  }
  let low = high === 1 ? 0 : high / 2;
  while (high - low > 0.001) {
    const middle = (low + high) / 2;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function epsilonOf(divergence: number, order: number, delta: number): number {
  return divergence + Math.log((order - 1) / order) - (Math.log(delta) + Math.log(order)) / (order - 1);
}
