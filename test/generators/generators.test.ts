import { describe, expect, test } from "vitest";
import { isMissing } from "../../lib/table/column";
import { bootstrap } from "../../lib/generators/bootstrap";
import { cart } from "../../lib/generators/cart";
import { chowLiu } from "../../lib/generators/chow-liu";
import { copula } from "../../lib/generators/copula";
import { diffusion } from "../../lib/generators/diffusion";
import { fromSummary } from "../../lib/generators/from-summary";
import { gan } from "../../lib/generators/gan";
import type { Generator, GeneratorProgress } from "../../lib/generators/generator";
import { kernelDensity } from "../../lib/generators/kernel-density";
import { marginals } from "../../lib/generators/marginals";
import { mixture } from "../../lib/generators/mixture";
import { mock } from "../../lib/generators/mock";
import { mockData } from "../../lib/generators/mock-data/mock-data";
import { privBayes } from "../../lib/generators/priv-bayes";
import { rules } from "../../lib/generators/rules";
import { shuffle } from "../../lib/generators/shuffle";
import { smote } from "../../lib/generators/smote";
import { vae } from "../../lib/generators/vae";
import { isTrue, numbersOf, textsOf } from "../../lib/datasets/simulate/cells";
import { correlationOf } from "../../lib/datasets/simulate/estimates";
import { people } from "../../lib/datasets/simulate/people/people";
import { simulate } from "../../lib/datasets/simulate/simulate";
import { Rng } from "../../lib/base/random";
import { Table } from "../../lib/table/table";
import { correlated, longTable, oddTable, wideTable } from "./known-laws";

const families: readonly Generator[] = [
  ...[shuffle, marginals, bootstrap(), copula, chowLiu, mixture(), cart, smote(), fromSummary, mock, mockData()],
  ...[kernelDensity(), privBayes({ noise: "seed" }), vae({ epochs: 2 }), gan({ epochs: 2 }), diffusion({ epochs: 2, steps: 3 })],
];

async function synthesize(family: Generator, table: Table, rows: number): Promise<Table> {
  return (await family.train(table, { seed: 1 })).sample(rows, { seed: 2 });
}

/** The share of rows where two columns agree in a yes or no. */
const shareWhere = (table: Table, test: (i: number) => boolean): number =>
  Array.from({ length: table.rowCount }, (_, i) => Number(test(i))).reduce((sum, hit) => sum + hit, 0) / table.rowCount;

