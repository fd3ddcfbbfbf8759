import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/base/random";
import { correlationOf } from "../../lib/datasets/simulate/estimates";
import { numbersOf, textsOf } from "../../lib/datasets/simulate/cells";
import { adasyn } from "../../lib/generators/adasyn";
import { kernelDensity } from "../../lib/generators/kernel-density";
import { privBayes } from "../../lib/generators/priv-bayes";
import { informationSensitivity } from "../../lib/generators/private-network";
import { Table } from "../../lib/table/table";
import { correlated } from "./known-laws";

/** A chain of words: b copies a, c copies b, each with one in ten turned round. */
function chain(rows: number): Table {
  const rng = new Rng(9);
  const flip = (word: string): string => (rng.uniform() < 0.1 ? (word === "yes" ? "no" : "yes") : word);
  const a = Array.from({ length: rows }, () => rng.pick(["yes", "no"]));
  const b = a.map(flip);
  return Table.of({ a, c: b.map(flip), b });
}

const domains = { a: ["yes", "no"], b: ["yes", "no"], c: ["yes", "no"] };

function agreement(table: Table, one: string, two: string): number {
  const [first, second] = [textsOf(table, one), textsOf(table, two)];
  return (
    Array.from({ length: table.rowCount }, (_, i) => Number(first(i) === second(i))).reduce((sum, hit) => sum + hit, 0) / table.rowCount
  );
}

describe("privBayes()", () => {
  test("keeps the ties of a chain at a fair epsilon, and loses them at a tiny one", async () => {
    const table = chain(4000);
    const sampleAt = async (epsilon: number): Promise<Table> =>
      (await privBayes({ epsilon, domains, noise: "seed" }).train(table, { seed: 1 })).sample(4000, { seed: 2 });
    const fair = await sampleAt(2);
    expect(Math.abs(agreement(fair, "a", "b") - 0.9)).toBeLessThan(0.05);
    expect(Math.abs(agreement(fair, "b", "c") - 0.9)).toBeLessThan(0.05);
    expect(Math.abs(agreement(await sampleAt(0.001), "a", "b") - 0.9)).toBeGreaterThan(0.1);
  });

  test("spends what it was given, part by part, and no delta where all domains are told", async () => {
    const { privacySpent } = await privBayes({ epsilon: 2, domains }).train(chain(300));
    expect([privacySpent.epsilon, privacySpent.delta]).toEqual([2, 0]);
    expect(privacySpent.parts.reduce((sum, { epsilon }) => sum + epsilon, 0)).toBeCloseTo(2, 12);
    const untold = await privBayes({ epsilon: 2, delta: 1e-6 }).train(correlated(300, 0.5));
    expect(untold.privacySpent.delta).toBe(1e-6);
    expect(untold.privacySpent.parts).toHaveLength(3);
    expect(untold.privacySpent.parts.reduce((sum, { epsilon }) => sum + epsilon, 0)).toBeCloseTo(2, 12);
  });

  test("a word that one row has never comes out, unless it was told beforehand", async () => {
    const words = [...Array.from({ length: 3000 }, () => "Ulm"), "Atlantis"];
    const drawn = async (told: Record<string, string[]>): Promise<Set<unknown>> => {
      const trained = await privBayes({ epsilon: 1, domains: told, noise: "seed" }).train(Table.of({ city: words }));
      return new Set([...(await trained.sample(5000)).rows()].map(({ city }) => city));
    };
    expect(await drawn({})).not.toContain("Atlantis");
    // noise reaches words that are told as well: then their presence says nothing of anybody
    const known = await drawn({ city: ["Ulm", "Atlantis"] });
    expect([...known].every((city) => city === null || ["Ulm", "Atlantis", "other"].includes(String(city)))).toBe(true);
  });

  test("finds bounds by itself, and follows a number within them", async () => {
    const rng = new Rng(3);
    const table = Table.of({ age: Array.from({ length: 5000 }, () => 20 + rng.integer(60)) });
    const synthetic = await (await privBayes({ epsilon: 5, noise: "seed" }).train(table)).sample(3000, { seed: 2 });
    const ages = numbersOf(synthetic, "age").filter((age) => !Number.isNaN(age));
    expect(ages.reduce((sum, age) => sum + age / ages.length, 0)).toBeGreaterThan(45);
    expect(ages.reduce((sum, age) => sum + age / ages.length, 0)).toBeLessThan(54);
    expect(ages.every((age) => Number.isInteger(age) && age >= 16 && age <= 128)).toBe(true);
  });

  test("the sensitivity of mutual information bounds what one changed row does", () => {
    // worst case by hand: n rows of two equal words, one row becomes another word in both columns
    for (const n of [2, 10, 100, 1000]) {
      const entropy = (share: number): number =>
        share === 0 || share === 1 ? 0 : -share * Math.log(share) - (1 - share) * Math.log(1 - share);
      expect(entropy(1 / n)).toBeLessThanOrEqual(informationSensitivity(n));
    }
  });

  test("refuses domains of unknown columns and of the wrong kind", async () => {
    await expect(privBayes({ domains: { aa: ["x"] } }).train(chain(10))).rejects.toThrow(/Did you mean "a"/);
    await expect(privBayes({ domains: { a: { low: 0, high: 1 } } }).train(chain(10))).rejects.toThrow(/must be a list of words/);
    expect(() => privBayes({ epsilon: 0 })).toThrow(/epsilon is 0/);
  });
});

