/** Where the noise of differential privacy comes from: the entropy of the system, or a seed for tests and lessons. */

import { randomFillSync } from "node:crypto";
import { Rng } from "../base/random";

/** A stream of random numbers; an `Rng` is one too. */
export interface NoiseSource {
  /** Uniform on [0, 1), all 53 bits random. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

const WORDS = 2048;

/**
 * Numbers from the system's entropy (`node:crypto`), which nobody can foretell or repeat: what a guarantee needs.
 *
 * Research grade: the noise is made in floating point, whose gaps can betray the value under it to an attacker who sees
 * exact outputs (Mironov 2012). Nothing that this library releases is such an output, but nobody has audited it.
 */
export function secureNoise(): NoiseSource {
  const words = new Uint32Array(WORDS);
  let next = WORDS;
  const word = (): number => {
    if (next === WORDS) {
      randomFillSync(words);
      next = 0;
    }
    return words[next++];
  };
  const uniform = (): number => ((word() >>> 5) * 0x4000000 + (word() >>> 6)) / 0x20000000000000;
  return { uniform, normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()) };
}

/** Secure noise, or with a seed noise that is the same each time, and thereby hides nothing from who knows the seed. */
export function noiseSource(seed?: number): NoiseSource {
  return seed === undefined ? secureNoise() : new Rng(seed).fork("noise");
}
