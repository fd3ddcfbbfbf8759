import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { drawBalanced, equalised } from "../../../lib/argn/sample/parity";
import { mapQuantiles } from "../../../lib/argn/sample/quantile-map";
import { TabularARGN } from "../../../lib/argn/tabular-argn";
import { Rng } from "../../../lib/base/random";
import { statisticalParity } from "../../../lib/fairness/parity";
import { numberColumn, stringColumn } from "../../../lib/table/column";
import { Table } from "../../../lib/table/table";

describe("mapQuantiles()", () => {
  test("moves ranks, halfway between equal ones", () => {
    expect([...mapQuantiles(Float64Array.of(5, 1, 3), Float64Array.of(10, 20, 30))]).toEqual([30, 10, 20]);
    expect([...mapQuantiles(Float64Array.of(1, 1), Float64Array.of(10, 20))]).toEqual([15, 15]);
  });

  test("leaves the population as it is and never turns the order round", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        (values, group) => {
          const population = Float64Array.from(values).sort();
          const distinct = Float64Array.from(new Set(population));
          mapQuantiles(distinct, distinct).forEach((value, i) => expect(value).toBeCloseTo(distinct[i], 12));
          const mapped = mapQuantiles(Float64Array.from(group), population);
          group.forEach((a, i) => group.forEach((b, j) => expect(a <= b ? mapped[i] <= mapped[j] : true).toBe(true)));
        },
      ),
    );
  });
});

describe("equalised()", () => {
  test("gives every group the same expected shares and keeps who is likelier", () => {
    const rng = new Rng(1);
    const rows = 900;
    const classes = 3;
    const groups = Int32Array.from({ length: rows }, (_, i) => (i % 10 === 0 ? 2 : i % 3 === 0 ? 1 : 0));
    const shares = new Float32Array(rows * classes);
    for (let i = 0; i < rows; i++) {
      const weights = [0.2 + rng.uniform() * (1 + 3 * groups[i]), 1, rng.uniform() * (3 - groups[i])];
      const sum = weights[0] + weights[1] + weights[2];
      weights.forEach((weight, k) => (shares[i * classes + k] = weight / sum));
    }
    const result = equalised({ shares, classes, groups });
    for (let k = 0; k < classes; k++) {
      const means = [0, 1, 2].map((group) => {
        const members = [...groups.keys()].filter((i) => groups[i] === group);
        return members.reduce((sum, i) => sum + result[i * classes + k], 0) / members.length;
      });
      expect(Math.max(...means) - Math.min(...means)).toBeLessThan(1e-4);
    }
    const drawn = drawBalanced(result, classes, groups, new Rng(2));
    for (const group of [0, 1, 2]) {
      const members = [...groups.keys()].filter((i) => groups[i] === group);
      for (let k = 0; k < classes; k++) {
        const expected = members.reduce((sum, i) => sum + result[i * classes + k], 0);
        expect(Math.abs(members.filter((i) => drawn[i] === k).length - expected)).toBeLessThan(4 + 2 * Math.sqrt(members.length) * 0.25);
      }
    }
  });
});

/** income depends on sex, race and most of all on hours. */
function census(rows: number, seed: number): Table {
  const rng = new Rng(seed);
  const draws = Array.from({ length: rows }, () => {
    const sex = rng.uniform() < 0.67 ? "Male" : "Female";
    const race = ["White", "White", "White", "White", "Black", "Other"][rng.integer(6)];
    const hours = 20 + rng.integer(41);
    const score = (hours - 40) / 8 + (sex === "Male" ? 0.6 : -0.8) + (race === "Black" ? -0.8 : 0);
    return { sex, race, hours, income: rng.uniform() < 1 / (1 + Math.exp(1 - score)) ? ">50K" : "<=50K" };
  });
  return new Table([
    stringColumn(
      "sex",
      draws.map(({ sex }) => sex),
    ),
    stringColumn(
      "race",
      draws.map(({ race }) => race),
    ),
    numberColumn(
      "hours",
      draws.map(({ hours }) => hours),
    ),
    stringColumn(
      "income",
      draws.map(({ income }) => income),
    ),
  ]);
}

