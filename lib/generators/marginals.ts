import { Table } from "../table/table";
import { family } from "./generator";
import { marginalOf } from "./marginal";

/**
 * Every column drawn from its own cells, independently of the others: the columns look right one by one, and all that
 * holds between them is lost. The baseline that every generator must beat.
 *
 * @example
 * const synthetic = await (await marginals.train(Table.of({ city: ["Ulm", "Ulm"] }))).sample(4);
 * assert.equal(synthetic.cell(3, "city"), "Ulm");
 */
export const marginals = family("marginals", (table) => {
  const laws = table.columns.map((column) => marginalOf(column));
  return (rows, rng) => {
    const columns = laws.map((law, j) => {
      const stream = rng.fork(table.columns[j].name);
      return law.cells(Float64Array.from({ length: rows }, () => stream.uniform()));
    });
    return new Table(columns, rows);
  };
});
