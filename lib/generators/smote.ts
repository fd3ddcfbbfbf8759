import { breather } from "../base/abort";
import { checkInteger, checkOptions } from "../base/check";
import type { Rng } from "../base/random";
import { type Column, datetimeColumn, numberColumn, takeCells } from "../table/column";
import { Table } from "../table/table";
import { decimalsOf, written } from "./decimals";
import { family, type Generator } from "./generator";

/**
 * SMOTE: a synthetic row lies between a row and one of its nearest neighbours. Numbers and dates are mixed, words are those
 * of one of the two. Neighbours are found by numbers in units of their standard deviation and by the share of equal words.
 * Made for a rare class: train it on the rows of that class.
 *
 *   cell = a + u (b - a), u uniform on 0 to 1, the same u for all numbers of the row
 *
 * Source: Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE" (2002), sections 4.2 and 6.1 (SMOTE-NC).
 *
 * @example
 * const rare = Table.of({ age: [30, 40], city: ["Ulm", "Ulm"] });
 * const age = (await (await smote({ neighbours: 1 }).train(rare)).sample(1)).cell(0, "age");
 * assert.ok(typeof age === "number" && age >= 30 && age <= 40);
 */
export function smote(options: { readonly neighbours?: number } = {}): Generator {
  const { neighbours = 5 } = options;
  checkOptions("Cannot make a SMOTE", options, ["neighbours"]);
  checkInteger("Cannot make a SMOTE", "neighbours", neighbours, 1, 1000);
  return family("smote", (table, trainRng) => {
    const candidates = trainRng.permutation(table.rowCount).subarray(0, MOST_CANDIDATES);
    const distances = distancesIn(table, candidates);
    const found = new Map<number, Int32Array>();
    const neighboursOf = (row: number): Int32Array => {
      const known = found.get(row) ?? nearest(distances(row), candidates, row, neighbours);
      found.set(row, known);
      return known;
    };
    return async (rows, rng) => {
      const breathe = breather();
      const first = new Int32Array(rows);
      const second = new Int32Array(rows);
      const share = new Float64Array(rows);
      for (let i = 0; i < rows; i++) {
        await breathe();
        first[i] = rng.integer(table.rowCount);
        const near = neighboursOf(first[i]);
        second[i] = near.length === 0 ? first[i] : near[rng.integer(near.length)];
        share[i] = rng.uniform();
      }
      const columns = table.columns.map((column) => between(column, first, second, share, rng.fork(column.name)));
      return new Table(columns, rows);
    };
  });
}

/** Neighbours are looked for among this many rows, drawn by chance when there are more. */
const MOST_CANDIDATES = 3000;

/** The distance of a row to the candidates, column by column. */
function distancesIn(table: Table, candidates: Int32Array): (row: number) => Float64Array {
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
function nearest(distance: Float64Array, candidates: Int32Array, row: number, count: number): Int32Array {
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

function between(column: Column, first: Int32Array, second: Int32Array, share: Float64Array, rng: Rng): Column {
  const either = first.map((row, i) => (rng.uniform() < 0.5 ? row : second[i]));
  if (column.type === "string" || column.type === "boolean") return takeCells(column, either);
  const { values } = column;
  const decimals = decimalsOf(values.filter((value) => !Number.isNaN(value)));
  const unit = column.type === "datetime" && column.format === "date" ? 86_400_000 : 1;
  const mixed = Float64Array.from(either, (row, i) => {
    const [a, b] = [values[first[i]], values[second[i]]];
    if (Number.isNaN(a) || Number.isNaN(b)) return values[row];
    return written((a + share[i] * (b - a)) / unit, unit === 1 ? decimals : 0) * unit;
  });
  return column.type === "number" ? numberColumn(column.name, mixed) : datetimeColumn(column.name, mixed, column.format);
}
