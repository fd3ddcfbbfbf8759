/** A Parquet file that grows block by block. */

import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { concat } from "../table/concat";
import { cellsOf, elementOf } from "../table/parquet-element";
import type { Table } from "../table/table";
import { FORMATS_KEY } from "../table/write-parquet";

const ROWS_A_GROUP = 16_384;

/** What a finished file holds. */
export interface FinishedParquet {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Blocks are gathered until a group of rows is full: memory does not grow with the file. */
export interface ParquetFile {
  readonly add: (block: Table) => Promise<void>;
  readonly finish: () => Promise<FinishedParquet>;
  readonly close: () => Promise<void>;
}

/** Opens a Parquet file (packed by Snappy) for blocks with the columns of this table, whose rows are not written. */
export async function openParquetFile(path: string, columns: Table): Promise<ParquetFile> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const handle = await open(path, "w");
  // the type of a number must not depend on the first block: later ones may have fractions
  const elements = columns.columns.map((column) =>
    column.type === "number" ? { name: column.name, type: "DOUBLE" as const, repetition_type: "OPTIONAL" as const } : elementOf(column),
  );
  const sum = { hash: createHash("sha256"), bytes: 0, rows: 0 };
  const writer = new ByteWriter();
  const flush = (): Promise<void> => flushed(writer, handle, sum);
  const formats = columns.columns.flatMap((column, j) => (column.type === "datetime" ? [[j, column.format]] : []));
  const parquet = new ParquetWriter({
    writer: Object.assign(writer, { flush, finish: flush }),
    schema: [{ name: "root", num_children: elements.length }, ...elements],
    kvMetadata: [{ key: FORMATS_KEY, value: JSON.stringify(Object.fromEntries(formats)) }],
    createdBy: "synthetic-tables",
  });
  let waiting: Table[] = [];
  const writeGroup = async (): Promise<void> => {
    const group = concat(waiting);
    waiting = [];
    const columnData = group.columns.map((column, j) => ({ name: column.name, data: cellsOf(column, elements[j], 0, group.rowCount) }));
    await parquet.write({ columnData, rowGroupSize: ROWS_A_GROUP });
  };
  return {
    add: async (block) => {
      if (block.rowCount === 0) return;
      waiting.push(block);
      sum.rows += block.rowCount;
      if (waiting.reduce((rows, { rowCount }) => rows + rowCount, 0) >= ROWS_A_GROUP) await writeGroup();
    },
    finish: async () => {
      if (waiting.length > 0) await writeGroup();
      await parquet.finish();
      await handle.close();
      return { rows: sum.rows, bytes: sum.bytes, sha256: sum.hash.digest("hex") };
    },
    close: () => handle.close(),
  };
}

async function flushed(
  writer: { buffer: ArrayBuffer; index: number },
  handle: FileHandle,
  sum: { hash: ReturnType<typeof createHash>; bytes: number },
): Promise<void> {
  const bytes = new Uint8Array(writer.buffer, 0, writer.index);
  sum.hash.update(bytes);
  sum.bytes += bytes.length;
  await handle.write(bytes);
  writer.index = 0;
}
