import { takeCells } from "../table/column";
import { Table } from "../table/table";
import { family } from "./generator";

/**
 * Every column in its own random order: each column keeps exactly its cells, and all that holds between columns is lost.
 * More rows than the table has begin a new shuffle.
 *
 * @example
 * const table = Table.of({ letter: ["a", "b", "c"], number: [1, 2, 3] });
 * const synthetic = await (await shuffle.train(table)).sample(3, { seed: 5 });
 * assert.deepEqual([...synthetic.rows()].map((row) => row.number).sort(), [1, 2, 3]);
 */
export const shuffle = family("shuffle", (table) => (rows, rng) => {
  const columns = table.columns.map((column) => {
    const stream = rng.fork(column.name);
    const order = new Int32Array(rows);
    for (let start = 0; start < rows; start += table.rowCount) {
      order.set(stream.permutation(table.rowCount).subarray(0, rows - start), start);
    }
    return takeCells(column, order);
  });
  return new Table(columns, rows);
});
