import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/base/random";
import { encodePrivately } from "../../lib/encoding/private/encode-privately";
import { fitPrivately, planStatistics, type PrivateFit } from "../../lib/encoding/private/fit-privately";
import type { Domain } from "../../lib/encoding/private/private-setting";
import type { Encoding } from "../../lib/encoding/encoding";
import { booleanColumn, datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

interface Wish {
  readonly columns?: Readonly<Record<string, Encoding>>;
  readonly domains?: Readonly<Record<string, Domain>>;
  readonly noise?: number;
  readonly seed?: number;
}

function fit(table: Table, { columns = {}, domains = {}, noise = 10, seed = 1 }: Wish = {}): Promise<PrivateFit> {
  const plan = planStatistics(table, columns, domains);
  return fitPrivately(table, plan, {
    rare: "sample",
    domains,
    standardDeviation: noise,
    rowCountEpsilon: 0.05,
    delta: 1e-7,
    noise: new Rng(seed).fork("fit"),
  });
}

const encodings = (fitted: PrivateFit): Record<string, string> =>
  Object.fromEntries(fitted.codec.columns.map(({ name, encoding }) => [name, encoding]));

const ROWS = 6000;
const cells = <Cell>(of: (i: number) => Cell): Cell[] => Array.from({ length: ROWS }, (_, i) => of(i));
const scatter = (i: number, most: number): number => Math.floor(new Rng(i).uniform() * most);

describe("a private codec", () => {
  const table = new Table(
    [
      stringColumn(
        "city",
        cells((i) => (i % 3 === 0 ? "Ulm" : i === 7 ? "Atlantis" : "Bari")),
      ),
      numberColumn(
        "children",
        cells((i) => i % 4),
      ),
      numberColumn(
        "income",
        cells((i) => (i % 5 === 0 ? 0 : 20_000 + scatter(i, 60_000) / 100)),
      ),
      datetimeColumn(
        "born",
        cells((i) => Date.UTC(1950 + scatter(i, 50), scatter(i + 1, 12), 1 + scatter(i + 2, 28))),
        "date",
      ),
      booleanColumn(
        "member",
        cells((i) => (i % 10 === 0 ? null : i % 2 === 0)),
      ),
      stringColumn(
        "customerId",
        cells((i) => `c${i}`),
      ),
      stringColumn(
        "remark",
        cells((i) => `remark ${scatter(i, 1e9)}`),
      ),
    ],
    ROWS,
  );

  test("finds the encodings from noisy counts", async () => {
    const fitted = await fit(table);
    expect(encodings(fitted)).toEqual({
      city: "categorical",
      children: "discrete",
      income: "binned",
      born: "datetime",
      member: "boolean",
      customerId: "id",
      remark: "constant",
    });
    expect(Math.abs(fitted.rowCount - ROWS)).toBeLessThan(100);
    const rowCounts = await Promise.all([2, 3, 4].map(async (seed) => (await fit(table, { seed })).rowCount));
    expect(new Set(rowCounts).size).toBe(3);
    expect(JSON.stringify(fitted.codec)).not.toMatch(/Atlantis|remark \d|c12/);
  });

  test("brings back rows of the same kind", async () => {
    const fitted = await fit(table);
    const encoded = encodePrivately(fitted.codec, table, fitted.shares, new Rng(2));
    const decoded = fitted.codec.decode(encoded);
    const income = decoded.column("income");
    if (income.type !== "number") throw new Error("income is no number");
    const zeros = income.values.filter((value) => value === 0).length / ROWS;
    expect(zeros).toBeCloseTo(0.2, 2);
    const rest = income.values.filter((value) => value !== 0);
    expect(rest.every((value) => value > 19_900 && value < 20_700)).toBe(true);
    expect(rest.every((value) => Math.round(value * 100) / 100 === value)).toBe(true);
    const mean = rest.reduce((sum, value) => sum + value / rest.length, 0);
    expect(Math.abs(mean - 20_300)).toBeLessThan(15);
    const born = decoded.column("born");
    if (born.type !== "datetime") throw new Error("born is no date");
    expect(born.values.every((value) => value >= Date.UTC(1949, 0, 1) && value < Date.UTC(2001, 0, 1))).toBe(true);
    expect(born.values.every((value) => value % 86_400_000 === 0)).toBe(true);
  });

  test("its shares are those of the codes, within the noise", async () => {
    const fitted = await fit(table);
    const { codes } = encodePrivately(fitted.codec, table, fitted.shares, new Rng(2));
    fitted.codec.columns.forEach(({ name, first, subColumns }) => {
      if (name === "born") return;
      subColumns.forEach(({ cardinality }, s) => {
        const shares = fitted.shares[first + s];
        expect(shares).toHaveLength(cardinality);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        for (let code = 0; code < cardinality; code++) {
          const share = codes[first + s].filter((c) => c === code).length / ROWS;
          expect(Math.abs(share - shares[code])).toBeLessThan(0.03);
        }
      });
    });
  });

  test("a canary in a row shows nowhere: neither its category nor its extreme numbers", async () => {
    const canary = table.with(
      numberColumn(
        "income",
        cells((i) => (i === 11 ? 9e8 : i % 5 === 0 ? 0 : 20_000 + scatter(i, 60_000) / 100)),
      ),
    );
    for (let seed = 0; seed < 8; seed++) {
      const { codec } = await fit(canary, { seed });
      expect(JSON.stringify(codec)).not.toContain("Atlantis");
      const encoded = codec.encode(canary);
      const income = codec.decode(encoded).column("income");
      if (income.type !== "number") throw new Error("income is no number");
      expect(Math.max(...income.values)).toBeLessThan(50_000);
    }
  });

  test("missing cells get a code when noise does not explain them, and never the codes of another row", async () => {
    const holes = Table.of({
      many: cells((i) => (i % 4 === 0 ? null : i % 2 === 0 ? "a" : "b")),
      few: cells((i) => (i === 3 ? null : i % 2)),
    });
    const fitted = await fit(holes);
    const [many, few] = fitted.codec.columns;
    expect(many.missingCode).toBe(1);
    expect(few.missingCode).toBeUndefined();
    // the stand-in comes from the shares: it changes with the noise, the codes of all other rows do not
    const drawn = Array.from({ length: 30 }, (_, seed) => encodePrivately(fitted.codec, holes, fitted.shares, new Rng(seed)).codes[1]);
    expect(new Set(drawn.map((codes) => codes[3])).size).toBe(2);
    for (const codes of drawn) expect(codes.filter((_, i) => i !== 3)).toEqual(drawn[0].filter((_, i) => i !== 3));
  });

  test("a row's codes do not depend on the other rows", async () => {
    const holes = table.with(
      numberColumn(
        "children",
        cells((i) => (i % 9 === 0 ? NaN : i % 4)),
      ),
    );
    const fitted = await fit(holes);
    const all = encodePrivately(fitted.codec, holes, fitted.shares, new Rng(1));
    const half = holes.slice(0, ROWS / 2);
    const some = encodePrivately(fitted.codec, half, fitted.shares, new Rng(1));
    const complete = fitted.codec.columns.filter(({ name }) => name !== "member");
    for (const { first, subColumns } of complete)
      subColumns.forEach((_, s) => expect(some.codes[first + s]).toEqual(all.codes[first + s].slice(0, ROWS / 2)));
  });
});

describe("what the caller knows", () => {
  test("a domain keeps its values, whoever has them, and costs no threshold", async () => {
    const table = Table.of({ city: cells((i) => (i === 0 ? "Rome" : "Ulm")), age: cells((i) => 20 + (i % 40) + (i === 5 ? 900 : 0)) });
    const domains = { city: ["Oslo", "Rome", "Ulm"], age: { low: 0, high: 100 } };
    expect(planStatistics(table, {}, domains).total.stable).toBe(1);
    const { codec } = await fit(table, { domains, columns: { age: "binned" } });
    expect(codec.valueLabels("city")).toEqual(["_RARE_", "Oslo", "Rome", "Ulm"]);
    const age = codec.decode(codec.encode(table)).column("age");
    if (age.type !== "number") throw new Error("age is no number");
    expect(Math.max(...age.values)).toBeLessThanOrEqual(101);
  });

  test("encodings are taken as chosen", async () => {
    const table = Table.of({
      zip: cells((i) => 10_000 + (i % 3)),
      height: cells((i) => 150 + scatter(i, 50)),
      weight: cells((i) => -3 + scatter(i, 900) / 10),
      key: cells((i) => i),
    });
    const fitted = await fit(table, { columns: { zip: "categorical", height: "digits", weight: "digits", key: "id" } });
    expect(encodings(fitted)).toEqual({ zip: "categorical", height: "digits", weight: "digits", key: "id" });
    const back = fitted.codec.decode(encodePrivately(fitted.codec, table, fitted.shares, new Rng(1)));
    expect(back.row(17)).toEqual({ ...table.row(17), key: 18 });
  });

  test("an encoding without a private form is refused", () => {
    const table = Table.of({ plate: ["a1", "b2"] });
    expect(() => planStatistics(table, { plate: "character" }, {})).toThrow('"character" of "plate" has no private form');
    expect(() => planStatistics(table, { plat: "id" }, {})).toThrow("plat");
    expect(() => planStatistics(table, {}, { plate: [] })).toThrow("must list the values");
    expect(() => planStatistics(table, {}, { plate: { low: 3, high: 4 } })).toThrow("list its values");
    expect(() => planStatistics(Table.of({ n: [1, 2] }), {}, { n: { low: 3, high: 3 } })).toThrow("the lower first");
  });
});

test("any table can be fitted, encoded and decoded", async () => {
  const cell = {
    string: fc.option(fc.constantFrom("a", "b", "", "__proto__"), { nil: null }),
    number: fc.option(fc.double({ noDefaultInfinity: true }), { nil: null }),
  };
  const property = fc.asyncProperty(
    fc.integer({ min: 0, max: 40 }).chain((rows) =>
      fc.tuple(
        fc.array(cell.string, { minLength: rows, maxLength: rows }),
        fc.array(cell.number, { minLength: rows, maxLength: rows }),
        fc.array(fc.option(fc.date({ noInvalidDate: true, min: new Date("0001-01-01"), max: new Date("9000-01-01") }), { nil: null }), {
          minLength: rows,
          maxLength: rows,
        }),
      ),
    ),
    fc.constantFrom(0.01, 5),
    async ([texts, numbers, dates], noise) => {
      const rows = texts.length;
      const table = new Table([stringColumn("__proto__", texts), numberColumn("", numbers), datetimeColumn("when", dates)], rows);
      const fitted = await fit(table, { noise });
      const encoded = encodePrivately(fitted.codec, table, fitted.shares, new Rng(1));
      fitted.codec.columns.forEach(({ first, subColumns }) =>
        subColumns.forEach(({ cardinality }, s) => {
          expect(fitted.shares[first + s]).toHaveLength(cardinality);
          expect(encoded.codes[first + s].every((code) => code >= 0 && code < cardinality)).toBe(true);
        }),
      );
      expect(fitted.codec.decode(encoded).rowCount).toBe(rows);
    },
  );
  await fc.assert(property, { numRuns: 60, seed: 3 });
});
