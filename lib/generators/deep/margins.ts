/**
 * Margins set right. What a small network draws has slightly wrong shares in every column. So each mode gets a factor, such
 * that the weighted shares are those of the training rows, column by column in turn until nothing moves; a drawn row is then
 * kept with a probability in proportion to the product of its factors. Positions within a mode are read by their rank.
 *
 * Source: Deming and Stephan, "On a least squares adjustment of a sampled frequency table" (1940), section 5 (raking).
 */

import type { Rng } from "../../base/random";

/** What a network draws: a mode for each column, and a position for those columns that have one. */
export interface Drawn {
  readonly modes: readonly Int32Array[];
  readonly positions: readonly (Float64Array | undefined)[];
}

export interface Margins {
  /** The drawn rows to keep. */
  readonly keep: (drawn: Drawn, rng: Rng) => Int32Array;
  /** How far up in its mode each position lies among all that the network draws, 0 to 1. */
  readonly shares: (drawn: Drawn, column: number) => Float64Array | undefined;
}

const ROUNDS = 20;
/** A weight counts at most this many times the mean, and no more than this share of the rows have: rarer rows are not worth the draws. */
const [GREATEST_WEIGHT, WITHIN] = [3, 0.99];

/** Learns the factors and ranks from a pool of drawn rows. */
export function marginsOf(training: readonly Int32Array[], pool: Drawn): Margins {
  const { factors, greatest } = rake(training, pool.modes);
  const sorted = pool.positions.map((positions, c) => positions && byMode(positions, pool.modes[c], factors[c].length));
  return {
    keep: ({ modes }, rng) => {
      const rows = Array.from({ length: modes[0]?.length ?? 0 }, (_, i) => i);
      return Int32Array.from(
        rows.filter((i) => rng.uniform() * greatest < modes.reduce((product, codes, c) => product * factors[c][codes[i]], 1)),
      );
    },
    shares: ({ modes, positions }, c) => positions[c]?.map((position, i) => rankIn(sorted[c]?.[modes[c][i]] ?? [], position)),
  };
}

function rake(training: readonly Int32Array[], pool: readonly Int32Array[]): { factors: readonly Float64Array[]; greatest: number } {
  const rows = pool[0]?.length ?? 0;
  const targets = training.map((codes) => sharesOf(codes, 1 + codes.reduce((most, code) => Math.max(most, code), 0)));
  const factors = targets.map((target) => new Float64Array(target.length).fill(1));
  const weights = new Float64Array(rows).fill(1);
  for (let round = 0; round < ROUNDS; round++) {
    targets.forEach((target, c) => {
      const found = sharesOf(pool[c], target.length, weights);
      const change = target.map((share, k) => (found[k] > 0 ? share / found[k] : 1));
      change.forEach((factor, k) => (factors[c][k] *= factor));
      for (let i = 0; i < rows; i++) weights[i] *= change[pool[c][i]];
    });
  }
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, rows);
  const nearlyAll = weights.slice().sort()[Math.floor(WITHIN * Math.max(0, rows - 1))] ?? 1;
  return { factors, greatest: Math.min(GREATEST_WEIGHT * mean, nearlyAll) };
}

function sharesOf(codes: Int32Array, count: number, weights?: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  codes.forEach((code, i) => (sums[code] += weights?.[i] ?? 1));
  const total = sums.reduce((sum, value) => sum + value, 0);
  return sums.map((value) => value / total);
}

function byMode(positions: Float64Array, modes: Int32Array, count: number): readonly Float64Array[] {
  const members: number[][] = Array.from({ length: count }, () => []);
  positions.forEach((position, i) => members[modes[i]].push(position));
  return members.map((own) => Float64Array.from(own).sort());
}

/** The share of the sorted numbers below this one. */
function rankIn(sorted: ArrayLike<number>, position: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < position) low = middle + 1;
    else high = middle;
  }
  return sorted.length === 0 ? 0.5 : (low + 0.5) / (sorted.length + 1);
}
