/** Rows in order. */

import { checkOptions } from "../base/check";
import type { Column } from "./column";
import type { Table } from "./table";

export interface SortOptions {
  readonly descending?: boolean;
}

/**
 * The rows in the order of these columns: by the first, equal ones by the second, and so on; rows equal in all of them
 * keep their order. Numbers and times by size, false before true, strings by their UTF-16 code units, so that the order
 * is the same on every machine. Missing cells come last, also in descending order.
 *
 * @example
 * const sorted = sortBy(Table.of({ age: [54, null, 31] }), ["age"]);
 * assert.deepEqual([...sorted.rows()].map((row) => row.age), [31, 54, null]);
 */
export function sortBy(table: Table, names: readonly string[], options: SortOptions = {}): Table {
  checkOptions("Cannot sort", options, ["descending"]);
  const ranks = names.map((name) => ranksOf(table.column(name)));
  const sign = options.descending === true ? -1 : 1;
  const order = Int32Array.from({ length: table.rowCount }, (_, i) => i);
  return table.take(order.sort((a, b) => compared(ranks, a, b, sign) || a - b));
}

function compared(ranks: readonly Float64Array[], a: number, b: number, sign: number): number {
  for (const rank of ranks) {
    const [x, y] = [rank[a], rank[b]];
    if (x === y) continue;
    if (Number.isNaN(x) || Number.isNaN(y)) {
      if (Number.isNaN(x) && Number.isNaN(y)) continue;
      return Number.isNaN(x) ? 1 : -1;
    }
    return x < y ? -sign : sign;
  }
  return 0;
}

/** Numbers that are in the order of the cells; NaN where missing. */
function ranksOf(column: Column): Float64Array {
  switch (column.type) {
    case "string": {
      const sorted = [...new Set(column.dictionary)].sort();
      const rankOf = new Map(sorted.map((text, rank) => [text, rank]));
      const ranks = column.dictionary.map((text) => rankOf.get(text) ?? NaN);
      return Float64Array.from(column.codes, (code) => (code < 0 ? NaN : ranks[code]));
    }
    case "boolean":
      return Float64Array.from(column.values, (value) => (value < 0 ? NaN : value));
    default:
      return column.values;
  }
}
