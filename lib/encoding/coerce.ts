/** Cells of another type, read as the type that the training had: "20" as 20, 1 as true. */

import { booleanColumn, cellOf, type Column, datetimeColumn, numberColumn, stringColumn, textOf } from "../table/column";
import { parseNumber } from "../table/parse-number";

/** The column as the type; throws a TypeError that names the first cell that cannot be read so. */
export function coerced(column: Column, type: Column["type"]): Column {
  if (column.type === type) return column;
  const rows = Array.from({ length: column.length }, (_, i) => i);
  switch (type) {
    case "string":
      return stringColumn(
        column.name,
        rows.map((i) => textOf(column, i)),
      );
    case "number":
      return numberColumn(
        column.name,
        rows.map((i) => readNumber(column, i)),
      );
    case "datetime":
      return datetimeColumn(
        column.name,
        rows.map((i) => readDate(column, i)),
      );
    case "boolean":
      return booleanColumn(
        column.name,
        rows.map((i) => readBoolean(column, i)),
      );
  }
}

function readNumber(column: Column, i: number): number | null {
  const cell = cellOf(column, i);
  if (cell === null) return null;
  const value = typeof cell === "boolean" ? Number(cell) : typeof cell === "string" ? parseNumber(cell.trim()) : undefined;
  return value ?? refuse(column, i, "number");
}

function readDate(column: Column, i: number): number | null {
  const cell = cellOf(column, i);
  if (cell === null) return null;
  const value =
    typeof cell === "string"
      ? Date.parse(/\d{4}-\d\d-\d\d([ T][\d:.]+)?$/.test(cell) ? `${cell.replace(" ", "T")}${cell.length > 10 ? "Z" : ""}` : cell)
      : NaN;
  return Number.isNaN(value) ? refuse(column, i, "date") : value;
}

function readBoolean(column: Column, i: number): boolean | null {
  const cell = cellOf(column, i);
  if (cell === null) return null;
  if (cell === 1 || cell === "true") return true;
  return cell === 0 || cell === "false" ? false : refuse(column, i, "truth value");
}

function refuse(column: Column, i: number, what: string): never {
  throw new TypeError(
    `Cannot encode "${column.name}": row ${i + 1} is ${JSON.stringify(textOf(column, i))}, a ${what} is needed, as in the training table`,
  );
}
