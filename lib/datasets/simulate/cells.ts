/** Quick ways to the cells of a table whose column types are known: the simulators' own. */

import type { Table } from "../../table/table";

/** The numbers (or milliseconds) of a column; NaN is missing. */
export function numbersOf(table: Table, name: string): Float64Array {
  const column = table.column(name);
  if (column.type === "number" || column.type === "datetime") return column.values;
  throw new TypeError(`Cannot read column "${name}" as numbers: its cells are of type ${column.type}`);
}

/** Whether cell i holds this text. */
export function isText(table: Table, name: string, ...texts: readonly string[]): (i: number) => boolean {
  const column = table.column(name);
  if (column.type !== "string") throw new TypeError(`Cannot read column "${name}" as text: its cells are of type ${column.type}`);
  const wanted = column.dictionary.map((entry) => texts.includes(entry));
  return (i) => column.codes[i] >= 0 && wanted[column.codes[i]];
}

/** The text of cell i; undefined is missing. */
export function textsOf(table: Table, name: string): (i: number) => string | undefined {
  const column = table.column(name);
  if (column.type !== "string") throw new TypeError(`Cannot read column "${name}" as text: its cells are of type ${column.type}`);
  return (i) => (column.codes[i] < 0 ? undefined : column.dictionary[column.codes[i]]);
}

/** Whether cell i is true; a missing cell is not. */
export function isTrue(table: Table, name: string): (i: number) => boolean {
  const column = table.column(name);
  if (column.type !== "boolean") throw new TypeError(`Cannot read column "${name}" as truth values: its cells are of type ${column.type}`);
  return (i) => column.values[i] === 1;
}

/** Whether cell i is missing. */
export function isEmpty(table: Table, name: string): (i: number) => boolean {
  const column = table.column(name);
  if (column.type === "string") return (i) => column.codes[i] < 0;
  if (column.type === "boolean") return (i) => column.values[i] < 0;
  return (i) => Number.isNaN(column.values[i]);
}

/** The values at the rows for which the test holds. */
export function valuesWhere(values: ArrayLike<number>, where: (i: number) => boolean): Float64Array {
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++) if (where(i)) kept.push(values[i]);
  return Float64Array.from(kept);
}

/** How many of `count` rows the test holds for. */
export function countWhere(count: number, where: (i: number) => boolean): number {
  let hits = 0;
  for (let i = 0; i < count; i++) if (where(i)) hits++;
  return hits;
}
