/** Tables one below the other. */

import { quoteList } from "../base/errors";
import { atOnce, inTurns } from "../base/in-turns";
import { type Column, codedColumn, datetimeColumn, type DatetimeFormat, numberColumn, type StringColumn } from "./column";
import { Table } from "./table";

/**
 * The rows of all tables, one table after the other. All need the same columns by name and type; their order is that of
 * the first table. A column whose cells are all missing fits any type.
 *
 * Errors: no table at all; a table with other columns or other types (TypeError naming the table and the column).
 *
 * @example
 * const both = concat([Table.of({ x: [1, 2] }), Table.of({ x: [3] })]);
 * assert.deepEqual([...both.rows()], [{ x: 1 }, { x: 2 }, { x: 3 }]);
 */
export function concat(tables: readonly Table[]): Table {
  return atOnce(joining(tables));
}

/** The same in turns with the event loop. */
export function concatInTurns(tables: readonly Table[]): Promise<Table> {
  return inTurns(joining(tables));
}

function* joining(tables: readonly Table[]): Generator<undefined, Table> {
  if (tables.length === 0) throw new RangeError("Cannot concatenate no tables: at least one is needed");
  const [first] = tables;
  tables.forEach((table, i) => checkNames(first, table, i));
  const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0);
  const columns: Column[] = [];
  for (const name of first.columnNames) {
    const parts = tables.map((table) => table.column(name));
    columns.push(yield* joined(parts, rowCount));
    yield;
  }
  return new Table(columns, rowCount);
}

function checkNames(first: Table, table: Table, i: number): void {
  const absent = first.columnNames.filter((name) => !table.has(name));
  const extra = table.columnNames.filter((name) => !first.has(name));
  if (absent.length === 0 && extra.length === 0) return;
  const lacks = absent.length === 0 ? "" : ` lacks ${quoteList(absent)}`;
  const adds = extra.length === 0 ? "" : `${lacks === "" ? "" : " and"} has ${quoteList(extra)} besides`;
  throw new TypeError(`Cannot concatenate tables: compared with the first, table ${i + 1}${lacks}${adds}; select or rename columns first`);
}

function* joined(parts: readonly Column[], rowCount: number): Generator<undefined, Column> {
  const typed = parts.find((part) => !isEmpty(part)) ?? parts[0];
  const { name, type } = typed;
  const other = parts.findIndex((part) => part.type !== type && !isEmpty(part));
  if (other >= 0) {
    throw new TypeError(
      `Cannot concatenate tables: column "${name}" is of type ${type}, but of type ${parts[other].type} in table ${other + 1}`,
    );
  }
  switch (type) {
    case "string":
      return yield* joinedStrings(name, parts, rowCount);
    case "number":
      return numberColumn(name, joinedValues(parts, new Float64Array(rowCount).fill(NaN)));
    case "datetime":
      return datetimeColumn(name, joinedValues(parts, new Float64Array(rowCount).fill(NaN)), finestFormat(parts, typed.format));
    case "boolean":
      return Object.freeze({ type, name, length: rowCount, values: joinedValues(parts, new Int8Array(rowCount).fill(-1)) });
  }
}

/** Cells behind one another; the parts without values keep what `values` was filled with. */
function joinedValues<Values extends Float64Array | Int8Array>(parts: readonly Column[], values: Values): Values {
  let start = 0;
  for (const part of parts) {
    if (part.type !== "string" && !isEmpty(part)) values.set(part.values, start);
    start += part.length;
  }
  return values;
}

function* joinedStrings(name: string, parts: readonly Column[], rowCount: number): Generator<undefined, StringColumn> {
  const codeOf = new Map<string, number>();
  const dictionary: string[] = [];
  const codes = new Int32Array(rowCount).fill(-1);
  let start = 0;
  for (const part of parts) {
    if (part.type === "string") {
      const newCodes = part.dictionary.map((text) => {
        const known = codeOf.get(text);
        if (known !== undefined) return known;
        codeOf.set(text, dictionary.length);
        return dictionary.push(text) - 1;
      });
      for (let i = 0; i < part.length; i++) if (part.codes[i] >= 0) codes[start + i] = newCodes[part.codes[i]];
    }
    start += part.length;
    yield;
  }
  return codedColumn(name, codes, dictionary);
}

const COARSE_TO_FINE: readonly DatetimeFormat[] = ["date", "datetime", "iso", "iso-z", "datetime-ms", "iso-ms", "iso-ms-z"];

/** The form that loses nothing: a part with times makes the whole a column with times. */
function finestFormat(parts: readonly Column[], format: DatetimeFormat): DatetimeFormat {
  const formats = parts.flatMap((part) => (part.type === "datetime" && !isEmpty(part) ? [part.format] : []));
  return formats.reduce((finest, next) => (COARSE_TO_FINE.indexOf(next) > COARSE_TO_FINE.indexOf(finest) ? next : finest), format);
}

function isEmpty(column: Column): boolean {
  switch (column.type) {
    case "string":
      return column.codes.every((code) => code < 0);
    case "boolean":
      return column.values.every((value) => value < 0);
    default:
      return column.values.every(Number.isNaN);
  }
}
