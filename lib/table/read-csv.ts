/** Reading a table from a CSV file: typed columns are filled while the file streams by; it is never held as a whole. */

import { throwIfAborted } from "../base/abort";
import { checkChoice, checkInteger, checkOptions } from "../base/check";
import { throttled } from "../base/progress";
import type { ColumnType } from "./column";
import { CsvIntake, type IntakeRules } from "./csv-intake";
import { readCsvRows } from "./csv-rows";
import { type CsvDialect, sniffCsv } from "./sniff-csv";
import { Table } from "./table";
import { openSource, type OpenSource, TEXT_ENCODINGS, type TableSource, textBlocks, type TextEncoding } from "./text-source";

/** How far a file has been read; `bytes` are those of the file as stored. */
export interface ReadProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number | undefined;
}

export interface ReadCsvOptions {
  /** What divides the cells: "auto" tries comma, semicolon, tab and bar. */
  readonly delimiter?: string;
  /** Whether the first row holds the column names; or the names themselves, for a file without them. */
  readonly header?: boolean | readonly string[];
  /** The texts that stand for a missing cell. */
  readonly missing?: readonly string[];
  /** The types of columns that are not to be guessed: `{ zip: "string" }`. */
  readonly columns?: Readonly<Record<string, ColumnType>>;
  /** Whether blanks around cells are dropped: "auto" drops them where every cell of a column has them. */
  readonly trim?: boolean | "auto";
  readonly encoding?: TextEncoding;
  /** Stop after this many rows. */
  readonly maxRows?: number;
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly signal?: AbortSignal;
}

/** What stands for a missing cell unless `missing` says otherwise. */
export const MISSING_TEXTS: readonly string[] = ["", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "NaN", "nan"];

const KNOWN_OPTIONS = ["delimiter", "header", "missing", "columns", "trim", "encoding", "maxRows", "onProgress", "signal"];

/**
 * Reads a table from a CSV file, a `file:` URL, a Buffer or `{ text }`; gzip is unpacked.
 *
 * The type of a column is that of all its cells: numbers; dates (2024-01-31, 2024-01-31 12:30, with T, milliseconds or Z;
 * 1/31/2024 or 31/1/2024 where one reading fits every cell, month first where both do); true and false; and otherwise
 * strings. A column stays a string column when one cell has a leading zero ("007"), a plus sign, a thousands separator or
 * more digits than a number holds. `columns` overrules the guess.
 *
 * Missing cells are the texts in `missing`, quoted or not; an empty header name becomes "column_3", after its place;
 * empty lines are passed over, except in a table of one column, where they are missing cells. To read back exactly what
 * `writeCsv` wrote, declare the columns, name one missing text that no cell has, and pass `trim: false`.
 *
 * Errors: a missing file, text in an unknown encoding, a row with too few or too many cells, an unclosed quote, a column
 * name that stands twice, a cell that contradicts its declared type; each with file and line.
 *
 * @example
 * const people = await readCsv({ text: "name;zip;born\nAda;01099;1815-12-10\nAlan;NA;1912-06-23\n" });
 * assert.deepEqual(people.columns.map((column) => column.type), ["string", "string", "datetime"]);
 * assert.equal(people.cell(1, "zip"), null);
 */
export async function readCsv(source: TableSource, options: ReadCsvOptions = {}): Promise<Table> {
  const rules = checkedRules(options);
  const opened = await openSource(source);
  const dialect = await dialectOf(opened, options);
  const intake = new CsvIntake(opened.name, rules);
  await readInto(intake, opened, dialect, options);
  if (!intake.isOpen) throw new SyntaxError(`Cannot read ${opened.name}: it is empty; a table has at least a row of column names`);
  const late = await readLateStrings(intake, opened, dialect, options);
  const columns = new Map([...intake.toColumns(), ...late].map((column) => [column.name, column]));
  return new Table(
    intake.columnNames.flatMap((name) => columns.get(name) ?? []),
    intake.rowCount,
  );
}

/**
 * Reads once more for the columns that looked like numbers or dates until a later cell said otherwise: the texts of
 * their first cells were not kept, since most files never need them.
 */
async function readLateStrings(first: CsvIntake, source: OpenSource, dialect: CsvDialect, options: ReadCsvOptions) {
  if (first.stale.length === 0) return [];
  const columns = Object.fromEntries(first.stale.map((name) => [name, "string" as const]));
  const intake = new CsvIntake(source.name, checkedRules({ ...options, columns }), new Set(first.stale));
  await readInto(intake, source, dialect, options);
  return intake.toColumns();
}

async function readInto(intake: CsvIntake, source: OpenSource, dialect: CsvDialect, options: ReadCsvOptions): Promise<void> {
  const { encoding = "auto", onProgress, signal } = options;
  const action = `Reading ${source.name}`;
  throwIfAborted(signal, action);
  const report = throttled(onProgress);
  let bytes = 0;
  const state = (): ReadProgress => ({ rows: intake.rowCount, bytes, totalBytes: source.byteCount });
  const blocks = textBlocks(source, encoding, (count) => {
    throwIfAborted(signal, action);
    bytes += count;
    report(state());
  });
  await readCsvRows(blocks, dialect, intake.take);
  report(state(), true);
}

async function dialectOf(source: OpenSource, options: ReadCsvOptions): Promise<CsvDialect> {
  const { delimiter = "auto", encoding = "auto" } = options;
  let opening = "";
  for await (const block of textBlocks(source, encoding, () => undefined)) {
    opening = block;
    if (opening !== "") break;
  }
  const sniffed = sniffCsv(opening);
  return delimiter === "auto" ? sniffed : { ...sniffed, delimiter };
}

function checkedRules(options: ReadCsvOptions): IntakeRules {
  const action = "Cannot read a CSV file";
  checkOptions(action, options, KNOWN_OPTIONS);
  const { delimiter = "auto", header = true, missing = MISSING_TEXTS, columns = {}, trim = "auto", encoding = "auto" } = options;
  const { maxRows = Number.MAX_SAFE_INTEGER } = options;
  checkDelimiter(action, delimiter);
  checkInteger(action, "maxRows", maxRows, 0);
  checkChoice(action, "encoding", encoding, TEXT_ENCODINGS);
  if (!Array.isArray(missing))
    throw new TypeError(`${action}: missing is ${String(missing)}, it must be a list of texts, such as ["", "NA"]`);
  for (const [name, type] of Object.entries(columns)) {
    checkChoice(action, `the type of column "${name}"`, type, ["number", "string", "datetime", "boolean"]);
  }
  return { header, missing, trim, columns, maxRows };
}

/** Throws unless the text can divide cells. */
export function checkDelimiter(action: string, delimiter: string): void {
  if (delimiter === "auto" || (delimiter.length === 1 && !['"', "\n", "\r", "\uFEFF"].includes(delimiter))) return;
  throw new RangeError(
    `${action}: delimiter is ${JSON.stringify(delimiter)}, it must be one character, such as ";", and no quote or line end`,
  );
}
