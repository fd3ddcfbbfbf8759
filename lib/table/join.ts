/** Two tables side by side, by their keys. */

import { checkChoice, checkOptions } from "../base/check";
import { quoteList } from "../base/errors";
import { concat } from "./concat";
import { distinctRowCodes } from "./distinct-codes";
import { isMissing } from "./column";
import { Table } from "./table";

export interface JoinOptions {
  /** The key: columns that both tables have, by the same names. */
  readonly on: readonly string[];
  /** "left" keeps rows of the first table that match nothing, with missing cells; "inner" drops them. */
  readonly kind?: "left" | "inner";
}

/**
 * The rows of `left`, each with the cells of every row of `right` that has the same key: one row for each match, in the
 * order of `left`, then of `right`. A row with a missing cell in its key matches nothing.
 *
 * Errors: no key, a key column that one table lacks or that differs in type, another column that both tables have.
 *
 * @example
 * const patients = Table.of({ id: [1, 2], city: ["Ulm", "Bari"] });
 * const visits = Table.of({ id: [1, 1], pulse: [70, 74] });
 * assert.deepEqual([...join(patients, visits, { on: ["id"] }).rows()], [
 *   { id: 1, city: "Ulm", pulse: 70 },
 *   { id: 1, city: "Ulm", pulse: 74 },
 *   { id: 2, city: "Bari", pulse: null },
 * ]);
 */
export function join(left: Table, right: Table, options: JoinOptions): Table {
  checkOptions("Cannot join", options, ["on", "kind"]);
  const { on, kind = "left" } = options;
  checkChoice("Cannot join", "kind", kind, ["left", "inner"]);
  checkKey(left, right, on);
  const matches = matchesOf(left.select(on), right.select(on));
  const [leftRows, rightRows]: [number[], number[]] = [[], []];
  for (let row = 0; row < left.rowCount; row++) {
    const found = matches(row);
    for (const match of found.length > 0 ? found : kind === "left" ? [-1] : []) {
      leftRows.push(row);
      rightRows.push(match);
    }
  }
  return new Table([...left.take(leftRows).columns, ...right.drop(on).take(rightRows).columns], leftRows.length);
}

function checkKey(left: Table, right: Table, on: readonly string[]): void {
  if (!Array.isArray(on) || on.length === 0)
    throw new RangeError('Cannot join: on is empty; name the columns of the key, such as { on: ["id"] }');
  for (const name of on) for (const table of [left, right]) table.column(name);
  const shared = right.columnNames.filter((name) => left.has(name) && !on.includes(name));
  if (shared.length > 0)
    throw new RangeError(`Cannot join: both tables have ${quoteList(shared)}; rename or drop them in one, or add them to the key`);
}

/** From a row of the left keys to the rows of the right keys that equal it. */
function matchesOf(left: Table, right: Table): (row: number) => readonly number[] {
  const both = concat([left, right]);
  const { codes, count } = distinctRowCodes(both.columns, both.rowCount);
  const hasKey = (row: number): boolean => both.columns.every((column) => !isMissing(column, row));
  const rowsOf: number[][] = Array.from({ length: count }, () => []);
  for (let row = 0; row < right.rowCount; row++) if (hasKey(left.rowCount + row)) rowsOf[codes[left.rowCount + row]].push(row);
  return (row) => rowsOf[codes[row]];
}
