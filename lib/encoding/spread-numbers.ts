/**
 * Distinct whole numbers that lie as densely as the identifiers of a training: between blurred quantiles, none twice, none
 * looked up. Number n is computed from n alone, so that blocks of rows need not know of each other.
 */

import { sketchQuantiles } from "./quantile-sketch";

/** Segments between whole numbers, and how many of the training's identifiers lie in each. */
export interface Spread {
  /** The first whole number of each segment, ascending, and the one after the last segment. */
  readonly starts: readonly number[];
  readonly rows: readonly number[];
}

const MOST_SEGMENTS = 64;
/** Wider segments are taken in steps, so that the arithmetic stays exact. */
const MOST_PLACES = 2 ** 40;
const ROUNDS = 4;

/** The spread of ascending whole numbers; undefined when there are too few to show any. */
export function spreadOf(sorted: Float64Array, threshold: number, least: number): Spread | undefined {
  if (sorted.length < 3 * threshold) return undefined;
  const { knots, rows } = sketchQuantiles({ sorted, all: sorted, shared: new Map(), decimals: 0 }, threshold, MOST_SEGMENTS);
  const last = knots.length - 1;
  // the knots leave out about 1.5 thresholds of rows at each end: the ends go on as densely as the segments before them
  const beyond = (segment: number): number => (1.5 * threshold * (knots[segment + 1] - knots[segment])) / rows[segment];
  const ends = knots.slice();
  if (threshold > 1) {
    ends[0] = Math.max(least, knots[0] - beyond(0));
    ends[last] = Math.min(Number.MAX_SAFE_INTEGER, knots[last] + beyond(last - 1));
  }
  return { starts: ends.map(Math.ceil), rows };
}

/** Number n, from 0: a whole number that no other n has. `uniform` fills the steps of very wide segments. */
export function spreadNumber({ starts, rows }: Spread, n: number, salt: number, uniform: number): number {
  const total = rows.reduce((sum, count) => sum + count, 0);
  const round = Math.floor(n / total);
  let left = shuffledIndex(n % total, total, salt);
  let segment = 0;
  while (left >= rows[segment]) left -= rows[segment++];
  const width = starts[segment + 1] - starts[segment];
  const places = Math.min(width, MOST_PLACES);
  const place = round * rows[segment] + left;
  // a full segment: go on after the last one
  if (place >= places) return starts[starts.length - 1] + n;
  const step = Math.floor(width / places);
  return starts[segment] + shuffledIndex(place, places, salt + segment + 1) * step + Math.floor(uniform * step);
}

/** The place of `index` in a fixed shuffle of 0 to count - 1: a Feistel network, walked until it lands below count. */
function shuffledIndex(index: number, count: number, salt: number): number {
  const half = 2 ** Math.max(1, Math.ceil(Math.log2(Math.max(2, count)) / 2));
  let place = index;
  do {
    let left = Math.floor(place / half);
    let right = place % half;
    for (let round = 0; round < ROUNDS; round++) [left, right] = [right, (left + scrambled(right, salt + round * 0x9e3779b1)) % half];
    place = left * half + right;
  } while (place >= count);
  return place;
}

/** MurmurHash3's finaliser: a whole number below 2^32 that changes wildly with its arguments. */
function scrambled(value: number, salt: number): number {
  let hash = Math.imul(value, 0x85ebca6b) ^ (salt | 0);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
