/** The key of a step's noise. Fresh keys come from the system's entropy in stocks, since each look there takes as long as a small kernel; each is used once. */

import { randomFillSync } from "node:crypto";
import { mix } from "./mix";

const WORDS = 8;
const stock = new Int32Array(64 * WORDS);
let used = stock.length;

function freshKey(): Int32Array {
  if (used === stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  const key = stock.slice(used, used + WORDS);
  stock.fill(0, used, used + WORDS);
  used += WORDS;
  return key;
}

/**
 * Eight words: fresh ones from the system's entropy, as a privacy guarantee needs, or with a seed those that the seed
 * and the number of the step fix.
 */
export function noiseKey(seed: number | undefined, step: number): Int32Array {
  if (seed === undefined) return freshKey();
  const key = new Int32Array(WORDS);
  for (let i = 0; i < key.length; i++) key[i] = mix(mix(mix(Math.imul(i + 1, 0x9e3779b1) ^ seed) + step) ^ Math.floor(seed / 2 ** 32));
  return key;
}
