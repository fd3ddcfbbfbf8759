/** The table: columns of equal length, side by side. Immutable: every verb gives a new table that shares what it can. */

import { didYouMean, quoteList } from "../base/errors";
import { booleanColumn, cellOf, type Cell, type Column, datetimeColumn, numberColumn, renamed, stringColumn, takeCells } from "./column";

/** One row as an object; missing cells are null. */
export type Row = Readonly<Record<string, Cell>>;

/**
 * An immutable columnar table.
 *
 * @example
 * const people = Table.of({ age: [31, null, 54], city: ["Ulm", "Bari", null] });
 * assert.equal(people.rowCount, 3);
 * assert.deepEqual(people.row(1), { age: null, city: "Bari" });
 * assert.deepEqual(people.select(["city"]).columnNames, ["city"]);
 */
export class Table {
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly #byName: ReadonlyMap<string, Column>;

  /** A table of these columns. `rowCount` is needed only when there are none. */
  constructor(columns: readonly Column[], rowCount = columns[0]?.length ?? 0) {
    for (const column of columns) {
      if (column.length === rowCount) continue;
      throw new RangeError(
        `Cannot make a table: column "${column.name}" has ${column.length} cells, but "${columns[0].name}" has ${rowCount}; all need the same number`,
      );
    }
    this.#byName = new Map(columns.map((column) => [column.name, column]));
    if (this.#byName.size < columns.length) {
      const names = columns.map((column) => column.name);
      const repeated = names.filter((name, i) => names.indexOf(name) < i);
      throw new RangeError(`Cannot make a table: the column name ${quoteList(repeated)} stands more than once; rename one of them`);
    }
    this.columns = Object.freeze([...columns]);
    this.rowCount = rowCount;
  }

  /** A table from arrays of cells by column name. The type of a column is that of its cells; they must agree. */
  static of(cells: Readonly<Record<string, readonly Cell[]>>): Table {
    return new Table(Object.entries(cells).map(([name, column]) => columnOf(name, column)));
  }

  /** A table from row objects. The columns are the keys in order of first appearance; an absent key is a missing cell. */
  static fromRows(rows: readonly Row[]): Table {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return new Table(
      names.map((name) =>
        columnOf(
          name,
          rows.map((row) => row[name] ?? null),
        ),
      ),
      rows.length,
    );
  }

  get columnNames(): readonly string[] {
    return this.columns.map((column) => column.name);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The column of that name; throws a RangeError that suggests the nearest name. */
  column(name: string): Column {
    const column = this.#byName.get(name);
    if (column !== undefined) return column;
    const names = this.columnNames;
    throw new RangeError(`No column "${name}".${didYouMean(name, names)} The columns are ${quoteList(names, 12)}`);
  }

  /** One cell; null when missing. */
  cell(row: number, name: string): Cell {
    return cellOf(this.column(name), row);
  }

  /** One row as an object. */
  row(i: number): Row {
    return Object.fromEntries(this.columns.map((column) => [column.name, cellOf(column, i)]));
  }

  /** The rows as objects, one after another. */
  *rows(): Generator<Row> {
    for (let i = 0; i < this.rowCount; i++) yield this.row(i);
  }

  /** These columns only, in this order. */
  select(names: readonly string[]): Table {
    return new Table(
      names.map((name) => this.column(name)),
      this.rowCount,
    );
  }

  /** All columns but these. */
  drop(names: readonly string[]): Table {
    for (const name of names) this.column(name);
    return new Table(
      this.columns.filter((column) => !names.includes(column.name)),
      this.rowCount,
    );
  }

  /** The same table with a column put in place of the one of that name, or added at the end. */
  with(column: Column): Table {
    if (!this.has(column.name)) return new Table([...this.columns, column], this.columns.length === 0 ? column.length : this.rowCount);
    return new Table(
      this.columns.map((old) => (old.name === column.name ? column : old)),
      this.rowCount,
    );
  }

  /** The same cells under other names: `table.rename({ old: "new" })`. */
  rename(names: Readonly<Record<string, string>>): Table {
    for (const name of Object.keys(names)) this.column(name);
    return new Table(
      this.columns.map((column) => (Object.hasOwn(names, column.name) ? renamed(column, names[column.name]) : column)),
      this.rowCount,
    );
  }

  /** The rows at these indices, in this order; an index may repeat, and -1 gives a row of missing cells. */
  take(rows: ArrayLike<number>): Table {
    return new Table(
      this.columns.map((column) => takeCells(column, rows)),
      rows.length,
    );
  }

  /** Rows `start` to `end` (not included). */
  slice(start: number, end = this.rowCount): Table {
    const first = Math.min(Math.max(0, start), this.rowCount);
    const last = Math.min(Math.max(first, end), this.rowCount);
    return this.take(Int32Array.from({ length: last - first }, (_, i) => first + i));
  }

  /** The rows for which the test holds. */
  filter(test: (row: Row, i: number) => boolean): Table {
    const kept: number[] = [];
    for (let i = 0; i < this.rowCount; i++) if (test(this.row(i), i)) kept.push(i);
    return this.take(kept);
  }
}

/** A column from cells of one kind. */
function columnOf(name: string, cells: readonly Cell[]): Column {
  const kinds = new Set(cells.filter((cell) => cell !== null && cell !== undefined).map(kindOf));
  if (kinds.size > 1) {
    throw new TypeError(
      `Cannot make column "${name}": its cells are of several types (${[...kinds].sort().join(", ")}); write all of them as one type`,
    );
  }
  const [kind = "string"] = kinds;
  switch (kind) {
    case "number":
      return numberColumn(
        name,
        cells.map((cell) => (typeof cell === "number" ? cell : null)),
      );
    case "boolean":
      return booleanColumn(
        name,
        cells.map((cell) => (typeof cell === "boolean" ? cell : null)),
      );
    case "datetime": {
      const dates = cells.map((cell) => (cell instanceof Date ? cell : null));
      const dateOnly = dates.every((date) => date === null || date.getTime() % 86_400_000 === 0);
      return datetimeColumn(name, dates, dateOnly ? "date" : "datetime-ms");
    }
    default:
      return stringColumn(
        name,
        cells.map((cell) => (typeof cell === "string" ? cell : null)),
      );
  }
}

function kindOf(cell: Cell): string {
  if (cell instanceof Date) return "datetime";
  if (typeof cell === "number" || typeof cell === "boolean" || typeof cell === "string") return typeof cell;
  throw new TypeError(`Cannot put ${String(cell)} into a table: a cell is a string, a number, a truth value, a Date or null`);
}
