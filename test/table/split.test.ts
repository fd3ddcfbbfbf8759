import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { split, type SplitOptions } from "../../lib/table/split";
import { Table } from "../../lib/table/table";

const numbered = (length: number): Table => Table.of({ id: Array.from({ length }, (_, i) => i) });
const ids = (table: Table): unknown[] => [...table.rows()].map((row) => row.id);

describe("split()", () => {
  test("divides every row once, with exact rounding, for any share and size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.integer(), (rows, share, seed) => {
        const heldOut = Math.round(share * rows);
        fc.pre(heldOut > 0 && heldOut < rows);
        const { training, holdout } = split(numbered(rows), { holdout: share, seed });
        expect(holdout.rowCount).toBe(heldOut);
        expect([...ids(training), ...ids(holdout)].sort((a, b) => Number(a) - Number(b))).toEqual(ids(numbered(rows)));
      }),
    );
  });

  test("the same seed gives the same split, another seed another one", () => {
    const heldOut = (seed: number): unknown[] => ids(split(numbered(100), { seed }).holdout);
    expect(heldOut(1)).toEqual(heldOut(1));
    expect(heldOut(1)).not.toEqual(heldOut(2));
  });

  test("both sides are shuffled", () => {
    const { training } = split(numbered(100), { seed: 1 });
    expect(ids(training)).not.toEqual([...ids(training)].sort((a, b) => Number(a) - Number(b)));
  });

  test("by a key: no key on both sides, rows in their order", () => {
    const visits = Table.of({ patient: ["a", "b", "a", "c", "d", "c", "b"], id: [0, 1, 2, 3, 4, 5, 6] });
    const { training, holdout } = split(visits, { holdout: 0.5, seed: 3, by: "patient" });
    const patients = (table: Table): Set<unknown> => new Set([...table.rows()].map((row) => row.patient));
    expect(patients(holdout).size).toBe(2);
    expect([...patients(training)].filter((patient) => patients(holdout).has(patient))).toEqual([]);
    for (const side of [training, holdout]) expect(ids(side)).toEqual([...ids(side)].sort());
  });

  test("stratified: each value keeps its share, missing cells too, and the total is exact", () => {
    const income = Array.from({ length: 103 }, (_, i) => (i < 70 ? "low" : i < 93 ? "high" : null));
    const { training, holdout } = split(Table.of({ income }), { holdout: 0.3, seed: 1, stratify: "income" });
    const counts = (table: Table): unknown =>
      ["low", "high", null].map((value) => [...table.rows()].filter((row) => row.income === value).length);
    // 0.3 x 103 = 30.9, so 31 rows; 31/103 of 70, 23, 10 is 21.07, 6.92, 3.01
    expect(counts(holdout)).toEqual([21, 7, 3]);
    expect(counts(training)).toEqual([49, 16, 7]);
  });

  test.each<[string, Table, SplitOptions, string]>([
    ["a share above 1", numbered(12), { holdout: 1.2, seed: 1 }, "Cannot split 12 rows: holdout is 1.2, it must lie between 0 and 1"],
    ["a share of 0", numbered(12), { holdout: 0, seed: 1 }, "it must lie between 0 and 1"],
    ["a share that is no number", numbered(12), { holdout: NaN, seed: 1 }, "holdout is NaN"],
    ["one row", numbered(1), { seed: 1 }, "Cannot split 1 row: a holdout of 0.5 of 1 row leaves the training empty"],
    ["no rows", numbered(0), { seed: 1 }, "leaves the holdout empty"],
    ["too small a share", numbered(3), { holdout: 0.1, seed: 1 }, "leaves the holdout empty"],
    ["one key", Table.of({ id: [1, 1, 1] }), { seed: 1, by: "id" }, "of 1 key leaves the training empty"],
    ["rows without a key", Table.of({ id: [1, null, 2] }), { seed: 1, by: "id" }, "1 row has no key"],
    ["an unknown key", numbered(5), { seed: 1, by: "idd" }, 'Did you mean "id"?'],
    ["key and stratum", numbered(5), { seed: 1, by: "id", stratify: "id" }, "exclude each other"],
  ])("refuses %s", (_, table, options, message) => {
    expect(() => split(table, options)).toThrow(message);
  });
});
