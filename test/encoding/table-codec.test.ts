import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import type { Encoding } from "../../lib/encoding/encoding";
import { type EncodedTable, type FitOptions, TableCodec } from "../../lib/encoding/table-codec";
import { booleanColumn, type Column, datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const ODD_NAMES = ["", "__proto__", "a.b", '"q"', "😀", "constructor"];

async function roundTrip(column: Column, encoding: Encoding): Promise<unknown[]> {
  const table = new Table([column]);
  const codec = await TableCodec.fit(table, { columns: { [column.name]: encoding }, protection: false });
  return [...codec.decode(codec.encode(table)).rows()].map((row) => row[column.name]);
}

function cellsOf(column: Column): unknown[] {
  return [...new Table([column]).rows()].map((row) => row[column.name]);
}

function expectValidCodes(codec: TableCodec, { codes, rowCount }: EncodedTable): void {
  const cardinalities = codec.columns.flatMap((column) => column.subColumns.map(({ cardinality }) => cardinality));
  expect(codes).toHaveLength(cardinalities.length);
  codes.forEach((subColumn, j) => {
    expect(subColumn).toHaveLength(rowCount);
    expect(subColumn.every((code) => code >= 0 && code < cardinalities[j])).toBe(true);
  });
}

function randomCodes(codec: TableCodec, rowCount: number, rng: Rng): EncodedTable {
  const codes = codec.columns.flatMap(({ subColumns }) =>
    subColumns.map(({ cardinality }) => Int32Array.from({ length: rowCount }, () => rng.integer(cardinality))),
  );
  return { rowCount, codes };
}

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.array(fc.option(value, { freq: 5 }), { minLength: 1, maxLength: 40 });
const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((units) => units / 100);
const milliseconds = fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 });

describe("decode(encode(x)) is x without protection", () => {
  it("for categories of any text", () =>
    fc.assert(
      fc.asyncProperty(optional(fc.string({ unit: "binary" })), async (cells) => {
        const column = stringColumn("c", cells);
        expect(await roundTrip(column, "categorical")).toEqual(cellsOf(column));
      }),
    ));

  it("for categories that look like reserved words", async () => {
    const column = stringColumn("c", ["", null, "1", "_RARE_", "<<NULL>>", "missing", "\u0001", "__proto__"]);
    expect(await roundTrip(column, "categorical")).toEqual(cellsOf(column));
  });

  it("for numbers, discrete, as categories and digit by digit", () =>
    fc.assert(
      fc.asyncProperty(optional(cents), fc.constantFrom<Encoding>("discrete", "categorical", "digits"), async (cells, encoding) => {
        const column = numberColumn("c", cells);
        expect(await roundTrip(column, encoding)).toEqual(cellsOf(column).map((cell) => (cell === 0 ? 0 : cell)));
      }),
    ));

  it("for points in time, in any format", () =>
    fc.assert(
      fc.asyncProperty(optional(milliseconds), fc.constantFrom<Encoding>("datetime", "discrete"), async (cells, encoding) => {
        const column = datetimeColumn("c", cells, "iso-ms-z");
        expect(await roundTrip(column, encoding)).toEqual(cellsOf(column));
      }),
    ));

  it("for texts of up to 50 characters, character by character", () =>
    fc.assert(
      fc.asyncProperty(optional(fc.string({ unit: "grapheme", maxLength: 8 })), async (cells) => {
        const column = stringColumn("c", cells);
        expect(await roundTrip(column, "character")).toEqual(cellsOf(column));
      }),
    ));

  it("for truth values", async () => {
    const column = booleanColumn("c", [true, null, false, false]);
    expect(await roundTrip(column, "boolean")).toEqual([true, null, false, false]);
  });
});

