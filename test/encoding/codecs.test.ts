/** Unit vectors. Those marked (engine) restate published behaviour of the TabularARGN reference implementation. */

import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { civilFromDays, daysFromCivil, daysInMonth } from "../../lib/encoding/civil-date";
import type { Encoding } from "../../lib/encoding/encoding";
import { splitDigits } from "../../lib/encoding/numeric-digits";
import { protectedBounds } from "../../lib/encoding/rare";
import { type FitOptions, TableCodec } from "../../lib/encoding/table-codec";
import { type Column, datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const repeat = <Value>(times: number, values: readonly Value[]): Value[] => Array.from({ length: times }, () => values).flat();

function fit(column: Column, encoding?: Encoding, options: FitOptions = {}): Promise<TableCodec> {
  return TableCodec.fit(new Table([column]), { ...options, ...(encoding === undefined ? {} : { columns: { [column.name]: encoding } }) });
}

function shapeOf(codec: TableCodec): string {
  return codec.columns[0].subColumns.map(({ name, cardinality }) => `${name}:${cardinality}`).join(" ");
}

function digitsOf(value: number, highest: number, decimals: number): string {
  const digit = new Int8Array(highest + decimals + 1);
  splitDigits(value, highest, decimals, digit);
  return digit.join("");
}

describe("digits", () => {
  it("splits numbers into decimal places (engine)", () => {
    expect(digitsOf(21047147.89, 7, 6)).toBe("21047147890000");
    expect(digitsOf(-910635.287793, 7, 6)).toBe("00910635287793");
    expect(digitsOf(0.00999999977648, 0, 8)).toBe("000999999");
    expect(digitsOf(2 ** 63, 18, 0)).toBe("9223372036854776000");
    expect(digitsOf(9e30, 18, 0)).toBe("0".repeat(19));
    expect(digitsOf(0.29, 0, 2)).toBe("029");
  });

  it("has a sub-column for each digit that changes (engine)", async () => {
    expect(shapeOf(await fit(numberColumn("x", repeat(20, [0, 39.9, 12.3])), "digits"))).toBe("E1:4 E0:10 E-1:10");
    expect(shapeOf(await fit(numberColumn("x", repeat(20, [-10, -99.9, -55.5])), "digits"))).toBe("negative:2 E1:9 E0:10 E-1:10");
  });

  it("clips to the bounds, and drops the sign of an unseen negative number (engine)", async () => {
    const column = numberColumn("x", repeat(20, [-90, 90, 5]));
    const codec = await fit(column, "digits");
    const clipped = codec.decode(codec.encode(Table.of({ x: [-1000, 1000] })));
    expect([...clipped.rows()]).toEqual([{ x: -90 }, { x: 90 }]);
    const positive = await fit(numberColumn("x", repeat(20, [10, 90, 20])), "digits");
    expect(positive.decode(positive.encode(Table.of({ x: [-20] }))).row(0)).toEqual({ x: 20 });
  });

  it("shows nothing of three values among missing ones (engine)", async () => {
    const column = numberColumn("x", [1, 2, 3, ...repeat(50, [null])]);
    const codec = await fit(column, "digits");
    expect([...codec.decode(codec.encode(new Table([column]))).rows()].every(({ x }) => x === null)).toBe(true);
    expect(codec.notes[0]).toContain("too few values");
  });
});

describe("categorical", () => {
  const cells = ["secret", ...repeat(100, ["male", "female"])];

  it("keeps what enough people share, in ascending order (engine)", async () => {
    expect((await fit(stringColumn("c", cells))).valueLabels("c")).toEqual(["_RARE_", "female", "male"]);
    expect((await fit(stringColumn("c", cells), undefined, { protection: false })).valueLabels("c")).toEqual([
      "_RARE_",
      "female",
      "male",
      "secret",
    ]);
    expect((await fit(stringColumn("c", [...cells, null]))).valueLabels("c")[1]).toBe("missing");
  });

  it("suppresses the rare code unless it may come out (engine)", async () => {
    const suppressed = async (values: string[], options: FitOptions) =>
      (await fit(stringColumn("c", values), undefined, options)).columns[0].subColumns[0].suppressed;
    expect(await suppressed(cells, { rare: "sample" })).toEqual([0]);
    expect(await suppressed(cells, { rare: "constant" })).toEqual([]);
    expect(await suppressed(cells.slice(1), { rare: "constant" })).toEqual([0]);
  });

  it("makes up texts of the same shape where most rows are rare, and never a real one", async () => {
    const rng = new Rng(3);
    const real = Array.from({ length: 900 }, (_, i) => (i < 300 ? "PARTNER" : `AC-${1000 + rng.integer(8999)}`));
    const codec = await fit(stringColumn("c", real), "categorical");
    const decoded = codec.decode(codec.encode(Table.of({ c: real })));
    const texts = [...decoded.rows()].map(({ c }) => String(c));
    expect(texts.filter((text) => text === "PARTNER")).toHaveLength(300);
    const madeUp = texts.filter((text) => text !== "PARTNER");
    expect(madeUp.every((text) => /^AC-\d{4}$/.test(text))).toBe(true);
    expect(madeUp.some((text) => real.includes(text))).toBe(false);
  });

  it("gives an unseen value the rare code, and an unseen missing cell too (engine)", async () => {
    const codec = await fit(stringColumn("c", cells));
    expect([...codec.encode(new Table([stringColumn("c", ["other", null, "male"])])).codes[0]]).toEqual([0, 0, 2]);
  });
});

describe("discrete", () => {
  it("takes the nearest kept value for one that it does not know", async () => {
    const codec = await fit(numberColumn("x", repeat(30, [10, 20, 40])), "discrete");
    expect([...codec.encode(Table.of({ x: [9, 14, 16, 1000] })).codes[0]]).toEqual([0, 0, 1, 2]);
  });

  it("blurs into bins when every value is rare", async () => {
    const codec = await fit(
      numberColumn(
        "x",
        Array.from({ length: 90 }, (_, i) => i * i),
      ),
      "discrete",
    );
    expect(codec.columns[0].encoding).toBe("binned");
  });
});

describe("character", () => {
  it("keeps 50 places and no rare character (engine)", async () => {
    const long = "a long string ".repeat(5);
    const column = stringColumn("c", [...repeat(100, ["word", "a sentence", long]), ...repeat(3, ["§§§"])]);
    const codec = await fit(column, "character");
    expect(codec.columns[0].subColumns).toHaveLength(50);
    expect(JSON.stringify(codec)).not.toContain("§");
    expect(codec.decode(codec.encode(Table.of({ c: [long, "word"] }))).row(0)).toEqual({ c: long.slice(0, 50) });
  });
});

describe("datetime", () => {
  const dates = (texts: readonly (string | null)[]): Column =>
    datetimeColumn(
      "d",
      texts.map((text) => (text === null ? null : Date.parse(text))),
      "date",
    );

  it("has no sub-column for parts that never change", async () => {
    const days = Array.from({ length: 800 }, (_, i) => new Date(Date.UTC(1960, 0, 1 + 28 * i)).toISOString());
    expect(shapeOf(await fit(dates(days)))).toMatch(/^year:6\d month:12 day:31$/);
    const months = Array.from({ length: 480 }, (_, i) => new Date(Date.UTC(1980, i, 1)).toISOString());
    expect(shapeOf(await fit(dates(months), "datetime"))).toMatch(/^year:(39|40) month:12 day:\d+$|^year:(39|40) month:12$/);
  });

  it("moves the 31st of a shorter month to its last day, and stays within the bounds", async () => {
    const days = Array.from({ length: 3000 }, (_, i) => new Date(Date.UTC(2019, 0, 1 + (i % 1000))).toISOString());
    const codec = await fit(dates(days), "datetime");
    const [year, month, day] = ["2020", "2", "31"].map((label, s) => codec.valueLabels("d", s).indexOf(label));
    const decoded = codec.decode({ rowCount: 1, codes: [year, month, day].map((code) => Int32Array.of(code)) });
    expect(decoded.row(0)).toEqual({ d: new Date("2020-02-29") });
    const far = codec.decode(codec.encode(new Table([dates(["1700-01-01", "2500-01-01"])])));
    const [first, last] = [...far.rows()].map(({ d }) => (d instanceof Date ? d.getUTCFullYear() : 0));
    expect([first, last]).toEqual([2019, 2021]);
  });

  it("agrees with Date on the calendar", () => {
    for (let days = -800_000; days < 800_000; days += 997) {
      const date = new Date(days * 86_400_000);
      const { year, month, day } = civilFromDays(days);
      expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
      expect(daysFromCivil(year, month, day)).toBe(days);
    }
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
  });
});

describe("lat-long", () => {
  const grid = Array.from(
    { length: 10_000 },
    (_, i) => `${(33 + (i % 100) / 50).toFixed(5)}, ${(33 + Math.floor(i / 100) / 25).toFixed(5)}`,
  );

  it("comes back within the finest cell without protection (engine)", async () => {
    const column = stringColumn("p", [...grid, "25.0, XXX", null]);
    const codec = await fit(column, "lat-long", { protection: false });
    const decoded = codec.decode(codec.encode(new Table([column])));
    const apart = grid.map((place, i) => {
      const [a, b] = [place, String(decoded.cell(i, "p"))].map((text) => text.split(",").map(Number));
      return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
    });
    expect(Math.max(...apart)).toBeLessThan(1.0001e-5);
    expect([decoded.cell(10_000, "p"), decoded.cell(10_001, "p")]).toEqual([null, null]);
  });

  it("is recognised, and refined only as far as enough people share a cell", async () => {
    const codec = await fit(stringColumn("p", grid));
    expect(codec.columns[0].encoding).toBe("lat-long");
    expect(shapeOf(codec)).toBe("grid1:64");
  });
});

describe("id", () => {
  it("is not learnt, and goes on from block to block without repeats", async () => {
    const table = Table.of({
      id: Array.from({ length: 50 }, (_, i) => 1000 + i),
      code: Array.from({ length: 50 }, (_, i) => `CU-${String(i * 37).padStart(4, "0")}-x`),
      uuid: Array.from({ length: 50 }, (_, i) => `123e4567-e89b-42d3-a456-4266141740${String(i).padStart(2, "0")}`),
    });
    const codec = await TableCodec.fit(table);
    expect(codec.columns.map(({ encoding, subColumns }) => `${encoding} ${subColumns.length}`)).toEqual(["id 0", "id 0", "id 0"]);
    const blocks = [0, 4000].map((firstRow) => codec.decode({ rowCount: 4000, codes: [] }, { firstRow, rng: new Rng(firstRow) }));
    const rows = blocks.flatMap((block) => [...block.rows()]);
    for (const name of ["id", "code", "uuid"]) expect(new Set(rows.map((row) => row[name])).size).toBe(8000);
    expect(rows.every(({ code }) => /^CU-\d{4}-x$/.test(String(code)))).toBe(true);
    expect(rows.every(({ uuid }) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(String(uuid)))).toBe(true);
    expect(rows[4000].id).toBe(5000);
  });

  it("is not seen in measured numbers that happen to be unique", async () => {
    const codec = await fit(
      numberColumn(
        "income",
        Array.from({ length: 300 }, (_, i) => 20_000 + 97 * i + ((i * i) % 89)),
      ),
    );
    expect(codec.columns[0].encoding).toBe("binned");
  });
});

describe("protectedBounds()", () => {
  const ascending = Float64Array.from({ length: 100 }, (_, i) => i + 1);

  it("leaves out the extremes and averages the next group", () => {
    expect(protectedBounds(ascending, 5)).toEqual({ low: 8, high: 93 });
    expect(protectedBounds(ascending, 1)).toEqual({ low: 1, high: 100 });
    expect(protectedBounds(ascending.subarray(0, 4), 5)).toBeUndefined();
  });

  it("does not move with an extreme", () => {
    const outlier = ascending.slice();
    outlier[99] = 1e9;
    expect(protectedBounds(outlier, 5)).toEqual(protectedBounds(ascending, 5));
  });

  it("keeps an extreme that many share", () => {
    const shared = Float64Array.from([...repeat(6, [0]), ...ascending]);
    expect(protectedBounds(shared, 5)?.low).toBe(0);
  });
});
