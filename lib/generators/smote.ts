import { checkInteger, checkOptions } from "../base/check";
import { Table } from "../table/table";
import { between } from "./between-rows";
import { family, type Generator } from "./generator";
import { distancesIn, MOST_CANDIDATES, nearest } from "./row-neighbours";

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
  return family("smote", (table, { rng: trainRng }) => {
    const candidates = trainRng.permutation(table.rowCount).subarray(0, MOST_CANDIDATES);
    const distances = distancesIn(table, candidates);
    const found = new Map<number, Int32Array>();
    const neighboursOf = (row: number): Int32Array => {
      const known = found.get(row) ?? nearest(distances(row), candidates, row, neighbours);
      found.set(row, known);
      return known;
    };
    return async (rows, rng, turn) => {
      const first = new Int32Array(rows);
      const second = new Int32Array(rows);
      const share = new Float64Array(rows);
      for (let i = 0; i < rows; i++) {
        await turn(i, rows);
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
