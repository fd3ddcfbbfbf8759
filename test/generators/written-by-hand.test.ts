import { describe, expect, test } from "vitest";
import { correlationOf, meanOf } from "../../lib/datasets/simulate/estimates";
import { numbersOf, textsOf } from "../../lib/datasets/simulate/cells";
import type { Generator } from "../../lib/generators/generator";
import { mockData } from "../../lib/generators/mock-data/mock-data";
import { published } from "../../lib/generators/published";
import { rules } from "../../lib/generators/rules";
import { Table } from "../../lib/table/table";

const draw = async (family: Generator, rows: number, seed = 1): Promise<Table> => (await family.train(Table.of({}))).sample(rows, { seed });
const share = (table: Table, name: string, word: string): number =>
  Array.from({ length: table.rowCount }, (_, i) => Number(textsOf(table, name)(i) === word)).reduce((sum, hit) => sum + hit, 0) /
  table.rowCount;

describe("rules()", () => {
  test("draws from distributions that depend on the row, calculates, and keeps constraints", async () => {
    const people = rules(
      {
        age: { draw: "uniform", low: 18, high: 79, decimals: 0 },
        children: { draw: "poisson", mean: 1.5 },
        sex: { draw: "choice", shares: { F: 0.75, M: 0.25 } },
        works: { draw: "yes", share: ({ age }) => (Number(age) < 65 ? 0.8 : 0) },
        since: { draw: "date", from: new Date("2020-01-01"), to: new Date("2020-12-31"), missing: ({ works }) => (works === true ? 0 : 1) },
        income: { draw: "normal", mean: ({ age }) => 1000 * Number(age), deviation: 2000, low: 0, decimals: 0 },
        tax: ({ income }) => Number(income) / 5,
        wealth: { draw: "lognormal", median: 1000, spread: 0.5, decimals: 2 },
      },
      { constraints: [({ children }) => Number(children) <= 3] },
    );
    const table = await draw(people, 4000);
    const rows = [...table.rows()];
    expect(rows.every(({ age, works }) => Number(age) >= 18 && Number(age) <= 79 && !(Number(age) >= 65 && works === true))).toBe(true);
    expect(rows.every(({ works, since }) => (since === null) === (works === false))).toBe(true);
    expect(rows.every(({ income, tax }) => tax === Number(income) / 5)).toBe(true);
    expect(Math.max(...rows.map(({ children }) => Number(children)))).toBe(3);
    expect(Math.abs(share(table, "sex", "F") - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / 4000));
    const errors = rows.map(({ age, income }) => Number(income) - 1000 * Number(age));
    expect(Math.abs(meanOf(errors).value)).toBeLessThan((4 * 2000) / Math.sqrt(4000));
    expect(rows.filter(({ wealth }) => Number(wealth) < 1000).length / 4000).toBeCloseTo(0.5, 1);
  });

  test("says which constraint cannot be met, and which rule is none", async () => {
    const impossible = rules({ x: { draw: "uniform", low: 0, high: 1 } }, { constraints: [() => true, ({ x }) => Number(x) > 1] });
    await expect(draw(impossible, 1)).rejects.toThrow(/1000 rows in turn broke a constraint, the last one number 2/);
    // @ts-expect-error: no such distribution
    await expect(draw(rules({ x: { draw: "gauss" } }), 1)).rejects.toThrow(/must draw "uniform"/);
    await expect(draw(rules({ x: { draw: "uniform", low: 2, high: 1 } }), 1)).rejects.toThrow(/low must not be above high/);
  });
});

