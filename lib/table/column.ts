/**
 * A column: a name, a type, and its cells in one typed array. Missing cells are part of the type, not a special value
 * that the reader must know. Columns are immutable; their arrays are shared between tables and must not be written to.
 */

/** One cell as JavaScript sees it; a missing cell is null. */
export type Cell = string | number | boolean | Date | null;

export type ColumnType = "number" | "string" | "datetime" | "boolean";

/** What every column has. */
interface ColumnBase {
  readonly name: string;
  readonly length: number;
}

/** Numbers; a missing cell is NaN in `values`. */
export interface NumberColumn extends ColumnBase {
  readonly type: "number";
  readonly values: Float64Array;
}

/** Strings, dictionary-coded: cell i is `dictionary[codes[i]]`, a missing cell has code -1. */
export interface StringColumn extends ColumnBase {
  readonly type: "string";
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** Points in time, milliseconds since 1970-01-01 UTC; a missing cell is NaN in `values`. */
export interface DatetimeColumn extends ColumnBase {
  readonly type: "datetime";
  readonly values: Float64Array;
  /** How the cells are written: see `DatetimeFormat`. */
  readonly format: DatetimeFormat;
}

/** The written form of a datetime column: "2024-01-31", "2024-01-31 12:30:00", "2024-01-31T12:30:00.250" or with "Z". */
export type DatetimeFormat = "date" | "datetime" | "datetime-ms" | "iso" | "iso-ms" | "iso-z" | "iso-ms-z";

export const DATETIME_FORMATS: readonly DatetimeFormat[] = ["date", "datetime", "datetime-ms", "iso", "iso-ms", "iso-z", "iso-ms-z"];

/** Truth values: 1 is true, 0 is false, -1 is missing. */
export interface BooleanColumn extends ColumnBase {
  readonly type: "boolean";
  readonly values: Int8Array;
}

export type Column = NumberColumn | StringColumn | DatetimeColumn | BooleanColumn;

/** A column of numbers; NaN, null and undefined are missing. */
export function numberColumn(name: string, cells: ArrayLike<number | null | undefined>): NumberColumn {
  const values = cells instanceof Float64Array ? cells : Float64Array.from(cells, (cell) => cell ?? NaN);
  return Object.freeze({ type: "number", name, length: values.length, values });
}

/** A column of strings from its cells; the dictionary is in order of first appearance. */
export function stringColumn(name: string, cells: ArrayLike<string | null | undefined>): StringColumn {
  const codeOf = new Map<string, number>();
  const dictionary: string[] = [];
  const codes = new Int32Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (cell === null || cell === undefined) {
      codes[i] = -1;
      continue;
    }
    let code = codeOf.get(cell);
    if (code === undefined) {
      code = dictionary.length;
      codeOf.set(cell, code);
      dictionary.push(cell);
    }
    codes[i] = code;
  }
  return codedColumn(name, codes, dictionary);
}

/** A column of strings from codes that exist already. */
export function codedColumn(name: string, codes: Int32Array, dictionary: readonly string[]): StringColumn {
  return Object.freeze({ type: "string", name, length: codes.length, codes, dictionary });
}

/** A column of points in time, from milliseconds since 1970 (UTC) or Dates. */
export function datetimeColumn(
  name: string,
  cells: ArrayLike<number | Date | null | undefined>,
  format: DatetimeFormat = "datetime",
): DatetimeColumn {
  const values = cells instanceof Float64Array ? cells : Float64Array.from(cells, (cell) => (cell == null ? NaN : Number(cell)));
  return Object.freeze({ type: "datetime", name, length: values.length, values, format });
}

/** A column of truth values. */
export function booleanColumn(name: string, cells: ArrayLike<boolean | null | undefined>): BooleanColumn {
  const values = Int8Array.from(cells, (cell) => (cell == null ? -1 : Number(cell)));
  return Object.freeze({ type: "boolean", name, length: values.length, values });
}

/** Whether cell i is missing. */
export function isMissing(column: Column, i: number): boolean {
  switch (column.type) {
    case "number":
    case "datetime":
      return Number.isNaN(column.values[i]);
    case "string":
      return column.codes[i] < 0;
    case "boolean":
      return column.values[i] < 0;
  }
}

/** How many cells are missing. */
export function missingCount(column: Column): number {
  let missing = 0;
  for (let i = 0; i < column.length; i++) if (isMissing(column, i)) missing++;
  return missing;
}

/** Cell i as a JavaScript value; null when missing. */
export function cellOf(column: Column, i: number): Cell {
  if (isMissing(column, i)) return null;
  switch (column.type) {
    case "number":
      return column.values[i];
    case "string":
      return column.dictionary[column.codes[i]];
    case "datetime":
      return new Date(column.values[i]);
    case "boolean":
      return column.values[i] === 1;
  }
}

/** Cell i as it is written to a file; null when missing. */
export function textOf(column: Column, i: number): string | null {
  if (isMissing(column, i)) return null;
  switch (column.type) {
    case "number":
      return String(column.values[i]);
    case "string":
      return column.dictionary[column.codes[i]];
    case "datetime":
      return writeDatetime(column.values[i], column.format);
    case "boolean":
      return column.values[i] === 1 ? "true" : "false";
  }
}

/** A point in time as text. */
export function writeDatetime(milliseconds: number, format: DatetimeFormat): string {
  const iso = new Date(milliseconds).toISOString(); // 2024-01-31T12:30:00.250Z
  switch (format) {
    case "date":
      return iso.slice(0, -14);
    case "datetime":
      return iso.slice(0, -5).replace("T", " ");
    case "datetime-ms":
      return iso.slice(0, -1).replace("T", " ");
    case "iso":
      return iso.slice(0, -5);
    case "iso-ms":
      return iso.slice(0, -1);
    case "iso-z":
      return `${iso.slice(0, -5)}Z`;
    case "iso-ms-z":
      return iso;
  }
}

/** The same column with the cells at these rows, in this order; an index of -1 gives a missing cell. */
export function takeCells(column: Column, rows: ArrayLike<number>): Column {
  const { name } = column;
  switch (column.type) {
    case "number":
      return numberColumn(name, pickFloats(column.values, rows));
    case "datetime":
      return datetimeColumn(name, pickFloats(column.values, rows), column.format);
    case "string": {
      const codes = new Int32Array(rows.length);
      for (let i = 0; i < rows.length; i++) codes[i] = rows[i] < 0 ? -1 : column.codes[rows[i]];
      return codedColumn(name, codes, column.dictionary);
    }
    case "boolean": {
      const values = new Int8Array(rows.length);
      for (let i = 0; i < rows.length; i++) values[i] = rows[i] < 0 ? -1 : column.values[rows[i]];
      return Object.freeze({ type: "boolean", name, length: values.length, values });
    }
  }
}

/** The same cells under another name. */
export function renamed(column: Column, name: string): Column {
  return Object.freeze({ ...column, name });
}

function pickFloats(values: Float64Array, rows: ArrayLike<number>): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = rows[i] < 0 ? NaN : values[rows[i]];
  return picked;
}
