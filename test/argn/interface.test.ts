import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { Rng } from "../../lib/base/random";
import { isMissing, missingCount, numberColumn, stringColumn, takeCells } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const ROWS = 200;
const SIZES = ["small", "large"];
const COLOURS = ["red", "blue"];
const MATERIALS = ["wood", "steel"];

/** Two categories of two, one more of two, five counts, and ages from 18 to 80. */
function things(): Table {
  const rng = new Rng("things");
  const pick = (values: readonly string[]): string[] => Array.from({ length: ROWS }, () => rng.pick(values));
  return new Table([
    stringColumn("size", pick(SIZES)),
    stringColumn("color", pick(COLOURS)),
    stringColumn("material", pick(MATERIALS)),
    numberColumn(
      "count",
      Array.from({ length: ROWS }, () => 1 + rng.integer(5)),
    ),
    numberColumn(
      "age",
      Array.from({ length: ROWS }, () => 18 + rng.integer(63)),
    ),
  ]);
}

function withHoles(table: Table, name: string): Table {
  const rows = Int32Array.from({ length: table.rowCount }, (_, i) => (i % 3 === 0 ? -1 : i));
  return table.with(takeCells(table.column(name), rows));
}

// section 10.6 of the facts on the reference engine: 200 rows, small, 1 epoch
describe("the interface, on 200 rows", () => {
  const table = things();
  let argn: TabularARGN;
  beforeAll(async () => {
    argn = await TabularARGN.train(table, { seed: 1, size: "S", epochs: 1, columns: { count: "discrete", age: "binned" } });
  });

  test("samples all columns, and keeps what is given", async () => {
    expect((await argn.sample(10)).columnNames).toEqual(table.columnNames);
    const given = table.select(["color", "age"]).slice(0, 10);
    const synthetic = await argn.sample(10, { given });
    for (const name of given.columnNames) expect(synthetic.column(name)).toEqual(given.column(name));
  });

  test("imputes without a hole left, once or as the mode, median or mean of several draws", async () => {
    const holed = ["size", "count", "age"].reduce(withHoles, table);
    for (const options of [
      {},
      { draws: 3 },
      { draws: 3, aggregate: "mode" },
      { draws: 3, aggregate: "median" },
      { draws: 4, aggregate: "mean" },
    ] as const) {
      const filled = await argn.impute(holed, options);
      expect(filled.columns.map(missingCount)).toEqual([0, 0, 0, 0, 0]);
      for (let i = 1; i < ROWS; i += 3) expect(filled.row(i)).toEqual(holed.row(i));
    }
    const completed = await argn.imputations(holed, 3);
    expect(completed.length).toBe(3);
    expect(completed[0].column("age")).not.toEqual(completed[1].column("age"));
  });

  test("predicts one value a row, known ones and no holes, for one target or several", async () => {
    const sizes = await argn.predict(table.drop(["size"]), "size");
    expect(sizes.length).toBe(ROWS);
    for (let i = 0; i < ROWS; i++) expect(SIZES).toContain(new Table([sizes]).cell(i, "size"));
    const ages = await argn.predict(table.drop(["age"]), "age", { draws: 3 });
    for (let i = 0; i < ROWS; i++) expect(isMissing(ages, i)).toBe(false);
    const several = await argn.predict(table.select(["material"]), ["age", "size", "count"], { draws: 3 });
    expect([several.rowCount, several.columnNames]).toEqual([ROWS, ["age", "size", "count"]]);
    expect(several.columns.map(missingCount)).toEqual([0, 0, 0]);
    await expect(argn.predict(table, "sizes")).rejects.toThrow('Cannot predict "sizes": no such column. Did you mean "size"?');
  });

  test.each([
    [["size"], 2, 2],
    [["size", "color"], 4, 4],
    [["size", "color", "material"], 8, 8],
    [["count"], 5, 5],
    [["age"], 3, Infinity],
    [["size", "count"], 10, 10],
    [["size", "count", "age"], 30, Infinity],
  ])("gives probabilities of %s: each row sums to 1, none is negative", async (targets, least, most) => {
    const { labels, shares } = await argn.probabilities(table.drop(targets).slice(0, 50), targets);
    expect(labels.length).toBeGreaterThanOrEqual(least);
    expect(labels.length).toBeLessThanOrEqual(most);
    expect(labels.every((label) => label.length === targets.length)).toBe(true);
    expect(new Set(labels.map((label) => label.join("|"))).size).toBe(labels.length);
    expect(shares.every((share) => share >= 0)).toBe(true);
    for (let i = 0; i < 50; i++) {
      const sum = shares.subarray(i * labels.length, (i + 1) * labels.length).reduce((total, share) => total + share, 0);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
    }
  });

  test("sums over given cells that are missing where the training had none", async () => {
    const open = new Table([stringColumn("color", [null, "red"])]);
    const [one, none] = [await argn.probabilities(open, ["size"]), await argn.probabilities(new Table([], 2), ["size"])];
    expect([...one.shares.subarray(0, 2)]).toEqual([...none.shares.subarray(0, 2)]);
  });

  test("gives log-probabilities: one a row, 0 or less, finite and not all equal", async () => {
    const found = await argn.logProbability(table);
    expect(found.length).toBe(ROWS);
    expect(found.every((value) => value <= 0 && Number.isFinite(value))).toBe(true);
    expect(new Set(found).size).toBeGreaterThan(1);
  });
});

describe("a model of fixed order", () => {
  const table = things().select(["size", "color", "count", "age"]);
  const mismatch = "the column order does not match";
  let argn: TabularARGN;
  beforeAll(async () => {
    argn = await TabularARGN.train(table, { seed: 1, size: "S", epochs: 1, order: "fixed", columns: { count: "discrete" } });
  });

  test("answers in the order of the data", async () => {
    expect((await argn.sample(3, { given: table.select(["size", "color"]).slice(0, 3) })).rowCount).toBe(3);
    expect((await argn.predict(table.select(["size"]), "color")).length).toBe(ROWS);
    expect((await argn.predict(table.select(["size", "color", "count"]), "age", { draws: 2 })).length).toBe(ROWS);
    expect((await argn.probabilities(table.select(["size"]), ["color", "count"])).labels.length).toBe(10);
    expect(missingCount((await argn.impute(withHoles(table, "age"))).column("age"))).toBe(0);
    expect((await argn.logProbability(table)).length).toBe(ROWS);
  });

  test("names the column that comes too early", async () => {
    await expect(argn.sample(3, { given: table.select(["color"]).slice(0, 3) })).rejects.toThrow(
      `${mismatch}: "color" would come where the data has "size"`,
    );
    await expect(argn.predict(table.select(["color"]), "size")).rejects.toThrow(mismatch);
    await expect(argn.predict(table.select(["size"]), "age")).rejects.toThrow(mismatch);
    await expect(argn.probabilities(table.select(["size"]), ["count"])).rejects.toThrow(mismatch);
    await expect(argn.probabilities(table.select(["size"]), ["count", "color"])).rejects.toThrow(mismatch);
    await expect(argn.impute(withHoles(table, "color"))).rejects.toThrow(mismatch);
    await expect(argn.unusualness(table.select(["color"]))).rejects.toThrow('order "fixed"');
  });
});
