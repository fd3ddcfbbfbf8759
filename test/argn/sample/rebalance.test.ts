import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../../lib/argn/tabular-argn";
import { Rng } from "../../../lib/base/random";
import { datetimeColumn, numberColumn, stringColumn } from "../../../lib/table/column";
import { Table } from "../../../lib/table/table";

const ROWS = 4000;

/** age 18 to 80; sex; joined: a day; income rises with age and sex; children by digits. */
function people(): Table {
  const rng = new Rng("people");
  const draws = Array.from({ length: ROWS }, () => ({
    u: rng.uniform(),
    v: rng.uniform(),
    w: rng.uniform(),
    day: rng.integer(1000),
    x: rng.uniform(),
  }));
  return new Table([
    numberColumn(
      "age",
      draws.map(({ u }) => 18 + Math.floor(62 * u * u)),
    ),
    stringColumn(
      "sex",
      draws.map(({ v }) => (v < 0.67 ? "M" : "F")),
    ),
    stringColumn(
      "income",
      draws.map(({ u, v, w }) => (w < 0.05 + 0.5 * u + (v < 0.67 ? 0.25 : 0) ? "high" : "low")),
    ),
    datetimeColumn(
      "joined",
      draws.map(({ day }) => Date.UTC(2020, 0, 1) + day * 86_400_000),
      "date",
    ),
    numberColumn(
      "weight",
      draws.map(({ x }) => Math.round(500 + 600 * x) / 10),
    ),
    numberColumn(
      "points",
      draws.map(({ w, day }) => (day % 20 === 0 ? null : Math.floor(300 * w))),
    ),
  ]);
}

function share(table: Table, name: string, test: (value: unknown) => boolean): number {
  let hits = 0;
  for (let i = 0; i < table.rowCount; i++) if (test(table.cell(i, name))) hits++;
  return hits / table.rowCount;
}

const between = (low: number, high: number) => (value: unknown) => value !== null && Number(value) >= low && Number(value) < high;

