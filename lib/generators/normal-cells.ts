/** Numbers from a mean, a standard deviation and a range. */

import type { Rng } from "../base/random";
import { written } from "./decimals";

export interface NumberSummary {
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
  readonly decimals: number | undefined;
  /** What the numbers are multiples of: 1, or a day in milliseconds. */
  readonly unit: number;
}

const MOST_TRIES = 50;

/** A normal number within the range: drawn again while it lies outside, and put on the border after 50 tries. */
export function normalCells({ mean, deviation, least, most, decimals, unit }: NumberSummary, rng: Rng): number {
  let value = mean;
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    value = mean + deviation * rng.normal();
    if (value >= least && value <= most) break;
  }
  return Math.min(most, Math.max(least, written(value / unit, decimals) * unit));
}
