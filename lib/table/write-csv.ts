/** Writing a table as CSV: to a file, block by block, or to a text. */

import { createWriteStream } from "node:fs";
import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

import { breather, throwIfAborted } from "../base/abort";
import { checkOptions } from "../base/check";
import { count } from "../base/errors";
import { throttled } from "../base/progress";
import { replaceFile } from "../base/replace-file";
import { csvBlocks, type CsvLayout, ROWS_A_BLOCK } from "./csv-blocks";
import { checkDelimiter } from "./read-csv";
import type { Table } from "./table";
import { pathOf } from "./text-source";

export interface FormatCsvOptions {
  readonly delimiter?: string;
  /** The text that stands for a missing cell. */
  readonly missing?: string;
}

export interface WriteCsvOptions extends FormatCsvOptions {
  readonly onProgress?: (progress: { readonly rows: number; readonly totalRows: number }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes a table to a CSV file (RFC 4180, UTF-8, a line feed after each row); packed with gzip when the name ends in
 * ".gz". The file appears when it is complete: a failure leaves the old file, or none.
 *
 * Numbers are the shortest texts that read back as the same numbers; dates are written in the form of their column. A CSV
 * file does not say what its cells are: a string column of "007" or "NA" comes back the same only when the reader is told
 * so. `readCsv(path, { columns, missing, trim: false })` gives exactly the table written, with its own types in `columns`
 * and one text that no cell has as `missing` here and there; Parquet needs no such care.
 *
 * Errors: a table without columns, a string cell equal to the text (other than "") that stands for missing.
 *
 * @example
 * const path = `${process.env.TMPDIR ?? "/tmp"}/synthetic-tables-example.csv`;
 * await writeCsv(path, Table.of({ name: ["Ada", null], born: [1815, 1912] }));
 * assert.equal((await readCsv(path)).rowCount, 2);
 */
export async function writeCsv(path: string | URL, table: Table, options: WriteCsvOptions = {}): Promise<void> {
  const layout = checkedLayout(table, options);
  checkOptions("Cannot write a CSV file", options, ["delimiter", "missing", "onProgress", "signal"]);
  const file = pathOf(path);
  await replaceFile(file, async (temporaryPath) => {
    const packers: Transform[] = /\.gz$/i.test(file) ? [createGzip()] : [];
    await pipeline([Readable.from(watched(table, layout, options)), ...packers, createWriteStream(temporaryPath)]);
  });
}

/**
 * The table as CSV text; see `writeCsv` for the form.
 *
 * @example
 * assert.equal(formatCsv(Table.of({ city: ["Ulm", "Bari, Italy"], people: [126329, null] })), 'city,people\nUlm,126329\n"Bari, Italy",\n');
 */
export function formatCsv(table: Table, options: FormatCsvOptions = {}): string {
  checkOptions("Cannot format as CSV", options, ["delimiter", "missing"]);
  return [...csvBlocks(table, checkedLayout(table, options))].join("");
}

async function* watched(table: Table, layout: CsvLayout, { onProgress, signal }: WriteCsvOptions): AsyncGenerator<string> {
  const report = throttled(onProgress);
  const breathe = breather();
  let rows = 0;
  for (const block of csvBlocks(table, layout)) {
    throwIfAborted(signal, "Writing a CSV file");
    yield block;
    rows = Math.min(table.rowCount, rows + ROWS_A_BLOCK);
    report({ rows, totalRows: table.rowCount });
    await breathe();
  }
  report({ rows: table.rowCount, totalRows: table.rowCount }, true);
}

function checkedLayout(table: Table, { delimiter = ",", missing = "" }: FormatCsvOptions): CsvLayout {
  const action = `Cannot write ${count(table.rowCount, "row")} as CSV`;
  if (table.columns.length === 0) throw new RangeError(`${action}: the table has no columns, and a CSV file needs at least one`);
  if (delimiter === "auto") throw new RangeError(`${action}: delimiter is "auto", which is for reading; name one character, such as ";"`);
  checkDelimiter(action, delimiter);
  if (typeof missing !== "string" || missing.includes(delimiter) || /["\r\n]/.test(missing)) {
    throw new RangeError(`${action}: missing is ${JSON.stringify(missing)}, it must be a text without separators, quotes and line ends`);
  }
  return { delimiter, missing };
}
