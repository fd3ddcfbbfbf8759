/** What a CSV file holds, while it is being read: the header, then one growing column for each of its cells. */

import { count, didYouMean, quoteList } from "../base/errors";
import { type CellReader, readerFor, readerOf } from "./cell-reader";
import { type Column, type ColumnType, codedColumn, stringColumn, type StringColumn } from "./column";
import type { CsvRow, RowVerdict } from "./csv-rows";

/** How cells are understood. */
export interface IntakeRules {
  readonly header: boolean | readonly string[];
  readonly missing: readonly string[];
  readonly trim: boolean | "auto";
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly maxRows: number;
}

/** Takes rows and ends as columns. `stale` names the columns whose type changed on the way: their early texts are gone. */
export class CsvIntake {
  rowCount = 0;
  readonly #file: string;
  readonly #rules: IntakeRules;
  readonly #missing: ReadonlySet<string>;
  readonly #longestMissing: number;
  readonly #only: ReadonlySet<string> | undefined;
  #columns: ColumnIntake[] | undefined;

  /** `only` limits the work to these columns: the others are passed over. */
  constructor(file: string, rules: IntakeRules, only?: ReadonlySet<string>) {
    this.#file = file;
    this.#rules = rules;
    this.#only = only;
    this.#missing = new Set(rules.missing);
    this.#longestMissing = Math.max(-1, ...rules.missing.map((token) => token.length));
  }

  /** Whether a header was found. */
  get isOpen(): boolean {
    return this.#columns !== undefined;
  }

