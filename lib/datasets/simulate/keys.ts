/** Keys between tables. */

import type { Table } from "../../table/table";
import { countWhere, textsOf } from "./cells";

/** How many rows of the child name a key that the parent does not hold; a missing key names none. */
export function danglingKeys(child: Table, column: string, parent: Table, key: string): number {
  const [childKey, parentKey] = [textsOf(child, column), textsOf(parent, key)];
  const known = new Set(Array.from({ length: parent.rowCount }, (_, i) => parentKey(i)));
  return countWhere(child.rowCount, (i) => childKey(i) !== undefined && !known.has(childKey(i)));
}

/** How many rows repeat the key of an earlier row. */
export function repeatedKeys(table: Table, column: string): number {
  const key = textsOf(table, column);
  const seen = new Set<string | undefined>();
  return countWhere(table.rowCount, (i) => seen.size === seen.add(key(i)).size);
}

/** For each row of the child, the row of the parent with its key; -1 when there is none. */
export function parentRows(child: Table, column: string, parent: Table, key: string): Int32Array {
  const [childKey, parentKey] = [textsOf(child, column), textsOf(parent, key)];
  const rowOf = new Map(Array.from({ length: parent.rowCount }, (_, i) => [parentKey(i), i]));
  return Int32Array.from({ length: child.rowCount }, (_, i) => rowOf.get(childKey(i)) ?? -1);
}

/** For each row of the parent, how many rows of the child name it. */
export function childCounts(parent: Table, key: string, child: Table, column: string): Int32Array {
  const counts = new Int32Array(parent.rowCount);
  for (const row of parentRows(child, column, parent, key)) if (row >= 0) counts[row]++;
  return counts;
}
