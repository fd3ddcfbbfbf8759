/** Published values of SDMetrics' own tests (O-8.11 to O-8.14): the inputs and results of its unit tests. */

import { describe, expect, it } from "vitest";
import { disclosureProtection, disclosureScore } from "../../lib/privacy/disclosure-protection";
import { recordDistances } from "../../lib/privacy/record-distances";
import { contingencySimilarity } from "../../lib/quality/contingency-similarity";
import { booleanColumn, datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { corrupted, people } from "./planted";

describe("contingencySimilarity()", () => {
  it("is 0.25 for O-8.12", () => {
    const real = Table.of({ a: [1, 2.4, 2.6, 0.8], b: [1, 2, 3, 5] });
    const synthetic = Table.of({ a: [1, 1.8, 2.6, 1], b: [2, 3, 4, 1] });
    expect(contingencySimilarity(real, synthetic, ["a", "b"])).toBeCloseTo(0.25, 12);
  });

  it("falls as cells are corrupted, sees a shift in a number, and counts a missing cell as a value", () => {
    const real = people(400, 1);
    const values = [0, 0.1, 0.4].map((share) => contingencySimilarity(real, corrupted(real, share), ["age", "job"]));
    expect(values).toEqual([...values].sort((a, b) => b - a));
    const shifted = Table.of({ x: [11, 12, 13], y: ["a", "b", "c"] });
    expect(contingencySimilarity(Table.of({ x: [1, 2, 3], y: ["a", "b", "c"] }), shifted, ["x", "y"])).toBeCloseTo(1 / 3, 12);
    const gaps = Table.of({ x: [1, null], y: ["a", "a"] });
    expect(contingencySimilarity(gaps, gaps, ["x", "y"])).toBe(1);
    expect(contingencySimilarity(gaps, gaps.slice(0, 1), ["x", "y"])).toBe(0.5);
  });

  it("refuses tables without rows", () =>
    expect(() => contingencySimilarity(Table.of({ a: [1], b: [1] }), Table.of({ a: [1], b: [1] }).slice(1), ["a", "b"])).toThrow(
      /0 synthetic/,
    ));
});

const day = (text: string | null): number => (text === null ? NaN : Date.parse(`${text}T00:00:00Z`));
const times = (name: string, texts: readonly (string | null)[]) => datetimeColumn(name, Float64Array.from(texts, day), "date");

/** The mixed frames of O-8.13; the column of numbers that are categories is read as words. */
function mixed(
  numbers: readonly number[],
  words: readonly (string | null)[],
  truths: readonly (boolean | null)[],
  days: readonly (string | null)[],
): Table {
  const codes = words.map((word) => (word === null ? null : String("ABC".indexOf(word) + 1)));
  return new Table([
    numberColumn("num", numbers),
    stringColumn("cat", words),
    stringColumn("cat int", codes),
    booleanColumn("bool", truths),
    times("date text", days),
    times("date", days),
  ]);
}

describe("recordDistances()", () => {
  const real = mixed(
    [10, 20, NaN, 40, 50, 60],
    ["A", "B", "A", null, "B", "C"],
    [true, false, true, false, null, false],
    ["2025-01-01", "2025-01-31", "2025-01-10", "2025-01-21", null, "2025-01-12"],
  );
  const synthetic = mixed(
    [10, 25, 30, 21, 7, NaN],
    ["C", null, "A", null, "B", "C"],
    [false, true, true, false, true, null],
    ["2025-01-10", "2025-01-22", null, "2025-01-02", "2025-01-30", "2025-01-06"],
  );

  it("are those of O-8.13 for mixed columns, and 0 to the rows themselves", () => {
    const expected = [0.188888, 0.2277777, 0.4, 0.274444, 0.221111, 0.4];
    recordDistances(synthetic, real).forEach((distance, i) => expect(distance).toBeCloseTo(expected[i], 5));
    expect([...recordDistances(synthetic, synthetic)]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("are those of O-8.13 for the numbers alone", () => {
    const expected = [0, 0.1, 0.2, 0.02, 0.06, 0];
    recordDistances(synthetic.select(["num"]), real.select(["num"])).forEach((distance, i) =>
      expect(distance).toBeCloseTo(expected[i], 12),
    );
  });

  it("are 1 to a constant column of another value, and 0 to an equal one", () => {
    const constant = Table.of({ x: [5, 5] });
    expect([...recordDistances(Table.of({ x: [5, 6] }), constant)]).toEqual([0, 1]);
    expect(() => recordDistances(constant, constant.slice(2))).toThrow(/no row/);
  });
});

describe("disclosureProtection()", () => {
  it("is O-8.14 for given protections", () => {
    const scores = [1, 0.88, 0.4].map((protection) => disclosureScore(protection, 0.98));
    [1, 0.8979591837, 0.4081632653].forEach((expected, i) => expect(scores[i]).toBeCloseTo(expected, 9));
    expect([disclosureScore(0.5, 0), disclosureScore(0, 0)]).toEqual([1, 0]);
  });

  it("has the baseline of uniform guessing over all combinations of secrets", () => {
    const real = Table.of({ a: ["k", "k", "k", "k"], b: ["A", "A", "A", "A"], c: ["A", "B", "A", "B"] });
    const { baseline, protection } = disclosureProtection(real, real, { known: ["a"], sensitive: ["b", "c"] });
    expect([baseline, protection]).toEqual([0.5, 0.5]);
  });

  it("rises as cells are corrupted, and leaves out people whom no synthetic row resembles", () => {
    const real = people(400, 1);
    const options = { known: ["age", "job"], sensitive: ["pay"] };
    const values = [0, 0.2, 0.6].map((share) => disclosureProtection(real, corrupted(real, share), options).protection);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    const stranger = Table.of({ a: ["x"], b: ["s"] });
    expect(() => disclosureProtection(stranger, Table.of({ a: ["y"], b: ["s"] }), { known: ["a"], sensitive: ["b"] })).toThrow(
      /no real row/,
    );
  });
});
