import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { readCsv, type ReadCsvOptions } from "../../lib/table/read-csv";
import type { Table } from "../../lib/table/table";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();

const read = (text: string, options?: ReadCsvOptions): Promise<Table> => readCsv({ text }, options);
const cellsOf = (table: Table, name = table.columnNames[0]): unknown[] => [...table.rows()].map((row) => row[name]);
const day = (text: string): Date => new Date(`${text}Z`);

/** The type that a column of these cells gets. */
async function typeOf(...cells: string[]): Promise<string> {
  return (await read(`x,y\n${cells.map((cell) => `${cell},1\n`).join("")}`)).columns[0].type;
}

describe("the type of a column is that of all its cells", () => {
  test("numbers", async () => {
    expect(await typeOf("1", "-.5", "1e5", "0.25", "-0", "5.", "NA", "")).toBe("number");
    expect(cellsOf(await read("x,y\n-.5,\n1e5,\nNaN,\n"))).toEqual([-0.5, 1e5, null]);
  });

  test.each([
    ["leading zeros", "007"],
    ["a plus sign", "+4917012345"],
    ["more digits than a number holds", "9007199254740993"],
    ["thousands", '"1,234"'],
    ["Infinity", "Infinity"],
    ["overflow", "1e999"],
    ["hexadecimal", "0x10"],
    ["a unit", "12 kg"],
    ["a date that the calendar lacks", "2023-02-29"],
    ["an hour too many", "2023-02-28 24:00"],
    ["neither month nor day first", "13/13/2024"],
  ])("%s: text", async (_, cell) => {
    expect(await typeOf(cell)).toBe("string");
  });

  test("a column that turns to text late keeps its first texts", async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i}.50,${i}`);
    const table = await read(`code,n\n${rows.join("\n")}\n007,5000\n`);
    expect(table.columns.map((column) => column.type)).toEqual(["string", "number"]);
    expect([table.cell(0, "code"), table.cell(4999, "code"), table.cell(5000, "code")]).toEqual(["0.50", "4999.50", "007"]);
  });

  test("truth values in any case", async () => {
    expect(cellsOf(await read("x,y\nTRUE,\nfalse,\n?,\nTrue,\n"))).toEqual([true, false, null, true]);
    expect(await typeOf("true", "yes")).toBe("string");
  });

  test("dates in ISO form, and the form is kept", async () => {
    const form = async (...cells: string[]): Promise<string> => {
      const [column] = (await read(`x,y\n${cells.map((cell) => `${cell},\n`).join("")}`)).columns;
      return column.type === "datetime" ? column.format : column.type;
    };
    expect(await form("2024-01-31")).toBe("date");
    expect(await form("2024-01-31 00:00:00")).toBe("datetime");
    expect(await form("2024-01-31T12:30")).toBe("iso");
    expect(await form("2024-01-31 12:30:00.250", "2024-01-31 12:30:00")).toBe("datetime-ms");
    expect(await form("2024-01-31T12:30:00Z", "2024-01-31T12:30:00+02:00")).toBe("iso-z");
    expect(await form("2024-01-31T12:30:00Z", "2024-01-31T12:30:00")).toBe("string");
    expect(cellsOf(await read("x,y\n2024-01-31T12:30:00.123456+02:00,\n"))).toEqual([day("2024-01-31T10:30:00.123")]);
    expect(cellsOf(await read("x,y\n0001-01-01,\n"))).toEqual([day("0001-01-01T00:00:00.000")]);
  });

  test("dates with slashes: month first where every cell allows it, else day first, else text", async () => {
    expect(cellsOf(await read("x,y\n1/2/2024,\n1/31/2024,\n"))).toEqual([day("2024-01-02T00:00"), day("2024-01-31T00:00")]);
    expect(cellsOf(await read("x,y\n1/2/2024,\n31/1/2024,\n"))).toEqual([day("2024-02-01T00:00"), day("2024-01-31T00:00")]);
    expect(cellsOf(await read("x,y\nNA,\n3/4/2024,\n"))).toEqual([null, day("2024-03-04T00:00")]);
    expect(await typeOf("1/31/2024", "31/1/2024")).toBe("string");
    expect(cellsOf(await read("x,y\n1/31/2024 9:05,\n"))).toEqual([day("2024-01-31T09:05")]);
  });

  test("a column of missing cells only is a string column", async () => {
    const table = await read("x,y\n,1\nNA,2\n");
    expect(table.column("x").type).toBe("string");
    expect(cellsOf(table)).toEqual([null, null]);
  });

  test("a declared type goes before the guess", async () => {
    const table = await read("zip,n,t,d\n12345,+007,1,2024-01-31\n", {
      columns: { zip: "string", n: "number", t: "boolean", d: "datetime" },
    });
    expect(table.row(0)).toEqual({ zip: "12345", n: 7, t: true, d: day("2024-01-31T00:00") });
  });
});

describe("what a file may look like", () => {
  test("separators are found: comma, semicolon, tab, bar", async () => {
    for (const delimiter of [",", ";", "\t", "|"]) {
      const table = await read(`name${delimiter}note\na${delimiter}"x,y;z|w"\nb${delimiter}q\n`);
      expect(table.columnNames).toEqual(["name", "note"]);
      expect(table.cell(0, "note")).toBe("x,y;z|w");
    }
    expect((await read("price\n1,20\n3,40\n", { delimiter: ";" })).cell(0, "price")).toBe("1,20");
  });

  test("line ends: LF, CRLF, CR, none at the end, and LF after a CRLF header counts as part of a row", async () => {
    for (const end of ["\n", "\r\n", "\r"]) expect(cellsOf(await read(["x,y", "1,a", "2,b"].join(end)))).toEqual([1, 2]);
    expect(cellsOf(await read("x,y\n1,a\r\n2,b\r\n"), "y")).toEqual(["a", "b"]);
  });

  test("quoted cells hold separators, quotes, line ends and emoji", async () => {
    expect((await read('x,y\r\n"a ""b"", c\r\nd","🙂"\r\n')).row(0)).toEqual({ x: 'a "b", c\r\nd', y: "🙂" });
  });

  test("a blank after each comma is layout; a blank before some cells is theirs", async () => {
    const adult = await read("age, work, pay\n39, State-gov, <=50K\n50, ?, >50K\n");
    expect(adult.row(1)).toEqual({ age: 50, work: null, pay: ">50K" });
    expect(adult.cell(0, "work")).toBe("State-gov");
    expect(cellsOf(await read("x,y\n a,1\nb,2\n"))).toEqual([" a", "b"]);
    expect(cellsOf(await read("x,y\n a,1\n b,2\n", { trim: false }))).toEqual([" a", " b"]);
    expect(cellsOf(await read("x,y\n a,1\nb ,2\n", { trim: true }))).toEqual(["a", "b"]);
    expect(cellsOf(await read("x,y\n a,1\n  a,2\n"))).toEqual(["a", "a"]);
  });

  test("an empty quoted cell is missing, and `missing` decides what else is", async () => {
    expect(cellsOf(await read('x,y\n"",1\nNone,2\nNA,3\n'))).toEqual([null, "None", null]);
    expect(cellsOf(await read("x,y\n-99,1\nNA,2\n", { missing: ["-99"] }))).toEqual([null, "NA"]);
  });

  test("an empty header name gets one after its place", async () => {
    expect((await read(",x,\n1,2,3\n")).columnNames).toEqual(["column_1", "x", "column_3"]);
  });

  test("a file without a header, with names or without", async () => {
    expect((await read("1,a\n2,b\n", { header: false })).columnNames).toEqual(["column_1", "column_2"]);
    expect((await read("1,a\n2,b\n", { header: ["n", "s"] })).row(1)).toEqual({ n: 2, s: "b" });
  });

  test("a header alone is a table of no rows; empty lines are passed over", async () => {
    expect(await read("x,y\n")).toMatchObject({ rowCount: 0, columnNames: ["x", "y"] });
    expect((await read("x,y\n\n1,2\n\n\n")).rowCount).toBe(1);
  });

  test("names that objects have of their own", async () => {
    const table = await read("__proto__,constructor,toString\n1,2,3\n");
    expect(table.columnNames.map((name) => table.cell(0, name))).toEqual([1, 2, 3]);
  });

  test("one column, where an empty line is a missing cell", async () => {
    expect(cellsOf(await read("x\n1\n\n3\n"))).toEqual([1, null, 3]);
  });

  test("maxRows stops early and types are those of the rows read", async () => {
    const table = await read("x,y\n1,a\n2,b\nfoo,c\n", { maxRows: 2 });
    expect(table.column("x").type).toBe("number");
    expect(table.rowCount).toBe(2);
    expect((await read("x,y\n1,a\n", { maxRows: 0 })).rowCount).toBe(0);
  });
});

describe("where it may stand", () => {
  const text = "name,n\nZoë 🙂,1\n";

  test("path, URL, bytes, packed by name or by content", async () => {
    writeFileSync(join(folder, "plain.csv"), text);
    writeFileSync(join(folder, "packed.dat"), gzipSync(text));
    const sources = [
      join(folder, "plain.csv"),
      pathToFileURL(join(folder, "plain.csv")),
      Buffer.from(text),
      gzipSync(text),
      join(folder, "packed.dat"),
    ];
    for (const source of sources) expect((await readCsv(source)).row(0)).toEqual({ name: "Zoë 🙂", n: 1 });
  });

  test("byte-order marks and encodings", async () => {
    expect((await readCsv(Buffer.from(`\uFEFF${text}`))).columnNames).toEqual(["name", "n"]);
    expect((await read(`\uFEFF${text}`)).columnNames).toEqual(["name", "n"]);
    expect((await readCsv(Buffer.from(`\uFEFF${text}`, "utf16le"))).cell(0, "name")).toBe("Zoë 🙂");
    expect((await readCsv(Buffer.from(`\uFEFF${text}`, "utf16le").swap16())).cell(0, "name")).toBe("Zoë 🙂");
    expect((await readCsv(Buffer.from("name,n\nZoë,1\n", "latin1"), { encoding: "windows-1252" })).cell(0, "name")).toBe("Zoë");
  });

  test("characters and quoted line ends that blocks of the file divide", async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `${i},"🙂 line\r\nof ""row"" ${i}"`);
    const table = await readCsv(Buffer.from(`i,s\r\n${rows.join("\r\n")}\r\n`));
    expect(table.rowCount).toBe(40_000);
    for (const i of [0, 9_999, 39_999]) expect(table.row(i)).toEqual({ i, s: `🙂 line\r\nof "row" ${i}` });
  });
});

describe("what is wrong is said with file and line", () => {
  test.each([
    ["an empty file", "", "it is empty"],
    ["too few cells", "a,b\n1,2\n3\n4,5\n", "line 3 has 1 cell, 2 are needed; see whether a separator is missing"],
    ["too many cells", 'a,b\n"x\ny",2\n3,4,5\n', "line 4 has 3 cells, 2 are needed; put a cell that holds the separator into quotes"],
    ["an unclosed quote", 'a,b\n1,2\n"3,4\n5,6\n', "the row that starts on line 3, a quote opens and is never closed"],
    ["text after a quote", 'a,b\n"1"x,2\n', "the row that starts on line 2, text follows a closing quote"],
    ["a name that stands twice", "a,b,a\n1,2,3\n", 'the column name "a" stands more than once'],
  ])("%s", async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test("a cell that contradicts its declared type", async () => {
    await expect(read("age,n\n1,1\nold,2\n", { columns: { age: "number" } })).rejects.toThrow(
      'line 3 has "old" in column "age", which is declared to be of type number',
    );
  });

  test("a missing file, a folder, a web address", async () => {
    writeFileSync(join(folder, "census.csv"), "a\n1\n");
    await expect(readCsv(join(folder, "cencus.csv"))).rejects.toThrow('there is no such file. Did you mean "census.csv"?');
    await expect(readCsv(join(folder, "none", "x.csv"))).rejects.toThrow("Nor is there a folder");
    await expect(readCsv(folder)).rejects.toThrow("it is a folder");
    await expect(readCsv("https://example.org/x.csv")).rejects.toThrow("download the file first");
    await expect(readCsv(new URL("https://example.org/x.csv"))).rejects.toThrow("only file: URLs");
  });

  test("bytes that are no text", async () => {
    await expect(readCsv(Buffer.from("name,n\na,1\nZoë,2\n", "latin1"))).rejects.toThrow(
      'not UTF-8 text. Save the file as UTF-8, or pass { encoding: "windows-1252" }',
    );
    await expect(readCsv(Buffer.from("PAR1xxxx"))).rejects.toThrow("a Parquet file; use readParquet");
    await expect(readCsv(Buffer.from("PK\u0003\u0004xxxx"))).rejects.toThrow("an Excel or zip file");
    await expect(readCsv(Buffer.from("a,b\0\n1,2\n"))).rejects.toThrow("it holds zero bytes");
    await expect(readCsv(gzipSync("a,b\n1,2\n".repeat(1000)).subarray(0, 40))).rejects.toThrow("damaged or cut off");
  });

  test("options that are none", async () => {
    const misspelt = { seperator: ";" };
    // @ts-expect-error the option is misspelt on purpose
    await expect(read("a\n1\n", misspelt)).rejects.toThrow('unknown option "seperator"');
    await expect(read("a\n1\n", { columns: { b: "number" } })).rejects.toThrow('options.columns names "b"');
    await expect(read("a\n1\n", { delimiter: ";;" })).rejects.toThrow("it must be one character");
    await expect(read("a\n1\n", { maxRows: -1 })).rejects.toThrow("maxRows is -1");
  });
});

describe("a long file", () => {
  const text = `i,s\n${Array.from({ length: 60_000 }, (_, i) => `${i},text number ${i}\n`).join("")}`;

  test("is reported while it is read, and the last report is the whole", async () => {
    const reports: { rows: number; bytes: number; totalBytes: number | undefined }[] = [];
    await readCsv(Buffer.from(text), { onProgress: (progress) => reports.push(progress) });
    expect(reports.at(-1)).toEqual({ rows: 60_000, bytes: text.length, totalBytes: text.length });
  });

  test("is left when the signal is raised", async () => {
    await expect(read(text, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    const stop = new AbortController();
    const reading = read(text, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe.skipIf(process.env.SYNTHETIC_TABLES_TEST_DATA === undefined)("real tables (needs SYNTHETIC_TABLES_TEST_DATA)", () => {
  test("flights: numbers, a time of the hour, texts with missing cells", async () => {
    const flights = await readCsv(join(process.env.SYNTHETIC_TABLES_TEST_DATA ?? "", "nycflights/flights.csv.gz"));
    expect(flights.rowCount).toBeGreaterThan(1000);
    expect(flights.column("dep_delay").type).toBe("number");
    expect(flights.column("tailnum").type).toBe("string");
  });
});
