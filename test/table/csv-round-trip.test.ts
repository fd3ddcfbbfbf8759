import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readCsv } from "../../lib/table/read-csv";
import { Table } from "../../lib/table/table";
import { formatCsv, writeCsv } from "../../lib/table/write-csv";
import { arbitraryTable, contents } from "./arbitrary-table";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();

/** A text that stands for missing and that no arbitrary cell is equal to. */
const MISSING = "~missing cell~";

describe("what writeCsv writes, readCsv reads", () => {
  test("any table comes back exactly when its types are declared", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTable, fc.constantFrom(",", ";", "\t", "|"), async (table, delimiter) => {
        const columns = Object.fromEntries(table.columns.map((column) => [column.name, column.type]));
        const text = formatCsv(table, { delimiter, missing: MISSING });
        const read = await readCsv({ text }, { delimiter, columns, missing: [MISSING], trim: false });
        expect(read.rowCount).toBe(table.rowCount);
        expect(contents(read)).toEqual(contents(withOpenFormats(table, read)));
      }),
      { numRuns: 300 },
    );
  });

  test("numbers, dates and truth values come back without being declared", async () => {
    const text = "a,b,c,d\n1e+21,2024-01-31,true,2024-01-31T12:30:00.250Z\n,,,\n-0,1900-02-28,false,1999-12-31T23:59:59.999Z\n";
    expect(formatCsv(await readCsv({ text }))).toBe(text);
  });

  test("through a file, packed and not", async () => {
    const table = Table.of({ city: ["Ulm", 'the "big", one', null], people: [126329, null, 0.1] });
    for (const name of ["plain.csv", "packed.csv.gz"]) {
      await writeCsv(join(folder, name), table);
      expect(contents(await readCsv(join(folder, name)))).toEqual(contents(table));
    }
    expect(gunzipSync(readFileSync(join(folder, "packed.csv.gz"))).toString()).toBe(formatCsv(table));
  });
});

/** The form of a datetime column is read off its cells: where they are all missing, or of no fraction, less is known. */
function withOpenFormats(table: Table, read: Table): Table {
  return new Table(
    table.columns.map((column) => {
      const other = read.column(column.name);
      return column.type === "datetime" && other.type === "datetime" && column.values.every(Number.isNaN)
        ? { ...column, format: other.format }
        : column;
    }),
    table.rowCount,
  );
}

describe("writeCsv", () => {
  const table = Table.of({ x: [1, 2] });

  test("leaves the old file when it fails, and no other", async () => {
    const path = join(folder, "kept.csv");
    writeFileSync(path, "old");
    await expect(writeCsv(path, table, { signal: AbortSignal.abort() })).rejects.toThrow("stopped on request");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder).filter((name) => name.includes("kept"))).toEqual(["kept.csv"]);
  });

  test("refuses what cannot be read back", async () => {
    await expect(writeCsv(join(folder, "none.csv"), new Table([], 3))).rejects.toThrow("the table has no columns");
    expect(() => formatCsv(Table.of({ a: ["NA", null] }), { missing: "NA" })).toThrow('some of its cells are "NA"');
    expect(() => formatCsv(table, { delimiter: "ab" })).toThrow("it must be one character");
    expect(() => formatCsv(table, { delimiter: "auto" })).toThrow("which is for reading");
    expect(() => formatCsv(table, { missing: "a,b" })).toThrow("without separators");
    const misspelt = { delimeter: ";" };
    // @ts-expect-error the option is misspelt on purpose
    expect(() => formatCsv(table, misspelt)).toThrow('Did you mean "delimiter"?');
    await expect(writeCsv(join(folder, "nowhere", "x.csv"), table)).rejects.toThrow("ENOENT");
    expect(existsSync(join(folder, "none.csv"))).toBe(false);
  });

  test("reports its progress, the last report being the whole", async () => {
    const rows: number[] = [];
    const long = Table.of({ x: Array.from({ length: 10_000 }, (_, i) => i) });
    await writeCsv(join(folder, "long.csv"), long, { onProgress: (progress) => rows.push(progress.rows) });
    expect(rows.at(-1)).toBe(10_000);
  });

  test("quotes what needs quotes, and the missing cell of a table of one column", () => {
    expect(formatCsv(Table.of({ a: [" x", 'y"', "z\n", "w", "", null] }))).toBe('a\n" x"\n"y"""\n"z\n"\nw\n""\n""\n');
    expect(formatCsv(Table.of({ a: [1], b: ["x;y"] }), { delimiter: ";" })).toBe('a;b\n1;"x;y"\n');
    expect(formatCsv(Table.of({ a: [1e20, 2 ** 53, -0, Infinity] }))).toBe("a\n1e+20\n9.007199254740992e+15\n-0\nInfinity\n");
  });
});