describe("TableCodec", () => {
  const anyColumn = fc.oneof(
    fc.array(fc.option(fc.double({ noDefaultInfinity: false })), { minLength: 0, maxLength: 60 }).map((cells) => numberColumn("c", cells)),
    optional(cents).map((cells) => numberColumn("c", cells)),
    optional(fc.string({ maxLength: 5 })).map((cells) => stringColumn("c", cells)),
    optional(milliseconds).map((cells) => datetimeColumn("c", cells)),
    optional(fc.boolean()).map((cells) => booleanColumn("c", cells)),
  );

  it("keeps codes below the cardinality, and decodes any codes, for any column", () =>
    fc.assert(
      fc.asyncProperty(
        anyColumn,
        fc.boolean(),
        fc.constantFrom("sample" as const, "constant" as const),
        async (column, protection, rare) => {
          const table = new Table([column]);
          const fitted = await TableCodec.fit(table, { protection, rare });
          const codec = TableCodec.fromJSON(JSON.parse(JSON.stringify(fitted)));
          const encoded = codec.encode(table);
          expectValidCodes(codec, encoded);
          const decoded = codec.decode(randomCodes(codec, 30, new Rng(1)));
          expect(decoded.rowCount).toBe(30);
          expect(decoded.columns[0].type).toBe(column.type);
          for (const { name, subColumns } of codec.columns) {
            subColumns.forEach(({ cardinality, suppressed }, s) => {
              expect(codec.valueLabels(name, s)).toHaveLength(cardinality);
              expect(suppressed.length).toBeLessThan(cardinality);
            });
          }
          for (const shares of codec.empiricalProbabilities(encoded))
            expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 300 },
    ));

  it("gives the same codec for the same seed, and the same table from a saved one", async () => {
    const rng = new Rng(4);
    const table = Table.of({
      x: Array.from({ length: 400 }, () => rng.normal()),
      s: Array.from({ length: 400 }, () => `t${rng.integer(90)}`),
    });
    const one = await TableCodec.fit(table, { rng: new Rng(9) });
    const two = await TableCodec.fit(table, { rng: new Rng(9) });
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    const loaded = TableCodec.fromJSON(JSON.parse(JSON.stringify(one)));
    const decode = (codec: TableCodec): unknown[] => [...codec.decode(codec.encode(table), { rng: new Rng(2) }).rows()];
    expect(decode(loaded)).toEqual(decode(one));
  });

  it("refuses a codec of a newer version", () => {
    expect(() => TableCodec.fromJSON({ version: 2, columns: [] })).toThrow(/version 2.*Update/);
  });

  it("takes tables without columns, without rows, of one row, and odd column names", async () => {
    const empty = await TableCodec.fit(new Table([], 5));
    expect(empty.decode(empty.encode(new Table([], 5))).rowCount).toBe(5);
    const noRows = new Table([numberColumn("a", []), stringColumn("b", [])]);
    const codec = await TableCodec.fit(noRows);
    expect(codec.decode(codec.encode(noRows)).columnNames).toEqual(["a", "b"]);
    expect([...codec.decode({ rowCount: 1, codes: [] }).rows()]).toEqual([{ a: null, b: null }]);
    const odd = new Table(
      ODD_NAMES.map((name, k) =>
        numberColumn(
          name,
          Array.from({ length: 60 }, (_, i) => (i * (k + 1)) % 9),
        ),
      ),
    );
    const oddCodec = await TableCodec.fit(odd, { columns: { ["__proto__"]: "categorical" } });
    expect(oddCodec.decode(oddCodec.encode(odd)).columnNames).toEqual(ODD_NAMES);
    expect(oddCodec.columns[1].encoding).toBe("categorical");
  });

  it("shows nothing of a single row, unless protection is off", async () => {
    const table = Table.of({ a: [5], b: ["x"], d: [new Date(0)] });
    const show = async (options: FitOptions) => {
      const codec = await TableCodec.fit(table, options);
      return [...codec.decode(codec.encode(table)).rows()];
    };
    expect(await show({})).toEqual([{ a: null, b: null, d: null }]);
    expect(await show({ protection: false })).toEqual([{ a: 5, b: "x", d: new Date(0) }]);
  });

  it("copies constant columns and gives them no sub-columns", async () => {
    const table = Table.of({ year: new Array(20).fill(2013), none: new Array(20).fill(null) });
    const codec = await TableCodec.fit(table);
    expect(codec.columns.map(({ encoding, subColumns }) => [encoding, subColumns.length])).toEqual([
      ["constant", 0],
      ["constant", 0],
    ]);
    expect(codec.decode({ rowCount: 2, codes: [] }).row(1)).toEqual({ year: 2013, none: null });
    expect(codec.notes).toHaveLength(2);
  });

  it("encodes only the columns it is asked for, from a table that has no others", async () => {
    const table = Table.of({ a: Array.from({ length: 60 }, (_, i) => i % 3), b: Array.from({ length: 60 }, (_, i) => `k${i % 2}`) });
    const codec = await TableCodec.fit(table);
    const given = codec.encode(Table.of({ b: ["k1", "k0"] }), { columns: ["b"] });
    expect(given.codes.map((codes) => [...codes])).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });

  it("reads cells of another type, and says which one it cannot read", async () => {
    const codec = await TableCodec.fit(Table.of({ amount: Array.from({ length: 60 }, (_, i) => 10 * (i % 5)) }));
    expect([...codec.encode(Table.of({ amount: ["20", " 40", null] })).codes[0]].slice(0, 2)).toEqual([2, 4]);
    expect(() => codec.encode(Table.of({ amount: ["20", "many"] }))).toThrow('Cannot encode "amount": row 2 is "many", a number is needed');
  });

  it("looks up the code of a value, and names the values when there is none", async () => {
    const table = Table.of({
      plan: Array.from({ length: 60 }, (_, i) => (i % 2 ? "basic" : "pro")),
      on: Array.from({ length: 60 }, (_, i) => i % 3 > 0),
    });
    const codec = await TableCodec.fit(table);
    expect([codec.codeOf("plan", "basic"), codec.codeOf("plan", "pro"), codec.codeOf("on", true), codec.codeOf("on", "false")]).toEqual([
      1, 2, 1, 0,
    ]);
    expect(() => codec.codeOf("plan", "basik")).toThrow('Did you mean "basic"?');
    expect(() => codec.codeOf("plann", "pro")).toThrow('no column "plann". Did you mean "plan"?');
  });

  it("tells which code means missing", async () => {
    const half = <Value>(value: (i: number) => Value) => Array.from({ length: 80 }, (_, i) => (i % 2 ? null : value(i)));
    const table = Table.of({
      text: half((i) => `t${i % 3}`),
      few: half((i) => i % 3),
      many: half((i) => Math.sqrt(i)),
      flag: half((i) => i % 4 > 0),
      day: half((i) => new Date(i * 86_400_000)),
    });
    const codec = await TableCodec.fit(table, { columns: { day: "datetime" } });
    const { codes } = codec.encode(table);
    expect(codec.columns.map(({ hasMissingFlag }) => hasMissingFlag)).toEqual([false, false, false, false, true]);
    for (const { first, missingCode } of codec.columns) {
      expect([...codes[first]].filter((code) => code === missingCode)).toHaveLength(40);
      expect(codes[first][1]).toBe(missingCode);
    }
  });

  it("counts a value once for each person when it knows them", async () => {
    const table = Table.of({ word: Array.from({ length: 200 }, (_, i) => (i < 100 ? "secret" : "common")) });
    const subjects = Int32Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : i));
    const kept = async (options: FitOptions) => (await TableCodec.fit(table, options)).valueLabels("word");
    expect(await kept({})).toEqual(["_RARE_", "common", "secret"]);
    expect(await kept({ subjects })).toEqual(["_RARE_", "common"]);
  });

  it("refuses unknown columns, encodings and options", async () => {
    const table = Table.of({ age: [1, 2, 3] });
    await expect(TableCodec.fit(table, { columns: { agee: "digits" } })).rejects.toThrow('No column "agee". Did you mean "age"?');
    const misspelt: Record<string, Encoding> = JSON.parse('{ "age": "digit" }');
    await expect(TableCodec.fit(table, { columns: misspelt })).rejects.toThrow('Did you mean "digits"?');
    await expect(TableCodec.fit(table, { columns: { age: "datetime" } })).rejects.toThrow("its cells are of type number");
    const codec = await TableCodec.fit(table, { columns: { age: "categorical" }, protection: false });
    expect(() => codec.decode({ rowCount: 1, codes: [] })).toThrow("got 0 sub-columns of codes, the columns have 1");
  });

  it("counts only present cells behind a missing flag", async () => {
    const table = Table.of({ day: Array.from({ length: 40 }, (_, i) => (i % 4 ? null : new Date(Date.UTC(2020, i % 8 ? 1 : 0, 1)))) });
    const codec = await TableCodec.fit(table, { columns: { day: "datetime" }, protection: false });
    const [flag, month] = codec.empiricalProbabilities(codec.encode(table));
    expect([...flag]).toEqual([11 / 42, 31 / 42]);
    expect([...month]).toEqual([6 / 12, 6 / 12]);
  });
});
