/** Reading a table from a file, whatever its format. */

import { checkOptions } from "../base/check";
import { fileFormat } from "./file-format";
import { readCsv, type ReadCsvOptions } from "./read-csv";
import { readParquet } from "./read-parquet";
import type { Table } from "./table";
import { pathOf } from "./text-source";

export interface ReadTableOptions {
  readonly maxRows?: number;
  /** How a CSV file is to be understood; passed over for other formats. */
  readonly csv?: Omit<ReadCsvOptions, "maxRows" | "signal">;
  readonly signal?: AbortSignal;
}

/**
 * Reads a table by the ending of its name: .csv, .tsv and .txt, also packed as .gz, by `readCsv`; .parquet by
 * `readParquet`. Errors: theirs, and a RangeError for any other ending.
 *
 * @example
 * const path = `${process.env.TMPDIR ?? "/tmp"}/synthetic-tables-either.csv.gz`;
 * await writeTable(path, Table.of({ age: [31, 54] }));
 * assert.equal((await readTable(path)).rowCount, 2);
 */
export async function readTable(path: string | URL, options: ReadTableOptions = {}): Promise<Table> {
  checkOptions("Cannot read a table", options, ["maxRows", "csv", "signal"]);
  const { csv = {}, ...limits } = options;
  const file = pathOf(path);
  switch (fileFormat("Cannot read", file)) {
    case "csv":
      return readCsv(file, { ...csv, ...limits });
    case "tsv":
      return readCsv(file, { delimiter: "\t", ...csv, ...limits });
    case "parquet":
      return readParquet(file, limits);
  }
}
