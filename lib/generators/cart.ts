import { type Column, takeCells } from "../table/column";
import { Table } from "../table/table";
import { type Binning, binningOf } from "./binning";
import { family } from "./generator";
import { growTree, leafOf, type Tree } from "./grow-tree";

/**
 * Sequential trees: the first column is drawn from its own cells; each next one from a decision tree that has learned to
 * predict it from the columns before. A leaf gives the cell of one of its training rows, so rules that a tree can see hold,
 * and every cell is a cell of some real row.
 *
 *   p(row) = p(c1) p(c2 | c1) p(c3 | c1, c2) ...
 *
 * Source: Reiter, "Using CART to generate partially synthetic public use microdata" (2005), section 3; Nowok, Raab and
 * Dibben, "synthpop" (2016), section 3.1.
 */
export const cart = family("cart", async (table, { turn }) => {
  const bins = table.columns.map((column) => binningOf(column, 32));
  const trees: Tree[] = [];
  for (let target = 0; target < bins.length; target++) {
    await turn(target, bins.length);
    trees.push(growTree(bins.slice(0, target), bins[target]));
  }
  return async (rows, rng, pause) => {
    const codes: Int32Array[] = [];
    const columns: Column[] = [];
    for (const [target, column] of table.columns.entries()) {
      await pause(target, bins.length);
      const stream = rng.fork(column.name);
      const donors = new Int32Array(rows);
      for (let i = 0; i < rows; i++) {
        const members = leafOf(trees[target], (feature) => codes[feature][i]);
        donors[i] = members[stream.integer(members.length)];
      }
      codes.push(codesAt(bins[target], donors));
      columns.push(takeCells(column, donors));
    }
    return new Table(columns, rows);
  };
});

function codesAt({ codes }: Binning, rows: Int32Array): Int32Array {
  return rows.map((row) => codes[row]);
}
