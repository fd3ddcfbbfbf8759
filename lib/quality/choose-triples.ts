/** Which triples of columns are looked at. */

import type { Rng } from "../base/random";

/** All triples i < j < k of the columns when there are at most `most`, else `most` different ones, drawn at random. */
export function chooseTriples(columns: number, most: number, rng: Rng): readonly (readonly [number, number, number])[] {
  const all = (columns * (columns - 1) * (columns - 2)) / 6;
  if (all > most) return drawTriples(columns, most, rng);
  const triples: [number, number, number][] = [];
  for (let i = 0; i < columns; i++) {
    for (let j = i + 1; j < columns; j++) for (let k = j + 1; k < columns; k++) triples.push([i, j, k]);
  }
  return triples;
}

/** Floyd's sampling of ranks among all triples, without listing them. */
function drawTriples(columns: number, most: number, rng: Rng): [number, number, number][] {
  const all = (columns * (columns - 1) * (columns - 2)) / 6;
  const ranks = new Set<number>();
  for (let last = all - most; last < all; last++) {
    const rank = rng.integer(last + 1);
    ranks.add(ranks.has(rank) ? last : rank);
  }
  return [...ranks].sort((a, b) => a - b).map((rank) => tripleOfRank(rank));
}

/** The combinatorial number system: rank = C(k, 3) + C(j, 2) + i with i < j < k. */
function tripleOfRank(rank: number): [number, number, number] {
  let k = 2;
  while (((k + 1) * k * (k - 1)) / 6 <= rank) k++;
  let left = rank - (k * (k - 1) * (k - 2)) / 6;
  let j = 1;
  while (((j + 1) * j) / 2 <= left) j++;
  left -= (j * (j - 1)) / 2;
  return [left, j, k];
}
