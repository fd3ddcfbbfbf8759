import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { parquetMetadata } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";

import { datetimeColumn } from "../../lib/table/column";
import { readParquet } from "../../lib/table/read-parquet";
import { readTable } from "../../lib/table/read-table";
import { Table } from "../../lib/table/table";
import { writeParquet } from "../../lib/table/write-parquet";
import { writeTable } from "../../lib/table/write-table";
import { arbitraryTable, contents } from "./arbitrary-table";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
const path = join(folder, "table.parquet");

type Written = Parameters<typeof parquetWriteBuffer>[0];

/** The table that a Parquet file of another writer holds. */
function readForeign(written: Written): Promise<Table> {
  return readParquet(new Uint8Array(parquetWriteBuffer(written)));
}

describe("what writeParquet writes, readParquet reads", () => {
  test("any table comes back exactly", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTable, async (table) => {
        await writeParquet(path, table);
        const read = await readParquet(path);
        expect(read.rowCount).toBe(table.rowCount);
        expect(contents(read)).toEqual(contents(table));
      }),
      { numRuns: 150 },
    );
  });

  test("more rows than a group holds", async () => {
    const table = Table.of({
      i: Array.from({ length: 70_000 }, (_, i) => (i % 7 === 0 ? null : i)),
      s: Array.from({ length: 70_000 }, (_, i) => `text ${i % 900}`),
    });
    await writeParquet(path, table);
    expect(parquetMetadata(new Uint8Array(readFileSync(path)).buffer).row_groups.length).toBe(5);
    expect(contents(await readParquet(path))).toEqual(contents(table));
    expect((await readParquet(path, { columns: ["s"], maxRows: 40_000 })).row(39_999)).toEqual({ s: "text 399" });
  });

  test("whole numbers are stored as such, dates as dates", async () => {
    await writeParquet(
      path,
      Table.of({ age: [31, null], share: [0.5, -0], day: [new Date("2024-01-31"), null], at: [new Date("2024-01-31T12:30Z"), null] }),
    );
    const { schema } = parquetMetadata(new Uint8Array(readFileSync(path)).buffer);
    expect(schema.slice(1).map((element) => element.logical_type?.type ?? element.converted_type ?? element.type)).toEqual([
      "INT32",
      "DOUBLE",
      "DATE",
      "TIMESTAMP",
    ]);
  });
});

describe("readParquet reads what others write", () => {
  test("whole numbers of 64 bits: numbers while all are safe, texts otherwise", async () => {
    const table = await readForeign({
      columnData: [
        { name: "safe", data: [1n, null, -9007199254740991n], type: "INT64" },
        { name: "wide", data: [1n, null, 9007199254740993n], type: "INT64" },
      ],
    });
    expect([...table.rows()]).toEqual([
      { safe: 1, wide: "1" },
      { safe: null, wide: null },
      { safe: -9007199254740991, wide: "9007199254740993" },
    ]);
  });

  test("decimals are what their digits say", async () => {
    const table = await readForeign({
      schema: [
        { name: "root", num_children: 1 },
        { name: "price", type: "INT32", converted_type: "DECIMAL", scale: 2, precision: 6, repetition_type: "OPTIONAL" },
      ],
      columnData: [{ name: "price", data: [0.57, 1.1, null] }],
    });
    expect([...table.rows()].map((row) => row.price)).toEqual([0.57, 1.1, null]);
  });

  test("timestamps in microseconds and nanoseconds are cut to milliseconds", async () => {
    const stamp = (unit: "MICROS" | "NANOS") =>
      ({ type: "INT64", repetition_type: "OPTIONAL", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit } }) as const;
    const table = await readForeign({
      schema: [
        { name: "root", num_children: 2 },
        { name: "us", ...stamp("MICROS") },
        { name: "ns", ...stamp("NANOS") },
      ],
      columnData: [
        { name: "us", data: [1_706_704_200_250_999n, -1n] },
        { name: "ns", data: [1_706_704_200_000_000_001n, null] },
      ],
    });
    expect([...table.rows()]).toEqual([
      { us: new Date(1_706_704_200_250), ns: new Date(1_706_704_200_000) },
      { us: new Date(-1), ns: null },
    ]);
    expect(table.columns.map((column) => column.type === "datetime" && column.format)).toEqual(["datetime-ms", "datetime"]);
  });

  test("floats, truth values, JSON as text, NaN as missing", async () => {
    const table = await readForeign({
      columnData: [
        { name: "f", data: [0.5, NaN], type: "FLOAT" },
        { name: "b", data: [true, null], type: "BOOLEAN" },
        { name: "j", data: [{ a: 1 }, null], type: "JSON" },
      ],
    });
    expect([...table.rows()]).toEqual([
      { f: 0.5, b: true, j: '{"a":1}' },
      { f: null, b: null, j: null },
    ]);
  });

  test("a file of no rows", async () => {
    const table = await readForeign({ columnData: [{ name: "x", data: [], type: "DOUBLE" }] });
    expect([table.rowCount, table.columnNames]).toEqual([0, ["x"]]);
  });
});

