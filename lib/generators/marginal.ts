/** One column by itself: its cells as points of the unit interval, and back. */

import type { Rng } from "../base/random";
import { type Column, isMissing, takeCells } from "../table/column";

/**
 * The law of a column. The missing cells come first on the unit interval, then the others: numbers and dates in their
 * order, words from the most frequent on.
 */
export interface Marginal {
  /** A point for each training row: uniform over the stretch that belongs to the row's value. */
  readonly points: (rng: Rng) => Float64Array;
  /** The cells at these points. */
  readonly cells: (points: ArrayLike<number>) => Column;
}

/** The law of a column from its cells. */
export function marginalOf(column: Column): Marginal {
  const key = sortKeys(column);
  const order = Int32Array.from({ length: column.length }, (_, i) => i).sort((a, b) => key[a] - key[b] || a - b);
  return {
    points: (rng) => {
      const points = new Float64Array(column.length);
      for (let start = 0; start < order.length;) {
        let end = start;
        while (end < order.length && key[order[end]] === key[order[start]]) end++;
        for (let k = start; k < end; k++) points[order[k]] = (start + rng.uniform() * (end - start)) / order.length;
        start = end;
      }
      return points;
    },
    cells: (points) => {
      const rows = Int32Array.from(
        { length: points.length },
        (_, i) => order[Math.min(order.length - 1, Math.floor(points[i] * order.length))],
      );
      return takeCells(column, rows);
    },
  };
}

/** A number for each cell that puts the column in order; missing cells come first. */
function sortKeys(column: Column): Float64Array {
  const key = new Float64Array(column.length);
  const rank = column.type === "string" ? frequencyRanks(column.codes, column.dictionary.length) : undefined;
  for (let i = 0; i < column.length; i++) {
    if (isMissing(column, i)) key[i] = -Infinity;
    else if (column.type === "string") key[i] = rank?.[column.codes[i]] ?? 0;
    else key[i] = column.values[i];
  }
  return key;
}

/** 0 for the most frequent code, and so on. */
function frequencyRanks(codes: Int32Array, count: number): Float64Array {
  const counts = new Float64Array(count);
  for (const code of codes) if (code >= 0) counts[code]++;
  const order = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  const ranks = new Float64Array(count);
  order.forEach((code, rank) => (ranks[code] = rank));
  return ranks;
}
