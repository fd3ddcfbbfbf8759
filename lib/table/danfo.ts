/** The bridge to danfojs-node, the pandas-like view of a table. It is loaded when it is used, and may be absent. */

import type { DataFrame } from "danfojs-node";

import { checkOptions } from "../base/check";
import { didYouMean, messageOf, quoteList } from "../base/errors";
import { readerOf } from "./cell-reader";
import { cellOf, type Column, type ColumnType, textOf } from "./column";
import { writeNumber } from "./parse-number";
import { Table } from "./table";

/**
 * The table as a danfo DataFrame. A missing cell is NaN in every column: danfo's own functions fail on null. Points in
 * time are texts, as danfo has no type for them.
 *
 * Errors: danfojs-node is not installed; no columns; a column named like a member of a DataFrame ("count", "index"),
 * which danfo would let hide that member: rename it first.
 *
 * @example
 * const frame = await toDanfo(Table.of({ age: [31, null, 54], city: ["Ulm", "Bari", "Ulm"] }));
 * assert.equal(frame["age"].mean(), 42.5);
 */
export async function toDanfo(table: Table): Promise<DataFrame> {
  const danfo = await loadDanfo();
  if (table.columns.length === 0) throw new RangeError("Cannot make a danfo frame: the table has no columns, and at least one is needed");
  const hidden = table.columnNames.filter((name) => name in danfo.DataFrame.prototype || name.startsWith("$"));
  if (hidden.length > 0) {
    throw new RangeError(
      `Cannot make a danfo frame: ${quoteList(hidden)} would hide a member of the frame by that name; rename the column first`,
    );
  }
  const cells = table.columns.map(danfoCells);
  const rows = Array.from({ length: table.rowCount }, (_, i) => cells.map((column) => column[i]));
  return new danfo.DataFrame(rows, { columns: [...table.columnNames], dtypes: table.columns.map(danfoType) });
}

export interface FromDanfoOptions {
  /** The types of columns that are not to be guessed: `{ born: "datetime" }` for texts that are dates. */
  readonly columns?: Readonly<Record<string, ColumnType>>;
}

/**
 * The table that a danfo DataFrame (or anything with its `columns` and `values`) holds. NaN, null and undefined are
 * missing cells. Texts stay texts unless `columns` says that they are dates, numbers or truth values.
 *
 * Errors: something that is no frame; cells of several types in one column; a text that contradicts its declared type.
 *
 * @example
 * const frame = await toDanfo(Table.of({ born: [new Date("1815-12-10"), null] }));
 * assert.deepEqual(fromDanfo(frame, { columns: { born: "datetime" } }).row(0), { born: new Date("1815-12-10") });
 */
export function fromDanfo(frame: { readonly columns: readonly string[]; readonly values: unknown }, options: FromDanfoOptions = {}): Table {
  checkOptions("Cannot read a danfo frame", options, ["columns"]);
  const { columns: declared = {} } = options;
  if (!Array.isArray(frame?.columns) || !Array.isArray(frame.values)) {
    throw new TypeError("Cannot read a danfo frame: it has no list of columns and values; pass a DataFrame, not a Series");
  }
  const names: readonly string[] = frame.columns;
  const rows: readonly (readonly unknown[])[] = frame.values;
  for (const name of Object.keys(declared)) {
    if (!names.includes(name))
      throw new RangeError(`Cannot read a danfo frame: options.columns names "${name}", no such column.${didYouMean(name, names)}`);
  }
  const columns = names.map((name, j) => {
    const cells = rows.map((row) => row[j]);
    return Object.hasOwn(declared, name) ? declaredColumn(name, declared[name], cells) : plainColumn(name, cells);
  });
  return new Table(columns, rows.length);
}

function plainColumn(name: string, cells: readonly unknown[]): Column {
  return Table.of({ [name]: cells.map((cell) => plainCell(name, cell)) }).columns[0];
}

function plainCell(name: string, cell: unknown): string | number | boolean | Date | null {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return null;
  if (typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean" || cell instanceof Date) return cell;
  throw new TypeError(
    `Cannot read a danfo frame: column "${name}" holds ${String(cell)}, and a cell is a text, a number, a truth value or a Date`,
  );
}

function declaredColumn(name: string, type: ColumnType, cells: readonly unknown[]): Column {
  const reader = readerOf(type);
  for (const cell of cells) {
    const value = plainCell(name, cell);
    if (value === null) reader.addMissing();
    else if (!reader.add(writtenCell(value))) {
      throw new TypeError(
        `Cannot read a danfo frame: column "${name}" holds "${String(value)}", which is not of the declared type ${type}`,
      );
    }
  }
  return reader.toColumn(name);
}

function writtenCell(value: string | number | boolean | Date): string {
  if (typeof value === "number") return writeNumber(value);
  return value instanceof Date ? value.toISOString() : String(value);
}

function danfoCells(column: Column): readonly unknown[] {
  const cell = column.type === "datetime" ? textOf : cellOf;
  return Array.from({ length: column.length }, (_, i) => cell(column, i) ?? NaN);
}

function danfoType(column: Column): string {
  if (column.type === "number") return "float32";
  return column.type === "boolean" ? "boolean" : "string";
}

async function loadDanfo(): Promise<typeof import("danfojs-node")> {
  try {
    return await import("danfojs-node");
  } catch (thrown) {
    throw new TypeError(
      `Cannot load danfojs-node (${messageOf(thrown).split("\n")[0]}). It is not part of this package: install it with "npm install danfojs-node@1.2.0" beside the overrides that the course's package.json shows`,
    );
  }
}
