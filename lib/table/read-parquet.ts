/** Reading a table from a Parquet file, column by column, one group of rows after another. */

import type { AsyncBuffer, FileMetaData, SchemaTree } from "hyparquet" with { "resolution-mode": "import" };

import { breather, throwIfAborted } from "../base/abort";
import { checkInteger, checkOptions } from "../base/check";
import { didYouMean, messageOf, quoteList } from "../base/errors";
import { DATETIME_FORMATS, type DatetimeFormat } from "./column";
import { ParquetColumn } from "./parquet-column";
import { kindOf, type ParquetKind } from "./parquet-element";
import { Table } from "./table";
import { checkFile, pathOf } from "./text-source";
import { FORMATS_KEY } from "./write-parquet";

export interface ReadParquetOptions {
  /** The columns to read, in this order; all when left out. */
  readonly columns?: readonly string[];
  /** Stop after this many rows. */
  readonly maxRows?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads a table from a Parquet file, a `file:` URL or the bytes of a file, whatever its compression.
 *
 * Numbers, truth values and texts are what they are; whole numbers of 64 bits become a string column when one of them is
 * beyond 2^53; decimals become numbers; dates and timestamps become points in time, cut to milliseconds, in UTC; nulls
 * and NaN are missing cells.
 *
 * Errors: a missing file, a file that is no Parquet file or is damaged, nested columns and other types that a table
 * cannot hold (named; leave them out with `columns`), a name in `columns` that is not in the file.
 *
 * @example
 * const path = `${process.env.TMPDIR ?? "/tmp"}/synthetic-tables-read.parquet`;
 * await writeParquet(path, Table.of({ age: [31, null], city: ["Ulm", "Bari"] }));
 * assert.deepEqual((await readParquet(path, { columns: ["city"] })).columnNames, ["city"]);
 */
export async function readParquet(source: string | URL | Uint8Array, options: ReadParquetOptions = {}): Promise<Table> {
  checkOptions("Cannot read a Parquet file", options, ["columns", "maxRows", "signal"]);
  checkInteger("Cannot read a Parquet file", "maxRows", options.maxRows ?? 0, 0);
  const { asyncBufferFromFile } = await import("hyparquet");
  if (source instanceof Uint8Array) return readFrom("the bytes", bufferOf(source), options);
  const path = pathOf(source);
  await checkFile(path);
  return readFrom(path, await asyncBufferFromFile(path), options);
}

async function readFrom(name: string, file: AsyncBuffer, options: ReadParquetOptions): Promise<Table> {
  const { parquetMetadataAsync, parquetSchema } = await import("hyparquet");
  const metadata = await parquetMetadataAsync(file, { geoparquet: false }).catch((thrown: unknown) => {
    throw new SyntaxError(`Cannot read ${name}: it is no Parquet file, or it is damaged (${messageOf(thrown)})`);
  });
  const { maxRows = Infinity } = options;
  const rowCount = Math.min(Number(metadata.num_rows), maxRows);
  const trees = parquetSchema(metadata).children;
  const columns = chosen(name, trees, options.columns).map((tree) => {
    return new ParquetColumn(tree.element.name, kindOrRefusal(name, tree), tree.element, formatOf(metadata, trees.indexOf(tree)), rowCount);
  });
  await fill(columns, { name, file, metadata, rowCount, signal: options.signal });
  return new Table(
    columns.map((column) => column.toColumn()),
    rowCount,
  );
}

interface Reading {
  readonly name: string;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly rowCount: number;
  readonly signal: AbortSignal | undefined;
}

async function fill(columns: readonly ParquetColumn[], { name, file, metadata, rowCount, signal }: Reading): Promise<void> {
  const { parquetScan } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const names = columns.map((column) => column.name);
  const scan = await parquetScan({ file, metadata, columns: names, compressors, parsers: PARSERS, geoparquet: false });
  const breathe = breather();
  for (const { rowStart, rowEnd } of scan.ranges) {
    if (rowStart >= rowCount) return;
    for (const column of columns) {
      throwIfAborted(signal, `Reading ${name}`);
      const range = { column: column.name, rowStart, rowEnd: Math.min(rowEnd, rowCount) };
      const cells = await scan.readColumn(range).catch((thrown: unknown) => {
        throw new SyntaxError(`Cannot read ${name}: column "${column.name}" is damaged or in an unknown form (${messageOf(thrown)})`);
      });
      column.add(cells, rowStart);
      await breathe();
    }
  }
}

/** Points in time as milliseconds, JSON as its text, strings with every character that they hold. */
const PARSERS = {
  timestampFromMilliseconds: Number,
  timestampFromMicroseconds: (micros: bigint): number => Number(floorDivide(micros, 1000n)),
  timestampFromNanoseconds: (nanos: bigint): number => Number(floorDivide(nanos, 1_000_000n)),
  dateFromDays: (days: number): number => days * 86_400_000,
  stringFromBytes: textOf,
  jsonFromBytes: textOf,
};

const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : DECODER.decode(bytes);
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function chosen(name: string, trees: readonly SchemaTree[], columns: readonly string[] | undefined): readonly SchemaTree[] {
  if (columns === undefined) return trees;
  const names = trees.map((tree) => tree.element.name);
  return columns.map((column) => {
    const tree = trees[names.indexOf(column)];
    if (tree !== undefined) return tree;
    throw new RangeError(`Cannot read ${name}: no column "${column}".${didYouMean(column, names)} The columns are ${quoteList(names, 12)}`);
  });
}

function kindOrRefusal(name: string, { element, children }: SchemaTree): ParquetKind {
  const kind = children.length > 0 || element.repetition_type === "REPEATED" ? undefined : kindOf(element);
  if (kind !== undefined) return kind;
  const type = children.length > 0 ? "nested" : (element.logical_type?.type ?? element.converted_type ?? element.type ?? "unknown");
  throw new TypeError(
    `Cannot read ${name}: column "${element.name}" is of type ${type}, and a table holds numbers, texts, truth values and points in time; leave it out with { columns: [...] }`,
  );
}

/** The written form of a datetime column that our own writer noted, by place. */
function formatOf({ key_value_metadata: entries = [] }: FileMetaData, place: number): DatetimeFormat | undefined {
  const noted = entries.find((entry) => entry.key === FORMATS_KEY)?.value;
  if (noted === undefined) return undefined;
  const format: unknown = new Map(Object.entries(Object(JSON.parse(noted)))).get(String(place));
  return DATETIME_FORMATS.find((known) => known === format);
}

function bufferOf(bytes: Uint8Array): AsyncBuffer {
  return { byteLength: bytes.length, slice: (start, end) => Uint8Array.from(bytes.subarray(start, end)).buffer };
}