describe("kernelDensity()", () => {
  test("keeps a correlation, and follows an arch only with narrow hills", async () => {
    const tied = await (await kernelDensity().train(correlated(2000, 0.8), { seed: 1 })).sample(2000, { seed: 2 });
    expect(Math.abs(correlationOf(numbersOf(tied, "x"), numbersOf(tied, "y")).value - 0.8)).toBeLessThan(0.05);
    const rng = new Rng(4);
    const x = Array.from({ length: 2000 }, () => rng.normal());
    const arch = Table.of({ x, y: x.map((value) => value * value + 0.1 * rng.normal()) });
    const distance = async (bandwidth: number): Promise<number> => {
      const table = await (await kernelDensity({ bandwidth }).train(arch)).sample(2000, { seed: 2 });
      const [a, b] = [numbersOf(table, "x"), numbersOf(table, "y")];
      return a.reduce((sum, value, i) => sum + Math.abs(b[i] - value * value) / a.length, 0);
    };
    expect(await distance(0.05)).toBeLessThan(0.3);
    expect(await distance(2)).toBeGreaterThan(0.8);
  });
});

describe("adasyn()", () => {
  /** 1,000 of class "no" left of 0, 60 of "yes" at the border, 60 far to the right. */
  const table = (): Table => {
    const rng = new Rng(6);
    const x = [
      ...Array.from({ length: 1000 }, () => -Math.abs(rng.normal())),
      ...Array.from({ length: 60 }, () => -0.3 * rng.uniform()),
      ...Array.from({ length: 60 }, () => 10 + rng.uniform()),
    ];
    return Table.of({ x, ill: x.map((_, i) => (i < 1000 ? "no" : "yes")) });
  };

  test("makes rows of the rare class, and most of them at the border", async () => {
    const more = await (await adasyn({ target: "ill" }).train(table(), { seed: 1 })).sample(400, { seed: 2 });
    expect([...more.rows()].every(({ ill }) => ill === "yes")).toBe(true);
    expect(numbersOf(more, "x").filter((x) => x < 5).length / 400).toBeGreaterThan(0.95);
  });

  test("same seed, same rows; the class can be named; unknown ones are refused", async () => {
    const trained = await adasyn({ target: "ill", value: "no" }).train(table(), { seed: 1 });
    const first = [...(await trained.sample(20, { seed: 2 })).rows()];
    expect([...(await trained.sample(20, { seed: 2 })).rows()]).toEqual(first);
    expect(first.every(({ ill }) => ill === "no")).toBe(true);
    await expect(adasyn({ target: "ill", value: "maybe" }).train(table())).rejects.toThrow(/no row has "maybe".*"no", "yes"/);
    await expect(adasyn({ target: "il" }).train(table())).rejects.toThrow(/Did you mean "ill"/);
    // @ts-expect-error: target is missing
    expect(() => adasyn({})).toThrow(/must be the name of the column/);
  });
});