const QUESTION = { outcome: "income", favourable: ">50K" };

describe("parity", () => {
  const training = census(6000, 1);
  let argn: TabularARGN;
  beforeAll(async () => {
    argn = await TabularARGN.train(training, { seed: 1, epochs: 15 });
  });

  test("closes the gap between groups, alone and in combination, and keeps the outcome's overall share", async () => {
    const before = await argn.sample(10_000);
    expect(statisticalParity(before, { ...QUESTION, across: ["sex"] }).gap).toBeGreaterThan(0.1);
    const fair = await argn.sample(10_000, { parity: { outcome: "income", across: ["sex", "race"] } });
    expect(statisticalParity(fair, { ...QUESTION, across: ["sex"] }).gap).toBeLessThan(0.01);
    expect(statisticalParity(fair, { ...QUESTION, across: ["race"] }).gap).toBeLessThan(0.01);
    expect(statisticalParity(fair, { ...QUESTION, across: ["sex", "race"] }).gap).toBeLessThan(0.02);
    const overall = (table: Table): number => statisticalParity(table, { ...QUESTION, across: ["race"] }).overall.rate;
    expect(Math.abs(overall(fair) - overall(before))).toBeLessThan(0.02);
  });

  test("leaves the outcome related to the other columns", async () => {
    const fair = await argn.sample(10_000, { parity: { outcome: "income", across: ["sex"] } });
    const rate = (low: number, high: number): number => {
      const part = fair.filter(({ hours }) => Number(hours) >= low && Number(hours) < high);
      return statisticalParity(part, { ...QUESTION, across: ["sex"] }).overall.rate;
    };
    expect(rate(50, 61) - rate(20, 31)).toBeGreaterThan(0.4);
  });

  test("goes with given rows, and with rebalancing of a group and of the outcome", async () => {
    const given = Table.of({
      sex: Array.from({ length: 4000 }, (_, i) => (i % 4 === 0 ? "Female" : "Male")),
      hours: Array.from({ length: 4000 }, (_, i) => 20 + (i % 40)),
    });
    const parity = { outcome: "income", across: ["sex"] };
    const fromGiven = await argn.sample(4000, { given, parity });
    expect(statisticalParity(fromGiven, { ...QUESTION, across: ["sex"] }).gap).toBeLessThan(0.01);
    expect(fromGiven.column("hours")).toEqual(given.column("hours"));
    const balanced = await argn.sample(4000, { rebalance: { sex: { Female: 0.5 }, income: { ">50K": 0.5 } }, parity });
    const { gap, overall, byGroup } = statisticalParity(balanced, { ...QUESTION, across: ["sex"] });
    expect(gap).toBeLessThan(0.01);
    expect(Math.abs(overall.rate - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(byGroup[0].rows / 4000 - 0.5)).toBeLessThan(0.03);
  });

  test("is the same for any number of threads, and other for another seed", async () => {
    const parity = { outcome: "income", across: ["sex"] };
    const draws = await Promise.all(
      [{ threads: 1 }, { threads: 2 }, { seed: 5 }].map((options) => argn.sample(300, { parity, ...options })),
    );
    const [one, two, other] = draws.map((table) => JSON.stringify([...table.rows()]));
    expect(one).toBe(two);
    expect(one).not.toBe(other);
  });

  test("works on few rows, and on none", async () => {
    for (const rows of [0, 1, 5])
      expect((await argn.sample(rows, { parity: { outcome: "income", across: ["race"] } })).rowCount).toBe(rows);
  });

  test.each([
    [{ outcome: "incom", across: ["sex"] }, 'Did you mean "income"'],
    [{ outcome: "income", across: [] }, "at least one column"],
    [{ outcome: "income", across: ["income"] }, "at once"],
  ])("refuses %o", async (parity, message) => {
    await expect(argn.sample(10, { parity })).rejects.toThrow(message);
  });

  test("refuses a given outcome", async () => {
    const given = Table.of({ income: [">50K"] });
    await expect(argn.sample(1, { given, parity: { outcome: "income", across: ["sex"] } })).rejects.toThrow("is given");
  });
});
