/** The key of a step's noise. */

import { randomFillSync } from "node:crypto";
import { mix } from "./mix";

/**
 * Eight words: fresh ones from the system's entropy, as a privacy guarantee needs, or with a seed those that the seed
 * and the number of the step fix.
 */
export function noiseKey(seed: number | undefined, step: number): Int32Array {
  const key = new Int32Array(8);
  if (seed === undefined) return randomFillSync(key);
  for (let i = 0; i < key.length; i++) key[i] = mix(mix(mix(Math.imul(i + 1, 0x9e3779b1) ^ seed) + step) ^ Math.floor(seed / 2 ** 32));
  return key;
}
