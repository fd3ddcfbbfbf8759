/** Rows by group, with the shares that fairness compares. */

import type { Cell } from "../table/column";
import { groupRows, type RowGroup } from "../table/group-rows";
import type { Row, Table } from "../table/table";
import { type Interval, wilsonInterval } from "./wilson-interval";

/** A share with its rows and its 95 % interval (Wilson); `rate` is absent when there are no rows to count. */
export interface Rate {
  readonly rate: number;
  readonly rows: number;
  readonly interval: Interval;
}

/** A share of no rows. */
export interface NoRate {
  readonly rate: undefined;
  readonly rows: 0;
  readonly notComputed: string;
}

/** The share of rows for which the test holds. */
export function rateOf(rows: ArrayLike<number>, test: (row: number) => boolean): Rate {
  let hits = 0;
  for (let i = 0; i < rows.length; i++) if (test(rows[i])) hits++;
  return { rate: hits / rows.length, rows: rows.length, interval: wilsonInterval(hits, rows.length) };
}

/** The groups that the columns make; throws when the table has no rows. */
export function groupsOf(action: string, table: Table, across: readonly string[]): readonly RowGroup[] {
  if (across.length === 0) throw new RangeError(`${action}: "across" needs at least one column`);
  if (table.rowCount === 0) throw new RangeError(`${action}: the table has no rows`);
  return groupRows(table, across);
}

/** Whether two cells are the same; dates by their time. */
export function isSame(cell: Cell, wanted: Cell): boolean {
  return cell instanceof Date && wanted instanceof Date ? cell.getTime() === wanted.getTime() : cell === wanted;
}

/** For each row whether its cell is the favourable one; throws when no cell is. */
export function favourableRows(action: string, table: Table, outcome: string, favourable: Cell): boolean[] {
  const column = table.column(outcome);
  const found = Array.from({ length: table.rowCount }, (_, row) => isSame(table.cell(row, column.name), favourable));
  if (found.includes(true)) return found;
  throw new RangeError(`${action}: no cell of "${outcome}" is ${JSON.stringify(favourable)}, the favourable outcome`);
}

/** "sex Female, race Black": a group for people. */
export function groupText(group: Row): string {
  return Object.entries(group)
    .map(([name, cell]) => `${name} ${cell === null ? "missing" : String(cell)}`)
    .join(", ");
}
