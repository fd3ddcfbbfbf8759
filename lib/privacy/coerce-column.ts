/** The cells of a column read as another type. */

import { booleanColumn, type Column, datetimeColumn, numberColumn, stringColumn, textOf } from "../table/column";

/** The column with the type of `model`; cells that cannot be read become missing. */
export function coerceColumn(column: Column, model: Column): Column {
  const { name } = column;
  switch (model.type) {
    case "number":
      return numberColumn(name, numbersOf(column));
    case "datetime":
      return datetimeColumn(name, timesOf(column), model.format);
    case "string":
      return stringColumn(
        name,
        Array.from({ length: column.length }, (_, i) => textOf(column, i)),
      );
    case "boolean":
      return booleanColumn(
        name,
        Array.from({ length: column.length }, (_, i) => truthOf(textOf(column, i))),
      );
  }
}

function numbersOf(column: Column): Float64Array {
  if (column.type === "datetime") return column.values;
  if (column.type === "boolean") return Float64Array.from(column.values, (value) => (value < 0 ? NaN : value));
  return Float64Array.from({ length: column.length }, (_, i) => {
    const text = textOf(column, i)?.trim();
    return text === undefined || text === "" ? NaN : Number(text);
  });
}

function timesOf(column: Column): Float64Array {
  if (column.type === "number") return column.values;
  return Float64Array.from({ length: column.length }, (_, i) => {
    const text = textOf(column, i)?.trim();
    return text === undefined ? NaN : parseTime(text);
  });
}

/** Without a zone a time is read as UTC, as everywhere in the library. */
function parseTime(text: string): number {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  return iso === null ? NaN : Date.parse(`${iso[1]}T${iso[2] ?? "00:00:00"}${iso[3] ?? "Z"}`);
}

function truthOf(text: string | null): boolean | null {
  const word = text?.trim().toLowerCase();
  if (word === "true" || word === "1" || word === "yes") return true;
  return word === "false" || word === "0" || word === "no" ? false : null;
}
