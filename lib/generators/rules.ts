import type { Rng } from "../base/random";
import type { Cell } from "../table/column";
import { type Row, Table } from "../table/table";
import { type Generator, sampler } from "./generator";

/** How a cell follows from the cells before it in the row, and from chance. */
export type CellRule = (row: Row, rng: Rng) => Cell;

/**
 * Handcrafted data: one rule for each column, in order; a rule sees the cells of the row so far. Training looks at nothing,
 * so nothing can leak, and nothing is known but what you wrote.
 *
 * @example
 * const people = rules({
 *   age: (_, rng) => 18 + rng.integer(60),
 *   works: ({ age }) => Number(age) < 65,
 * });
 * const synthetic = await (await people.train(Table.of({}))).sample(5, { seed: 1 });
 * assert.equal(synthetic.rowCount, 5);
 */
export function rules(columns: Readonly<Record<string, CellRule>>): Generator {
  const entries = Object.entries(columns);
  for (const [name, rule] of entries) {
    if (typeof rule !== "function")
      throw new TypeError(`Cannot make rules: that of "${name}" is ${typeof rule}, it must be a function (row, rng) => cell`);
  }
  const trained = sampler("rules", (rows, rng) => {
    const streams = entries.map(([name]) => rng.fork(name));
    const cells: Cell[][] = entries.map(() => []);
    for (let i = 0; i < rows; i++) {
      const row: Record<string, Cell> = {};
      entries.forEach(([name, rule], j) => {
        const cell = rule(row, streams[j]);
        // defineProperty, as a column may be called "__proto__"
        Object.defineProperty(row, name, { value: cell, enumerable: true, configurable: true, writable: true });
        cells[j].push(cell);
      });
    }
    return Table.of(Object.fromEntries(entries.map(([name], j) => [name, cells[j]])));
  });
  return { name: "rules", train: async () => trained };
}
