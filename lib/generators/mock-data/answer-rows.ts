/** Rows out of the answer of a language model, each checked cell by cell. */

import { booleanColumn, type Cell, type Column, datetimeColumn, numberColumn, stringColumn } from "../../table/column";
import { Table } from "../../table/table";
import { arrayAt } from "./chat-endpoint";

/** What the cells of a column must be. */
export interface ColumnWish {
  /** What the column means, in words for the model. */
  readonly about?: string;
  /** The only texts or numbers that may stand there. */
  readonly values?: readonly (string | number)[];
  readonly low?: number;
  readonly high?: number;
  /** Whether cells may be missing; true. */
  readonly mayBeMissing?: boolean;
}

/** A column with its wish. */
export interface WishedColumn {
  readonly column: Pick<Column, "name" | "type">;
  readonly wish: ColumnWish;
}

export interface CheckedRows {
  readonly rows: readonly (readonly Cell[])[];
  /** What was wrong with the others, one sentence each. */
  readonly faults: readonly string[];
}

/** The rows of an answer that obey all wishes, and what is wrong with the rest. Words around the JSON do not matter. */
export function rowsOfAnswer(answer: string, columns: readonly WishedColumn[]): CheckedRows {
  const list = listIn(answer);
  if (list === undefined) return { rows: [], faults: ["the answer holds no JSON list of rows"] };
  const rows: (readonly Cell[])[] = [];
  const faults: string[] = [];
  list.forEach((row, i) => {
    const cells = typeof row === "object" && row !== null && !Array.isArray(row) ? cellsOf(row, columns) : "it is no object";
    if (typeof cells === "string") faults.push(`row ${i + 1}: ${cells}`);
    else rows.push(cells);
  });
  return { rows, faults };
}

/** The outermost list, or the list under "rows". */
function listIn(answer: string): readonly unknown[] | undefined {
  for (const [open, close] of [
    ["[", "]"],
    ["{", "}"],
  ]) {
    const [from, to] = [answer.indexOf(open), answer.lastIndexOf(close)];
    if (from < 0 || to <= from) continue;
    try {
      const value: unknown = JSON.parse(answer.slice(from, to + 1));
      if (Array.isArray(value)) return value;
      const rows = arrayAt(value, "rows");
      if (rows !== undefined) return rows;
    } catch {
      // not this pair of brackets
    }
  }
  return undefined;
}

/** The cells in the order of the columns, or what is wrong with the first that is. */
function cellsOf(row: object, columns: readonly WishedColumn[]): readonly Cell[] | string {
  const given = new Map<string, unknown>(Object.entries(row));
  const unknown = [...given.keys()].find((name) => !columns.some(({ column }) => column.name === name));
  if (unknown !== undefined) return `it has a column "${unknown}" that nobody asked for`;
  const cells: Cell[] = [];
  for (const { column, wish } of columns) {
    if (!given.has(column.name)) return `"${column.name}" is left out`;
    const cell = cellOf(given.get(column.name), column.type);
    const fault = cell === undefined ? `is no ${column.type}` : faultOf(cell, wish);
    if (fault !== undefined || cell === undefined) return `"${column.name}" ${fault}: ${JSON.stringify(given.get(column.name))}`;
    cells.push(cell);
  }
  return cells;
}

/** The cell as its type wants it; undefined when it is of another. */
function cellOf(value: unknown, type: Column["type"]): Cell | undefined {
  if (value === null) return null;
  switch (type) {
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "string":
      return typeof value === "string" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "datetime": {
      const time =
        typeof value === "string"
          ? Date.parse(/[zZ]$|T.*[+-]\d\d:?\d\d$|^\d{4}-\d\d-\d\d$/.test(value) ? value : `${value.replace(" ", "T")}Z`)
          : NaN;
      return Number.isNaN(time) ? undefined : new Date(time);
    }
  }
}

function faultOf(cell: Cell, { values, low, high, mayBeMissing = true }: ColumnWish): string | undefined {
  if (cell === null) return mayBeMissing ? undefined : "is missing";
  const number = cell instanceof Date ? cell.getTime() : cell;
  if (values !== undefined && !values.some((value) => value === cell)) return "is none of the allowed values";
  if (low !== undefined && typeof number === "number" && number < low) return `lies below ${low}`;
  if (high !== undefined && typeof number === "number" && number > high) return `lies above ${high}`;
  return undefined;
}

/** A table of checked rows with the types of the columns, even where all cells are missing. */
export function tableOfRows(rows: readonly (readonly Cell[])[], columns: readonly Column[]): Table {
  return new Table(
    columns.map((column, c) =>
      columnOf(
        column,
        rows.map((row) => row[c]),
      ),
    ),
    rows.length,
  );
}

function columnOf(column: Column, cells: readonly Cell[]): Column {
  const { name } = column;
  switch (column.type) {
    case "number":
      return numberColumn(
        name,
        cells.map((cell) => (typeof cell === "number" ? cell : null)),
      );
    case "string":
      return stringColumn(
        name,
        cells.map((cell) => (typeof cell === "string" ? cell : null)),
      );
    case "boolean":
      return booleanColumn(
        name,
        cells.map((cell) => (typeof cell === "boolean" ? cell : null)),
      );
    case "datetime":
      return datetimeColumn(
        name,
        cells.map((cell) => (cell instanceof Date ? cell : null)),
        column.format,
      );
  }
}