describe("published()", () => {
  test("follows means, quantiles, counts, shares of gaps, and correlations", async () => {
    const summary = {
      age: { quantiles: { 0: 18, 0.5: 40, 1: 90 }, decimals: 0 },
      height: { mean: 170, deviation: 10, decimals: 1 },
      weight: { mean: 70, deviation: 12, least: 40, missing: 0.2 },
      home: { counts: { owned: 600, rented: 400 } },
      works: { shareTrue: 0.7 },
    };
    const table = await draw(published(summary, { correlations: [{ columns: ["height", "weight"], value: 0.6 }] }), 8000);
    const [age, height, weight] = ["age", "height", "weight"].map((name) => numbersOf(table, name));
    expect(age.filter((value) => value < 40).length / 8000).toBeCloseTo(0.5, 1);
    expect(Math.abs(meanOf(height).value - 170)).toBeLessThan(0.5);
    expect(weight.filter((value) => Number.isNaN(value)).length / 8000).toBeCloseTo(0.2, 1);
    const both = Array.from(height.keys()).filter((i) => !Number.isNaN(weight[i]));
    const found = correlationOf(
      both.map((i) => height[i]),
      both.map((i) => weight[i]),
    ).value;
    expect(Math.abs(found - 0.6)).toBeLessThan(0.04);
    expect(Math.abs(correlationOf(age, height).value)).toBeLessThan(0.05);
    expect(share(table, "home", "owned")).toBeCloseTo(0.6, 1);
    expect([...table.rows()].filter(({ works }) => works === true).length / 8000).toBeCloseTo(0.7, 1);
  });

  test("keeps constraints in every row, and refuses what contradicts itself", async () => {
    const young = published({ age: { mean: 40, deviation: 20 } }, { constraints: [({ age }) => Number(age) < 30] });
    expect(Math.max(...numbersOf(await draw(young, 200), "age"))).toBeLessThan(30);
    const never = published({ age: { mean: 40, deviation: 1 } }, { constraints: [({ age }) => Number(age) < 0] });
    await expect(draw(never, 1)).rejects.toThrow(/no room/);
    const three = { a: { mean: 0, deviation: 1 }, b: { mean: 0, deviation: 1 }, c: { mean: 0, deviation: 1 } };
    const torn = [
      { columns: ["a", "b"] as const, value: 0.9 },
      { columns: ["b", "c"] as const, value: 0.9 },
      { columns: ["a", "c"] as const, value: -0.9 },
    ];
    expect(() => published(three, { correlations: torn })).toThrow(/contradict each other at "c"/);
    expect(() => published(three, { correlations: [{ columns: ["a", "d"], value: 0 }] })).toThrow(/"d", which is no column/);
    expect(() => published({ a: { quantiles: { 0: 3, 1: 2 } } })).toThrow(/must not fall/);
    expect(() => published({ a: { counts: { x: 0 } } })).toThrow(/not all 0/);
  });
});

describe("mockData()", () => {
  const customers = Table.of({ id: ["x"], full_name: ["x"], email: ["x"], city: ["x"], since: [new Date(0)] });

  test("writes what the name of a column asks for, the same for the same seed", async () => {
    const trained = await mockData().train(customers);
    const table = await trained.sample(30, { seed: 3 });
    for (const row of table.rows()) {
      expect(row.email).toMatch(/^\S+@example\.org$/);
      expect(row.full_name).toMatch(/\w+ \w+/);
      expect(row.id).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect([...(await trained.sample(30, { seed: 3 })).rows()]).toEqual([...table.rows()]);
  });

  test("keeps relations in every row", async () => {
    const parents = await (await mockData().train(customers)).sample(20, { seed: 1 });
    const fields = {
      customer: { references: parents.column("id") },
      passport: { references: parents.column("id"), once: true },
      price: { draw: "uniform", low: 1, high: 2, decimals: 2 },
      buyer: "first name",
    } as const;
    const trained = await mockData({ fields }).train(Table.of({ customer: ["x"], passport: ["x"], price: [1], buyer: ["x"] }));
    const orders = await trained.sample(20, { seed: 2 });
    const ids = new Set([...parents.rows()].map(({ id }) => id));
    expect([...orders.rows()].every(({ customer }) => ids.has(customer))).toBe(true);
    expect(new Set([...orders.rows()].map(({ passport }) => passport)).size).toBe(20);
    await expect(trained.sample(21)).rejects.toThrow(/takes each of the 20 cells of "id" once/);
  });

  test("refuses unknown kinds and columns", async () => {
    // @ts-expect-error: a kind that is not known
    expect(() => mockData({ fields: { mail: "emails" } })).toThrow(/Did you mean "email"/);
    await expect(mockData({ fields: { citty: "city" } }).train(customers)).rejects.toThrow(/Did you mean "city"/);
  });
});
