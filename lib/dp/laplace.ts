/** The Laplace mechanism: a number with noise that hides any one row, without a delta. */

import { checkNumber } from "../base/check";
import { type NoiseSource, secureNoise } from "./noise-source";

export interface LaplaceOptions {
  readonly epsilon: number;
  /** By how much one row more or less can move the value; 1 for a count. */
  readonly sensitivity?: number;
  /** Default: the entropy of the system. */
  readonly noise?: NoiseSource;
}

/**
 * The value plus noise of density exp(-|x| / b) / 2b with b = sensitivity / epsilon: epsilon-differentially private (Dwork,
 * McSherry, Nissim and Smith 2006, section 3).
 *
 * @example
 * const noisy = Array.from({ length: 999 }, () => laplace(100, { epsilon: 1 })).sort((a, b) => a - b);
 * assert.ok(Math.abs(noisy[499] - 100) < 1);
 */
export function laplace(value: number, { epsilon, sensitivity = 1, noise = secureNoise() }: LaplaceOptions): number {
  checkNumber("Cannot add Laplace noise", "epsilon", epsilon, Number.MIN_VALUE, Number.MAX_VALUE);
  checkNumber("Cannot add Laplace noise", "sensitivity", sensitivity, 0, Number.MAX_VALUE);
  // the difference of two exponential numbers has this law
  const difference = Math.log(1 - noise.uniform()) - Math.log(1 - noise.uniform());
  return value + (sensitivity / epsilon) * difference;
}
