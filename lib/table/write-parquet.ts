/** Writing a table as a Parquet file, one group of rows after another. */

import { type FileHandle, open } from "node:fs/promises";

import { breather, throwIfAborted } from "../base/abort";
import { checkOptions } from "../base/check";
import { replaceFile } from "../base/replace-file";
import { cellsOf, elementOf } from "./parquet-element";
import type { Table } from "./table";
import { pathOf } from "./text-source";

export interface WriteParquetOptions {
  readonly signal?: AbortSignal;
}

/** The key of the file's metadata under which the written forms of datetime columns stand. */
export const FORMATS_KEY = "synthetic-tables.datetime-formats";

const ROWS_A_GROUP = 16_384;

/**
 * Writes a table to a Parquet file (packed by Snappy). Whole numbers of 32 bits are stored as such, other numbers as
 * doubles, dates without times as dates, other points in time in milliseconds; missing cells are nulls. `readParquet`
 * gives back exactly the same table, except that half of a surrogate pair, which is no text, becomes U+FFFD.
 *
 * Errors: a table without columns; a point in time with parts of a millisecond.
 *
 * @example
 * const path = `${process.env.TMPDIR ?? "/tmp"}/synthetic-tables-example.parquet`;
 * await writeParquet(path, Table.of({ zip: ["01099", null], born: [new Date("1815-12-10"), null] }));
 * assert.deepEqual((await readParquet(path)).row(0), { zip: "01099", born: new Date("1815-12-10") });
 */
export async function writeParquet(path: string | URL, table: Table, options: WriteParquetOptions = {}): Promise<void> {
  checkOptions("Cannot write a Parquet file", options, ["signal"]);
  if (table.columns.length === 0) throw new RangeError("Cannot write a Parquet file: the table has no columns, and at least one is needed");
  refusePartsOfMilliseconds(table);
  await replaceFile(pathOf(path), async (temporaryPath) => {
    const file = await open(temporaryPath, "wx");
    try {
      await writeGroups(file, table, options.signal);
    } finally {
      await file.close();
    }
  });
}

async function writeGroups(file: FileHandle, table: Table, signal: AbortSignal | undefined): Promise<void> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const elements = table.columns.map(elementOf);
  const writer = new ByteWriter();
  const flush = async (): Promise<void> => {
    await file.write(new Uint8Array(writer.buffer, 0, writer.index));
    writer.index = 0;
  };
  const parquet = new ParquetWriter({
    writer: Object.assign(writer, { flush, finish: flush }),
    schema: [{ name: "root", num_children: elements.length }, ...elements],
    kvMetadata: [{ key: FORMATS_KEY, value: JSON.stringify(formatsOf(table)) }],
    createdBy: "synthetic-tables",
  });
  const breathe = breather();
  for (let start = 0; start < table.rowCount; start += ROWS_A_GROUP) {
    throwIfAborted(signal, "Writing a Parquet file");
    const end = Math.min(table.rowCount, start + ROWS_A_GROUP);
    const columnData = table.columns.map((column, j) => ({ name: column.name, data: cellsOf(column, elements[j], start, end) }));
    await parquet.write({ columnData, rowGroupSize: ROWS_A_GROUP });
    await breathe();
  }
  await parquet.finish();
}

/** The form of each datetime column, by place. */
function formatsOf(table: Table): Readonly<Record<number, string>> {
  return Object.fromEntries(table.columns.flatMap((column, j) => (column.type === "datetime" ? [[j, column.format]] : [])));
}

function refusePartsOfMilliseconds(table: Table): void {
  for (const column of table.columns) {
    if (column.type !== "datetime") continue;
    const i = column.values.findIndex((value) => !Number.isNaN(value) && !Number.isInteger(value));
    if (i < 0) continue;
    throw new RangeError(
      `Cannot write a Parquet file: row ${i} of "${column.name}" is ${column.values[i]} ms since 1970; points in time need whole milliseconds`,
    );
  }
}
