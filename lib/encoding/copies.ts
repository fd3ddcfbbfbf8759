/** Columns that repeat another cell by cell: they come back as copies, whatever their encoding. */

import type { Column } from "../table/column";
import type { Table } from "../table/table";

/** One row that differs can be chance; so few rows that agree can be too. */
const LEAST_ROWS = 20;

/** For each column the index of the first column with the same cells, or -1. Constant columns copy nothing. */
export function copiesIn(table: Table, isConstant: (column: Column) => boolean): number[] {
  const originals: number[] = [];
  return table.columns.map((column, c) => {
    if (table.rowCount < LEAST_ROWS || isConstant(column)) return -1;
    const original = originals.find((o) => isSame(table.columns[o], column));
    if (original === undefined) originals.push(c);
    return original ?? -1;
  });
}

function isSame(one: Column, other: Column): boolean {
  if (one.type === "string") {
    if (other.type !== "string") return false;
    for (let i = 0; i < one.length; i++) if (one.dictionary[one.codes[i]] !== other.dictionary[other.codes[i]]) return false;
    return true;
  }
  if (one.type !== other.type) return false;
  if (one.type === "datetime" && other.type === "datetime" && one.format !== other.format) return false;
  for (let i = 0; i < one.length; i++) if (!Object.is(one.values[i] + 0, other.values[i] + 0)) return false;
  return true;
}
