/** The rows of a table as sequences: those with one key belong together, in order. */

import { count, didYouMean, quoteList } from "../../base/errors";
import { type Column, takeCells } from "../../table/column";
import { distinctCodes } from "../../table/distinct-codes";
import { Table } from "../../table/table";

/** How the rows of the tables form sequences. */
export interface SequenceOptions {
  /** The column that says whose record a row is: rows with equal keys are one sequence. */
  readonly key: string;
  /** The column that orders the rows of a sequence; without it they follow one another as in the table. */
  readonly orderBy?: string;
  /** One row a sequence, with the same key column: the table that the sequences were made for. */
  readonly context?: { readonly training: Table; readonly holdout?: Table; readonly synthetic: Table };
}

/** Rows in the order of their sequences. Sequence s is rows `starts[s]` to below `starts[s + 1]`. */
export interface SequenceRows {
  /** The columns without the key. */
  readonly table: Table;
  readonly starts: Int32Array;
  /** The row of the original table in which each sequence first stands; it carries the key. */
  readonly firstRows: Int32Array;
}

const ACTION = "Cannot assess the sequences";

/** Sorts a table by key and, within a key, by order. Rows without a key are left out, which a note tells. */
export function sequenceRows(label: string, table: Table, { key, orderBy }: SequenceOptions, notes: string[]): SequenceRows {
  const { codes, count: keys } = distinctCodes(table.column(key));
  const known = Int32Array.from(codes.keys()).filter((row) => codes[row] >= 0);
  if (known.length < table.rowCount)
    notes.push(`Left out ${count(table.rowCount - known.length, "row")} of the ${label} table without a key`);
  const place = orderBy === undefined ? undefined : placesOf(table.column(orderBy));
  // a stable sort: rows that nothing orders stay as they stood
  const order = known.sort((a, b) => codes[a] - codes[b] || (place === undefined ? 0 : place[a] - place[b]) || a - b);
  const starts = new Int32Array(keys + 1);
  const firstRows = new Int32Array(keys).fill(-1);
  order.forEach((row, at) => {
    starts[codes[row] + 1] = at + 1;
    if (firstRows[codes[row]] < 0) firstRows[codes[row]] = row;
  });
  const kept = table.columns.filter(({ name }) => name !== key);
  return {
    table: new Table(
      kept.map((column) => takeCells(column, order)),
      order.length,
    ),
    starts,
    firstRows,
  };
}

/** Throws unless the table has this column. */
export function requireColumn(label: string, table: Table, name: string): void {
  if (table.has(name)) return;
  throw new RangeError(
    `${ACTION}: the ${label} table has no column "${name}".${didYouMean(name, table.columnNames)} Its columns are ${quoteList(table.columnNames, 12)}`,
  );
}

/** The order of cells: numbers and times by size, texts by code point; missing cells last. */
function placesOf(column: Column): Float64Array {
  if (column.type === "number" || column.type === "datetime") return column.values.map((value) => (Number.isNaN(value) ? Infinity : value));
  if (column.type === "boolean") return Float64Array.from(column.values, (value) => (value < 0 ? 2 : value));
  const rank = new Float64Array(column.dictionary.length);
  Array.from(column.dictionary.keys())
    .sort((a, b) => (column.dictionary[a] < column.dictionary[b] ? -1 : column.dictionary[a] > column.dictionary[b] ? 1 : 0))
    .forEach((code, place) => (rank[code] = place));
  return Float64Array.from(column.codes, (code) => (code < 0 ? Infinity : rank[code]));
}

/** How many sequences there are. */
export function sequenceCount({ starts }: SequenceRows): number {
  return starts.length - 1;
}