  readonly take = (row: CsvRow): RowVerdict => {
    if (row.quotesFault !== undefined) this.#failQuotes(row);
    if (this.#columns === undefined) {
      this.#columns = this.#openColumns(row);
      if (this.#rules.header === true) return this.#rules.maxRows === 0 ? "enough" : "more";
    }
    if (this.#columns.length > 1 && row.cells.length === 1 && row.cells[0] === "") return "more";
    if (row.cells.length !== this.#columns.length) this.#failWidth(row, this.#columns.length);
    for (let j = 0; j < this.#columns.length; j++) this.#takeCell(this.#columns[j], row.cells[j], row.line);
    this.rowCount++;
    return this.rowCount >= this.#rules.maxRows ? "enough" : "more";
  };

  #takeCell(column: ColumnIntake, cell: string, line: number): void {
    if (column.isPassedOver) return;
    const text = this.#rules.trim === false ? cell : trimmed(cell);
    if (text.length <= this.#longestMissing && this.#missing.has(text)) return column.addMissing();
    if (column.add(text, this.#rules.trim === "auto" ? cell : text)) return;
    throw new TypeError(
      `Cannot read ${this.#file}: line ${line} has "${text}" in column "${column.name}", which is declared to be of type ${column.declared}. ` +
        `Declare it as "string", or add the text to { missing: [...] } if it stands for a missing cell`,
    );
  }

  #openColumns(row: CsvRow): ColumnIntake[] {
    const { header, columns } = this.#rules;
    const names = header === true ? this.#namesIn(row.cells) : header === false ? row.cells.map((_, i) => `column_${i + 1}`) : header;
    const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) < i))];
    if (repeated.length > 0) {
      throw new RangeError(
        `Cannot read ${this.#file}: the column name ${quoteList(repeated)} stands more than once in the header; give each column its own name`,
      );
    }
    for (const name of Object.keys(columns)) {
      if (names.includes(name)) continue;
      throw new RangeError(`Cannot read ${this.#file}: options.columns names "${name}", no such column.${didYouMean(name, names)}`);
    }
    return names.map((name) => {
      const declared = Object.hasOwn(columns, name) ? columns[name] : undefined;
      return new ColumnIntake(name, declared, this.#only !== undefined && !this.#only.has(name));
    });
  }

  /** The names of a header row: a name that is left empty becomes "column_3", after its place. */
  #namesIn(cells: readonly string[]): string[] {
    return cells.map((cell, i) => {
      const name = this.#rules.trim === false ? cell : cell.trim();
      return name === "" ? `column_${i + 1}` : name;
    });
  }

  /** The names of all columns, in the order of the file. */
  get columnNames(): readonly string[] {
    return (this.#columns ?? []).map((column) => column.name);
  }

  get stale(): readonly string[] {
    return (this.#columns ?? []).filter((column) => column.isStale).map((column) => column.name);
  }

  /** The columns that were read, in the order of the file. */
  toColumns(): Column[] {
    const read = (this.#columns ?? []).filter((column) => !column.isPassedOver && !column.isStale);
    return read.map((column) => withoutMargins(column.toColumn(this.rowCount), this.#rules.trim === "auto"));
  }

  #failWidth({ cells, line }: CsvRow, needed: number): never {
    const hint = cells.length > needed ? "; put a cell that holds the separator into quotes" : "; see whether a separator is missing";
    throw new SyntaxError(`Cannot read ${this.#file}: line ${line} has ${count(cells.length, "cell")}, ${needed} are needed${hint}`);
  }

  #failQuotes({ line, quotesFault }: CsvRow): never {
    const fault =
      quotesFault === "unclosed"
        ? "a quote opens and is never closed"
        : "text follows a closing quote: write a quote inside a quoted cell twice, or close the quote that was opened before";
    throw new SyntaxError(`Cannot read ${this.#file}: in the row that starts on line ${line}, ${fault}`);
  }
}

/** One column: its reader is chosen by the first text that is not missing, unless its type is declared. */
class ColumnIntake {
  readonly name: string;
  readonly declared: ColumnType | undefined;
  readonly isPassedOver: boolean;
  isStale = false;
  #reader: CellReader | undefined;
  #missingBefore = 0;

  constructor(name: string, declared: ColumnType | undefined, isPassedOver: boolean) {
    this.name = name;
    this.declared = declared;
    this.isPassedOver = isPassedOver;
    this.#reader = declared === undefined ? undefined : readerOf(declared);
  }

  addMissing(): void {
    if (this.#reader === undefined) this.#missingBefore++;
    else this.#reader.addMissing();
  }

  /** False when the text contradicts the declared type. `written` is the cell with its margins. */
  add(text: string, written: string): boolean {
    if (this.isStale) return true;
    const reader = (this.#reader ??= this.#open(readerFor(text)));
    if (reader.add(reader.type === "string" ? written : text)) return true;
    this.isStale = this.declared === undefined;
    return this.isStale;
  }

  #open(reader: CellReader): CellReader {
    for (let i = 0; i < this.#missingBefore; i++) reader.addMissing();
    return reader;
  }

  toColumn(rowCount: number): Column {
    return (
      this.#reader?.toColumn(this.name) ??
      stringColumn(
        this.name,
        Array.from({ length: rowCount }, () => null),
      )
    );
  }
}

/** `text.trim()`, without the call when there is nothing to trim, as in most cells. */
function trimmed(text: string): string {
  const length = text.length;
  if (length === 0) return text;
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(length - 1)];
  return first > 32 && first < 127 && last > 32 && last < 127 ? text : text.trim();
}

/** Drops a margin that every cell has: the blank after each comma is the file's layout, not part of the cells. */
function withoutMargins(column: Column, drop: boolean): Column {
  if (!drop || column.type !== "string" || column.dictionary.length === 0) return column;
  const left = column.dictionary.every((text) => /^\s/.test(text));
  const right = column.dictionary.every((text) => /\s$/.test(text));
  if (!left && !right) return column;
  return recoded(column, (text) => (left && right ? text.trim() : left ? text.trimStart() : text.trimEnd()));
}

function recoded(column: StringColumn, change: (text: string) => string): StringColumn {
  const changed = stringColumn(column.name, column.dictionary.map(change));
  const codes = column.codes.map((code) => (code < 0 ? -1 : changed.codes[code]));
  return codedColumn(column.name, codes, changed.dictionary);
}
