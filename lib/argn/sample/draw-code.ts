/** From a network's probabilities to one code: the sampling controls, and the draw. */

import { realPower } from "../../base/power";
import type { Draw } from "../engine";

/** What a caller may do to the probabilities before a code is drawn. */
export type Controls = Pick<Draw, "temperature" | "topP" | "fixed">;

const LEAST_TEMPERATURE = 0.001;

/**
 * Applies temperature, then top-p, then the prescribed shares, in place. This order makes prescribed shares hold
 * exactly, whatever the temperature. What is not a probability (NaN, negative, infinite) counts as 0; if nothing is
 * left, all codes are equally likely.
 *
 * @param shares probabilities of the codes of one row, [K]; they sum to 1 afterwards
 */
export function adjustProbabilities(shares: Float32Array, { temperature, topP, fixed }: Controls): void {
  if (temperature !== 1) sharpen(shares, Math.max(temperature, LEAST_TEMPERATURE));
  if (topP < 1) keepNucleus(shares, topP);
  if (fixed !== undefined) prescribe(shares, fixed);
  normalise(shares);
}

/** The code at which the running sum of the shares passes u, for u on [0, 1). */
export function drawCode(shares: Float32Array, u: number): number {
  let sum = 0;
  let last = 0;
  for (let code = 0; code < shares.length; code++) {
    if (shares[code] <= 0) continue;
    sum += shares[code];
    last = code;
    if (u < sum) return code;
  }
  return last;
}

/** p becomes p^(1/T), relative to the largest so that nothing underflows. */
function sharpen(shares: Float32Array, temperature: number): void {
  const largest = Math.max(...shares);
  if (!(largest > 0)) return;
  for (let code = 0; code < shares.length; code++) shares[code] = realPower(Math.max(shares[code], 0) / largest, 1 / temperature);
}

/** Drops every code whose more likely codes hold more than `topP` together; the likeliest code always stays. */
function keepNucleus(shares: Float32Array, topP: number): void {
  normalise(shares);
  const ranked = Array.from(shares.keys()).sort((a, b) => shares[b] - shares[a] || a - b);
  let before = 0;
  for (const code of ranked) {
    const share = shares[code];
    if (before > topP) shares[code] = 0;
    before += share;
  }
}

/** Gives the fixed codes their shares and scales the others to what is left. */
function prescribe(shares: Float32Array, fixed: Float64Array): void {
  let fixedSum = 0;
  let freeSum = 0;
  for (let code = 0; code < shares.length; code++) {
    if (Number.isNaN(fixed[code])) freeSum += usable(shares[code]);
    else fixedSum += fixed[code];
  }
  const left = Math.max(0, 1 - fixedSum);
  const free = fixed.reduce((count, share) => count + (Number.isNaN(share) ? 1 : 0), 0);
  for (let code = 0; code < shares.length; code++) {
    if (!Number.isNaN(fixed[code])) shares[code] = fixed[code];
    else shares[code] = freeSum > 0 ? (usable(shares[code]) * left) / freeSum : left / free;
  }
}

function normalise(shares: Float32Array): void {
  let sum = 0;
  for (let code = 0; code < shares.length; code++) {
    shares[code] = usable(shares[code]);
    sum += shares[code];
  }
  if (sum > 0) for (let code = 0; code < shares.length; code++) shares[code] /= sum;
  else shares.fill(1 / shares.length);
}

function usable(share: number): number {
  return share > 0 && share < Infinity ? share : 0;
}
