import { describe, expect, it } from "vitest";
import { distanceChecks } from "../../lib/privacy/distances";
import { fitDistanceEncoding } from "../../lib/privacy/distance-encoding";
import { identicalMatchShare } from "../../lib/privacy/identical-matches";
import { nearestNeighbours } from "../../lib/privacy/nearest-neighbours";
import { Rng } from "../../lib/base/random";
import { booleanColumn, datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

describe("fitDistanceEncoding(), mixed", () => {
  // by hand: places of 10, 20, 30 are 0, 0.5, 1
  const real = new Table([
    numberColumn("n", [10, 20, 30, NaN]),
    stringColumn("c", ["a", "b", null, "a"]),
    datetimeColumn("d", [0, 1000, 2000, NaN]),
    booleanColumn("t", [true, false, true, null]),
  ]);
  const encode = fitDistanceEncoding([real], "mixed");
  const distance = async (left: number, right: number): Promise<number> => {
    const found = await nearestNeighbours(encode(real.take([left])), encode(real.take([right])), "mixed");
    return found.first[0];
  };

  it("averages over columns: places for numbers, 0 or 1 for categories, 1 for missing against a value", async () => {
    expect(await distance(0, 0)).toBe(0);
    expect(await distance(3, 3)).toBe(0);
    expect(await distance(0, 1)).toBeCloseTo((0.5 + 1 + 0.5 + 1) / 4, 12);
    expect(await distance(0, 2)).toBeCloseTo((1 + 1 + 1 + 0) / 4, 12);
    expect(await distance(0, 3)).toBeCloseTo((1 + 0 + 1 + 1) / 4, 12);
  });

  it("keeps categories of the synthetic table apart that the real ones do not have", async () => {
    const other = fitDistanceEncoding([Table.of({ c: ["a", "b"] })], "mixed");
    const [q, r] = [other(Table.of({ c: ["new", "other"] })), other(Table.of({ c: ["newer", "other"] }))];
    expect(Array.from((await nearestNeighbours(q, r, "mixed")).first)).toEqual([1, 0]);
  });
});

describe("fitDistanceEncoding(), numeric-cosine", () => {
  it("gives rows of length 1 and an indicator for columns with missing cells", () => {
    const points = fitDistanceEncoding(
      [Table.of({ n: [10, 20, 30, null], c: ["a", "b", "a", "b"] })],
      "numeric-cosine",
    )(Table.of({ n: [30, null], c: ["a", "a"] }));
    expect(points.width).toBe(2);
    [Math.SQRT1_2, -Math.SQRT1_2, 0, 1].forEach((value, i) => expect(points.values[i]).toBeCloseTo(value, 12));
  });
});

describe("identicalMatchShare()", () => {
  it("compares cell by cell, missing with missing, also across dictionaries", () => {
    const among = Table.of({ n: [1, null, 0], c: ["a", null, "b"], t: [true, null, false] });
    const rows = Table.of({ n: [null, 1, -0, 1], c: [null, "b", "b", "a"], t: [null, true, false, true] });
    expect(identicalMatchShare(rows, among)).toBe(0.75);
  });

  it("is right among many rows", () => {
    const rng = new Rng(1);
    const values = Array.from({ length: 20_000 }, () => rng.uint32() % 5000);
    const present = new Set(values.slice(0, 10_000));
    const expected = values.slice(10_000).filter((value) => present.has(value)).length / 10_000;
    expect(identicalMatchShare(Table.of({ x: values.slice(10_000) }), Table.of({ x: values.slice(0, 10_000) }))).toBe(expected);
  });

  it("refuses no rows", () => expect(() => identicalMatchShare(new Table([], 0), Table.of({ x: [1] }))).toThrow(/no rows/));
});

describe("distanceChecks()", () => {
  const rng = new Rng(2);
  const sample = (rows: number): Table =>
    Table.of({
      x: Array.from({ length: rows }, () => rng.normal()),
      y: Array.from({ length: rows }, () => rng.normal()),
      c: Array.from({ length: rows }, () => rng.pick(["a", "b"])),
    });
  const [training, holdout, fresh] = [sample(400), sample(400), sample(400)];
  const mixed = (copies: number): Table => {
    const [left, right] = [training.slice(0, copies), fresh.slice(copies)];
    return new Table(
      left.columns.map((column) =>
        stringColumn(
          column.name,
          [...left.rows(), ...right.rows()].map((row) => String(row[column.name])),
        ),
      ),
    );
  };

  it("rises with the share of copied rows", async () => {
    const results = await Promise.all([0, 40, 80, 160].map((copies) => distanceChecks({ training, holdout, synthetic: mixed(copies) })));
    expect(results.map(({ comparisons }) => comparisons[0].identicalMatches)).toEqual([0, 0.1, 0.2, 0.4]);
    const shares = results.map(({ share }) => share?.value ?? NaN);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[3]).toBeGreaterThan(results[3].share?.interval[1] ?? NaN);
  });

  it("puts holdout against training next to it, and gives 101 ascending quantiles", async () => {
    const { comparisons } = await distanceChecks({ training, holdout, synthetic: fresh });
    expect(comparisons.map(({ from, to }) => `${from} to ${to}`)).toEqual([
      "synthetic to training",
      "synthetic to holdout",
      "holdout to training",
    ]);
    for (const { quantiles, dcr } of comparisons) {
      expect(quantiles).toHaveLength(101);
      expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
      expect(dcr).toBeGreaterThan(0);
    }
  });

  it("samples to equal sizes and says so", async () => {
    const { notes } = await distanceChecks({ training, holdout: holdout.slice(0, 100), synthetic: fresh }, { queryRows: 50 });
    expect(notes.join("\n")).toMatch(
      /100 of 400 training rows[\s\S]*50 of 400 synthetic rows|50 of 400 synthetic rows[\s\S]*100 of 400 training rows/,
    );
  });

  it("compares numbers alone in compat mode", async () => {
    const { comparisons, share } = await distanceChecks({ training, holdout, synthetic: training }, { compat: true });
    expect([comparisons[0].identicalMatches, share?.value]).toEqual([1, 1]);
    await expect(distanceChecks({ training: training.select(["c"]), synthetic: fresh.select(["c"]) }, { compat: true })).rejects.toThrow(
      /no column/,
    );
  });
});