describe.each(families.map((family) => ({ family, name: family.name })))("$name", ({ family }) => {
  test("keeps names, types and order of the columns, however odd", async () => {
    const table = oddTable(60);
    const synthetic = await synthesize(family, table, 90);
    expect(synthetic.rowCount).toBe(90);
    expect(synthetic.columns.map(({ name, type }) => [name, type])).toEqual(table.columns.map(({ name, type }) => [name, type]));
  });

  test("same seed, same rows; another seed, other rows", async () => {
    const trained = await family.train(oddTable(60), { seed: 1 });
    const rowsOf = async (seed: number) => [...(await trained.sample(20, { seed })).rows()];
    const first = await rowsOf(5);
    expect(await rowsOf(5)).toEqual(first);
    expect(await rowsOf(6)).not.toEqual(first);
  });

  test("trains on missing cells, dates and 40 categories, tells how far it is, and stops on request", async () => {
    const table = longTable(300);
    const told: GeneratorProgress[] = [];
    const trained = await family.train(table, { seed: 1, onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ step: 1, steps: 1 });
    const synthetic = await trained.sample(300, { seed: 2 });
    expect(synthetic.columns.map(({ name, type }) => [name, type])).toEqual(table.columns.map(({ name, type }) => [name, type]));
    const stop = new AbortController();
    const stopped = family.train(table, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    await expect(trained.sample(10, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });

  test("works for one row, one column and zero rows to sample", async () => {
    expect((await synthesize(family, oddTable(1), 3)).rowCount).toBe(3);
    expect((await synthesize(family, Table.of({ x: [1, 2, 2, null] }), 5)).rowCount).toBe(5);
    const none = await synthesize(family, oddTable(20), 0);
    expect(none.rowCount).toBe(0);
    expect(none.columns).toHaveLength(7);
  });

  test("refuses a table without rows, a number of rows below 0 and an unknown option", async () => {
    await expect(family.train(oddTable(20).slice(0, 0))).rejects.toThrow(/no rows/);
    const trained = await family.train(oddTable(5));
    await expect(trained.sample(-1)).rejects.toThrow(/rows is -1/);
    // @ts-expect-error: an unknown option
    await expect(trained.sample(1, { sead: 1 })).rejects.toThrow(/Did you mean "seed"/);
    await expect(family.train(oddTable(5), { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });
});

const simple = families.filter(({ name }) => !["vae", "gan", "diffusion"].includes(name));

describe.each(simple.map((family) => ({ family, name: family.name })))("$name", ({ family }) => {
  test("trains on 100 columns of all types and keeps them", async () => {
    const table = wideTable(60, 100);
    const synthetic = await synthesize(family, table, 40);
    expect(synthetic.rowCount).toBe(40);
    expect(synthetic.columns.map(({ name, type }) => [name, type])).toEqual(table.columns.map(({ name, type }) => [name, type]));
  });
});

const learners = families.filter(({ name }) => !name.startsWith("mock"));

describe.each(learners.map((family) => ({ family, name: family.name })))("$name", ({ family }) => {
  test("keeps the shares of words and of missing cells", async () => {
    const rng = new Rng(4);
    const table = Table.of({
      city: Array.from({ length: 3000 }, () => (rng.uniform() < 0.1 ? null : rng.uniform() < 0.7 ? "Ulm" : "Bari")),
      size: Array.from({ length: 3000 }, () => rng.normal()),
    });
    const synthetic = await synthesize(family, table, 3000);
    for (const city of ["Ulm", "Bari", undefined]) {
      const share = (t: Table): number => shareWhere(t, (i) => textsOf(t, "city")(i) === city);
      // SMOTE draws rows and neighbours, whose shares stray a little from those of the table; chance alone gives .05
      expect(Math.abs(share(synthetic) - share(table)), String(city)).toBeLessThan(0.05);
    }
  });
});

describe("ties between columns", () => {
  const table = correlated(3000, 0.8);
  const correlation = (t: Table): number => correlationOf(numbersOf(t, "x"), numbersOf(t, "y")).value;
  const obeys = (t: Table): number => shareWhere(t, (i) => numbersOf(t, "x")[i] > 0 === (textsOf(t, "side")(i) === "high"));

  test.each([shuffle, marginals, fromSummary])("$name loses them", async (family) => {
    const synthetic = await synthesize(family, table, 3000);
    expect(Math.abs(correlation(synthetic))).toBeLessThan(4 / Math.sqrt(3000));
    expect(Math.abs(obeys(synthetic) - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 3000));
  });

  test.each([bootstrap({ noise: 0 }), copula, mixture(), smote()])("$name keeps a correlation of 0.8", async (family) => {
    expect(Math.abs(correlation(await synthesize(family, table, 3000)) - 0.8)).toBeLessThan(0.05);
  });

  test.each([chowLiu, cart])("$name keeps most of a correlation of 0.8, and a rule to the row", async (family) => {
    const synthetic = await synthesize(family, table, 3000);
    expect(correlation(synthetic)).toBeGreaterThan(0.7);
    expect(obeys(synthetic)).toBeGreaterThan(0.95);
  });

  test("a mixture keeps two clusters apart that a copula fills the space between", async () => {
    const rng = new Rng(8);
    // an exclusive or: x and y are near 1 and -1, in either order, never both the same
    const sign = Array.from({ length: 2000 }, () => (rng.uniform() < 0.5 ? 1 : -1));
    const cross = Array.from({ length: 2000 }, () => (rng.uniform() < 0.5 ? 1 : -1));
    const xor = Table.of({
      x: sign.map((s) => s + 0.1 * rng.normal()),
      y: cross.map((c) => c + 0.1 * rng.normal()),
      z: sign.map((s, i) => s * cross[i] + 0.1 * rng.normal()),
    });
    const holds = (t: Table): number => {
      const [x, y, z] = ["x", "y", "z"].map((name) => numbersOf(t, name));
      return shareWhere(t, (i) => x[i] * y[i] * z[i] > 0);
    };
    expect(holds(await synthesize(mixture({ most: 8 }), xor, 2000))).toBeGreaterThan(0.9);
    expect(holds(await synthesize(copula, xor, 2000))).toBeLessThan(0.6);
  });

  test("CART keeps an interaction that a copula and a Chow-Liu tree blur: who has both keys, and only they, get in", async () => {
    const rng = new Rng(10);
    const keys = (): boolean[] => Array.from({ length: 3000 }, () => rng.uniform() < 0.5);
    const [first, second] = [keys(), keys()];
    const table = Table.of({ first, second, visits: first.map((key, i) => (key && second[i] ? 10 : 0) + rng.normal()) });
    const wrong = (t: Table): number => {
      const [one, two, visits] = [isTrue(t, "first"), isTrue(t, "second"), numbersOf(t, "visits")];
      return shareWhere(t, (i) => visits[i] > 5 !== (one(i) && two(i)));
    };
    expect(wrong(table)).toBe(0);
    expect(wrong(await synthesize(cart, table, 3000))).toBeLessThan(0.01);
    for (const family of [copula, chowLiu]) expect(wrong(await synthesize(family, table, 3000)), family.name).toBeGreaterThan(0.05);
  });

  test("a copula keeps what rises and falls together, and loses an arch", async () => {
    const rng = new Rng(11);
    const x = Array.from({ length: 3000 }, () => rng.normal());
    const table = Table.of({ x, rising: x.map((value) => Math.exp(value) + 0.01 * rng.normal()), arch: x.map((value) => value * value) });
    const synthetic = await synthesize(copula, table, 3000);
    const [left, rising, arch] = ["x", "rising", "arch"].map((name) => numbersOf(synthetic, name));
    expect(correlationOf(left, rising.map(Math.log)).value).toBeGreaterThan(0.97);
    expect(correlationOf(left.map(Math.abs), arch).value).toBeLessThan(0.2);
  });

  test("Chow-Liu recovers a chain: ends are tied only through the middle", async () => {
    const rng = new Rng(9);
    const flip = (bit: string): string => (rng.uniform() < 0.1 ? (bit === "0" ? "1" : "0") : bit);
    const a = Array.from({ length: 4000 }, () => String(rng.integer(2)));
    const b = a.map(flip);
    const c = b.map(flip);
    const synthetic = await synthesize(chowLiu, Table.of({ a, c, b }), 4000);
    const agree = (one: string, two: string): number =>
      shareWhere(synthetic, (i) => textsOf(synthetic, one)(i) === textsOf(synthetic, two)(i));
    expect(Math.abs(agree("a", "b") - 0.9)).toBeLessThan(0.04);
    expect(Math.abs(agree("b", "c") - 0.9)).toBeLessThan(0.04);
    expect(Math.abs(agree("a", "c") - 0.82)).toBeLessThan(0.04);
  });
});

describe("single families", () => {
  test("shuffle() keeps every column as a set", async () => {
    const table = oddTable(50);
    const synthetic = await synthesize(shuffle, table, 50);
    for (const { name } of table.columns) {
      const sorted = (t: Table): string[] => [...t.rows()].map((row) => String(row[name])).sort();
      expect(sorted(synthetic)).toEqual(sorted(table));
    }
  });

  test("fromSummary() gives no word that fewer than five rows have", async () => {
    const cities = [...Array.from({ length: 50 }, () => "Ulm"), "Atlantis"];
    const synthetic = await synthesize(fromSummary, Table.of({ city: cities }), 500);
    expect(new Set([...synthetic.rows()].map((row) => row.city))).toEqual(new Set(["Ulm", "other"]));
  });

  test("mock() does not depend on the rows", async () => {
    const [one, two] = [oddTable(20), oddTable(20).take(Int32Array.from({ length: 20 }, (_, i) => 19 - i))];
    expect([...(await synthesize(mock, one, 9)).rows()]).toEqual([...(await synthesize(mock, two, 9)).rows()]);
  });

  test("rules() sees the cells so far, and refuses what is no function", async () => {
    const family = rules({ __proto: () => 1, age: (_, rng) => rng.integer(90), works: ({ age }) => Number(age) < 65 });
    const synthetic = await synthesize(family, Table.of({}), 200);
    expect([...synthetic.rows()].every(({ age, works }) => works === Number(age) < 65)).toBe(true);
    // @ts-expect-error: a cell instead of a rule
    expect(() => rules({ age: 5 })).toThrow(/must be a function/);
  });

  test("smote() stays between the rows, and bootstrap() within the range", async () => {
    const table = Table.of({ x: [0, 1, 5, 9, 10], y: [0, 2, 10, 18, 20] });
    const line = await synthesize(smote({ neighbours: 2 }), table, 100);
    // whole numbers are written whole, so y = 2x holds up to rounding
    for (const { x, y } of line.rows()) expect(Math.abs(Number(y) - 2 * Number(x))).toBeLessThanOrEqual(1.5);
    const noisy = numbersOf(await synthesize(bootstrap({ noise: 1 }), table, 200), "x");
    expect(Math.min(...noisy)).toBe(0);
    expect(Math.max(...noisy)).toBe(10);
  });

  test("cart keeps the rules of people nearly always", async () => {
    const synthetic = await synthesize(cart, simulate("people", { rows: 3000 }).drop(["person_id"]), 3000);
    const broken = Object.fromEntries(people.rules.map((rule) => [rule.name, rule.violations({ people: synthetic }) / 3000]));
    expect(broken["hours is empty exactly when works is false"]).toBeLessThan(0.01);
    expect(broken["education fixes education_years"]).toBeLessThan(0.01);
  });

  test("missing cells of numbers stay missing cells", async () => {
    const synthetic = await synthesize(copula, oddTable(500), 500);
    const column = synthetic.column("");
    const gaps = shareWhere(synthetic, (i) => isMissing(column, i));
    expect(Math.abs(gaps - 0.2)).toBeLessThan(0.1);
  });
});