describe("rebalance", () => {
  let argn: TabularARGN;
  beforeAll(async () => {
    argn = await TabularARGN.train(people(), { seed: 1, epochs: 6, columns: { weight: "binned", points: "digits", joined: "datetime" } });
  });

  test("gives ranges of a number their shares, and what is not named the rest", async () => {
    const synthetic = await argn.sample(10_000, { rebalance: { age: { "18..30": 0.5, "60..": 0.2 } } });
    expect(Math.abs(share(synthetic, "age", between(18, 30)) - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(share(synthetic, "age", between(60, 200)) - 0.2)).toBeLessThan(0.02);
    expect(Math.abs(share(synthetic, "age", between(30, 60)) - 0.3)).toBeLessThan(0.02);
  });

  test.each([
    [
      "weight",
      { "..60.55": 0.3, "100..": 0.6 },
      [
        [0, 60.55, 0.3],
        [100, 1000, 0.6],
        [60.55, 100, 0.1],
      ],
    ],
    ["points", { "37..113": 0.7, missing: 0.1 }, [[37, 113, 0.7]]],
    ["joined", { "2020-03-15..2020-07-01": 0.8 }, [[Date.UTC(2020, 2, 15), Date.UTC(2020, 6, 1), 0.8]]],
  ])("knows bins, digits and dates: %s", async (name, shares, expected) => {
    const synthetic = await argn.sample(10_000, { rebalance: { [name]: shares } });
    for (const [low, high, wanted] of expected) expect(Math.abs(share(synthetic, name, between(low, high)) - wanted)).toBeLessThan(0.02);
    if (name === "points") expect(Math.abs(share(synthetic, name, (value) => value === null) - 0.1)).toBeLessThan(0.02);
  });

  test("holds several columns at once, and they still go together", async () => {
    const rebalance = { sex: { F: 0.5 }, income: { high: 0.5 }, age: { "40..": 0.5 } };
    const synthetic = await argn.sample(10_000, { rebalance, seed: 3 });
    expect(Math.abs(share(synthetic, "sex", (value) => value === "F") - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(share(synthetic, "income", (value) => value === "high") - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(share(synthetic, "age", between(40, 200)) - 0.5)).toBeLessThan(0.02);
    const richOf = (sex: string): number =>
      share(
        synthetic.filter((row) => row.sex === sex),
        "income",
        (value) => value === "high",
      );
    expect(richOf("M") - richOf("F")).toBeGreaterThan(0.1);
  });

  test("gives the same rows for the same seed and any number of threads", async () => {
    const options = { rebalance: { sex: { F: 0.5 }, age: { "40..": 0.5 } }, seed: 3 };
    const [one, two] = [await argn.sample(500, { ...options, threads: 1 }), await argn.sample(500, { ...options, threads: 2 })];
    expect([...one.rows()]).toEqual([...two.rows()]);
  });

  test.each([
    [{ age: { "18..30": 0.7, "60..": 0.5 } }, "sum to 1.2"],
    [{ age: { "18..30": 0.5, "25..40": 0.2 } }, "overlap"],
    [{ age: { "30..18": 0.5 } }, "is empty"],
    [{ age: { "200..": 0.5 } }, "knows no value"],
    [{ age: { old: 0.5 } }, "no value and no range"],
    [{ age: { "0..200": 0.5 } }, "name all its values"],
    [{ agee: { "18..30": 0.5 } }, 'Did you mean "age"'],
    [{ sex: { X: 0.5 } }, "has no value"],
    [{ age: { missing: 0.5 } }, "no missing cells"],
    [{ sex: { F: -1 } }, "must be a number from 0 to 1"],
  ])("refuses %o", async (rebalance, message) => {
    await expect(argn.sample(10, { rebalance })).rejects.toThrow(message);
  });

  test("refuses a column that is given too", async () => {
    await expect(argn.sample(2, { given: Table.of({ sex: ["F", "M"] }), rebalance: { sex: { F: 1 } } })).rejects.toThrow("it is given too");
  });

  test("takes temperature and top-p by column", async () => {
    const synthetic = await argn.sample(2000, { temperature: { sex: 0.01 }, topP: { income: 0.3 } });
    expect(share(synthetic, "sex", (value) => value === "M")).toBeGreaterThan(0.99);
    await expect(argn.sample(1, { temperature: { sexx: 1 } })).rejects.toThrow('Did you mean "sex"');
    await expect(argn.sample(1, { topP: { sex: 2 } })).rejects.toThrow('the topP of "sex" is 2');
  });

  test("draws a given missing cell where the column knows none, and keeps it where it does", async () => {
    const given = new Table([stringColumn("sex", ["F", null, "M", null]), numberColumn("points", [null, null, 7, 8])]);
    const synthetic = await argn.sample(4, { given });
    expect(synthetic.cell(0, "sex")).toBe("F");
    expect(["F", "M"]).toContain(synthetic.cell(1, "sex"));
    expect(Array.from({ length: 4 }, (_, i) => synthetic.cell(i, "points"))).toEqual([null, null, 7, 8]);
  });

  test("keeps given values that the model does not know", async () => {
    const synthetic = await argn.sample(2, { given: Table.of({ sex: ["divers", "M"], age: [140, 20] }) });
    expect([synthetic.cell(0, "sex"), synthetic.cell(0, "age")]).toEqual(["divers", 140]);
  });
});

describe("a model of fixed order", () => {
  test("samples with its first columns given or rebalanced, and says why not with others", async () => {
    const table = people().select(["age", "sex", "income"]);
    const argn = await TabularARGN.train(table, { seed: 1, epochs: 2, order: "fixed" });
    expect((await argn.sample(3, { given: Table.of({ age: [20, 30, 40] }) })).rowCount).toBe(3);
    const synthetic = await argn.sample(4000, { rebalance: { age: { "18..30": 0.9 } } });
    expect(Math.abs(share(synthetic, "age", between(18, 30)) - 0.9)).toBeLessThan(0.02);
    await expect(argn.sample(3, { given: Table.of({ sex: ["M", "M", "F"] }) })).rejects.toThrow('order "any"');
  });
});
