/** Writing a table to a file, in the format that its name stands for. */

import { checkOptions } from "../base/check";
import { fileFormat } from "./file-format";
import type { Table } from "./table";
import { pathOf } from "./text-source";
import { writeCsv } from "./write-csv";
import { writeParquet } from "./write-parquet";

export interface WriteTableOptions {
  readonly signal?: AbortSignal;
}

/**
 * Writes a table by the ending of its name: .csv, .tsv and .txt, also packed as .gz, by `writeCsv`; .parquet by
 * `writeParquet`. Errors: theirs, and a RangeError for any other ending.
 *
 * @example
 * await assert.rejects(writeTable("people.docx", Table.of({ age: [31] })), /its ending does not say what it is/);
 */
export async function writeTable(path: string | URL, table: Table, options: WriteTableOptions = {}): Promise<void> {
  checkOptions("Cannot write a table", options, ["signal"]);
  const file = pathOf(path);
  switch (fileFormat("Cannot write", file)) {
    case "csv":
      return writeCsv(file, table, options);
    case "tsv":
      return writeCsv(file, table, { ...options, delimiter: "\t" });
    case "parquet":
      return writeParquet(file, table, options);
  }
}