describe("what is wrong is said", () => {
  const table = Table.of({ age: [31, 54], city: ["Ulm", "Bari"] });

  test("a file that is none, or is cut off", async () => {
    writeFileSync(path, "age\n31\n");
    await expect(readParquet(path)).rejects.toThrow("it is no Parquet file, or it is damaged");
    await writeParquet(path, table);
    truncateSync(path, 40);
    await expect(readParquet(path)).rejects.toThrow("it is no Parquet file, or it is damaged");
    await expect(readParquet(join(folder, "tabel.parquet"))).rejects.toThrow('Did you mean "table.parquet"?');
  });

  test("damage inside a column", async () => {
    await writeParquet(path, table);
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4, 30);
    await expect(readParquet(bytes)).rejects.toThrow('column "age" is damaged');
  });

  test("nested columns, which can be left out", async () => {
    const nested: Written = {
      schema: [
        { name: "root", num_children: 2 },
        { name: "x", type: "DOUBLE", repetition_type: "OPTIONAL" },
        { name: "tags", num_children: 1, repetition_type: "OPTIONAL", converted_type: "LIST" },
        { name: "list", num_children: 1, repetition_type: "REPEATED" },
        { name: "element", type: "INT32", repetition_type: "OPTIONAL" },
      ],
      columnData: [
        { name: "x", data: [1.5] },
        { name: "tags", data: [[1, 2]] },
      ],
    };
    await expect(readForeign(nested)).rejects.toThrow('column "tags" is of type nested');
    expect((await readParquet(new Uint8Array(parquetWriteBuffer(nested)), { columns: ["x"] })).row(0)).toEqual({ x: 1.5 });
  });

  test("columns and options that are not there", async () => {
    await writeParquet(path, table);
    await expect(readParquet(path, { columns: ["agee"] })).rejects.toThrow('no column "agee". Did you mean "age"?');
    const misspelt = { column: ["age"] };
    // @ts-expect-error the option is misspelt on purpose
    await expect(readParquet(path, misspelt)).rejects.toThrow('unknown option "column"');
    await expect(readParquet(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });

  test("tables that cannot be written, without leaving a file", async () => {
    const none = join(folder, "none.parquet");
    await expect(writeParquet(none, new Table([], 2))).rejects.toThrow("the table has no columns");
    await expect(writeParquet(none, new Table([datetimeColumn("at", [0.5])]))).rejects.toThrow("whole milliseconds");
    await expect(writeParquet(none, table, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    expect(existsSync(none)).toBe(false);
  });
});

describe("readTable and writeTable go by the ending", () => {
  const table = Table.of({ age: [31, null], city: ["Ulm", "a\tb"] });

  test.each(["t.csv", "t.CSV", "t.csv.gz", "t.tsv", "t.tsv.gz", "t.txt", "t.parquet"])("%s", async (name) => {
    await writeTable(join(folder, name), table);
    expect(contents(await readTable(join(folder, name)))).toEqual(contents(table));
    expect((await readTable(join(folder, name), { maxRows: 1 })).rowCount).toBe(1);
  });

  test("any other ending is an error", async () => {
    await expect(readTable("people.xlsx")).rejects.toThrow("its ending does not say what it is");
    await expect(writeTable("people", table)).rejects.toThrow("its ending does not say what it is");
  });
});
