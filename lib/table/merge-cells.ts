/** One column from two: where a cell is missing, the other's stands. */

import {
  booleanColumn,
  cellOf,
  type Column,
  datetimeColumn,
  isMissing,
  missingCount,
  numberColumn,
  renamed,
  stringColumn,
  textOf,
} from "./column";

/**
 * The cells of `column`, and those of `filler` where they are missing. The type is that of the column; where the filler
 * has another type, it is the filler's.
 */
export function mergeCells(column: Column, filler: Column): Column {
  if (missingCount(column) === column.length) return renamed(filler, column.name);
  const source = (i: number): Column => (isMissing(column, i) ? filler : column);
  const rows = Array.from({ length: column.length }, (_, i) => i);
  const type = column.type === filler.type ? column.type : "string";
  switch (type) {
    case "number":
    case "datetime": {
      const values = Float64Array.from(rows, (i) => Number(cellOf(source(i), i) ?? NaN));
      const format = column.type === "datetime" ? column.format : "datetime";
      return type === "number" ? numberColumn(column.name, values) : datetimeColumn(column.name, values, format);
    }
    case "boolean":
      return booleanColumn(
        column.name,
        rows.map((i) => (isMissing(source(i), i) ? null : cellOf(source(i), i) === true)),
      );
    case "string":
      return stringColumn(
        column.name,
        rows.map((i) => textOf(source(i), i)),
      );
  }
}
