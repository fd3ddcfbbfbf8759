/** Which rows belong together. */

import { distinctRowCodes } from "./distinct-codes";
import type { Row, Table } from "./table";

export interface RowGroup {
  /** The cells that the rows of the group have in common. */
  readonly key: Row;
  /** The indices of its rows, in the order of the table. */
  readonly rows: Int32Array;
}

/**
 * The rows that are equal in these columns, group by group, in order of first appearance. A missing cell equals a missing
 * cell. `table.take(group.rows)` is the table of a group.
 *
 * @example
 * const visits = Table.of({ patient: ["a", "b", "a"], pulse: [70, 66, 74] });
 * assert.deepEqual(groupRows(visits, ["patient"]).map((group) => [group.key.patient, [...group.rows]]), [["a", [0, 2]], ["b", [1]]]);
 */
export function groupRows(table: Table, names: readonly string[]): readonly RowGroup[] {
  const keys = table.select(names);
  const { codes, count, firstRows } = distinctRowCodes(keys.columns, table.rowCount);
  const sizes = new Int32Array(count);
  for (const code of codes) sizes[code]++;
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(count);
  codes.forEach((code, row) => (rows[code][filled[code]++] = row));
  return rows.map((members, code) => ({ key: keys.row(firstRows[code]), rows: members }));
}
