/** The nearest rows of a row, whatever its columns hold: the distance of SMOTE-NC. */

import type { Table } from "../table/table";
import type { Column } from "../table/column";

/** Neighbours are looked for among this many rows, drawn by chance when there are more. */
export const MOST_CANDIDATES = 3000;

/** The distance of a row to the candidates, column by column. */
export function distancesIn(table: Table, candidates: Int32Array): (row: number) => Float64Array {
  const parts = table.columns.map((column) => distanceAlong(column, candidates));
  return (row) => {
    const distance = new Float64Array(candidates.length);
    for (const add of parts) add(row, distance);
    return distance;
  };
}

/** Adds the squared difference to every candidate in one column; a missing cell differs by 1 from one that is there. */
function distanceAlong(column: Column, candidates: Int32Array): (row: number, distance: Float64Array) => void {
  if (column.type === "string" || column.type === "boolean") {
    const codes = Int32Array.from(column.type === "string" ? column.codes : column.values);
    const others = candidates.map((other) => codes[other]);
    return (row, distance) => {
      for (let k = 0; k < distance.length; k++) if (others[k] !== codes[row]) distance[k]++;
    };
  }
  const present = column.values.filter((value) => !Number.isNaN(value));
  const mean = present.reduce((sum, value) => sum + value / present.length, 0);
  const deviation = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2 / present.length, 0));
  const points = column.values.map((value) => (deviation === 0 ? value - mean : (value - mean) / deviation));
  const others = Float64Array.from(candidates, (other) => points[other]);
  return (row, distance) => {
    const own = points[row];
    for (let k = 0; k < distance.length; k++) {
      const difference = others[k] - own;
      if (!Number.isNaN(difference)) distance[k] += difference * difference;
      else if (Number.isNaN(others[k]) !== Number.isNaN(own)) distance[k]++;
    }
  };
}

/** The candidates with the smallest distances, without the row itself. */
export function nearest(distance: Float64Array, candidates: Int32Array, row: number, count: number): Int32Array {
  const best: number[] = [];
  for (let k = 0; k < distance.length; k++) {
    if (candidates[k] === row || (best.length === count && distance[k] >= distance[best[count - 1]])) continue;
    let place = Math.min(best.length, count - 1);
    while (place > 0 && distance[best[place - 1]] > distance[k]) {
      best[place] = best[place - 1];
      place--;
    }
    best[place] = k;
  }
  return Int32Array.from(best, (k) => candidates[k]);
}
