import { describe, expect, it } from "vitest";
import { jointFidelity } from "../../lib/quality/joint-fidelity";
import { pairUtility } from "../../lib/quality/pair-utility";
import { numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { corrupted, people } from "./planted";

const [training, holdout, fresh] = [people(500, 1), people(500, 2), people(500, 3)];
const at = (synthetic: Table) => jointFidelity({ training, holdout, synthetic });

describe("jointFidelity()", () => {
  it("is near its references for fresh rows", () => {
    const found = at(fresh);
    for (const name of ["precision", "recall", "density", "coverage"] as const) {
      expect(Math.abs((found[name].value ?? NaN) - (found[name].reference ?? NaN))).toBeLessThan(0.12);
    }
    expect(Math.abs(found.discrepancy.value ?? NaN)).toBeLessThan(0.003);
  });

  it("density falls and discrepancy rises when 10, 20, 40 % of the cells are corrupted", () => {
    const all = [0, 0.1, 0.2, 0.4].map((share) => at(corrupted(fresh, share)));
    const densities = all.map(({ density }) => density.value ?? NaN);
    expect(densities).toEqual([...densities].sort((a, b) => b - a));
    expect(all[3].discrepancy.value).toBeGreaterThan(all[0].discrepancy.value ?? NaN);
  });

  it("coverage and recall see a generator that repeats itself, density and precision do not", () => {
    const [good, bad] = [at(fresh), at(fresh.take(Int32Array.from({ length: 500 }, (_, i) => i % 20)))];
    expect(bad.coverage.value).toBeLessThan(0.4 * (good.coverage.value ?? NaN));
    expect(bad.precision.value).toBeGreaterThan((good.precision.value ?? NaN) - 0.2);
  });

  it("says why when there is too little to compare", () => {
    expect(at(fresh.slice(0, 3)).coverage.notComputed).toMatch(/more than 5 rows/);
    const odd = new Table([numberColumn("a", [NaN, NaN]), stringColumn("b", [null, null])]);
    expect(jointFidelity({ training: odd, synthetic: odd }, { neighbours: 1 }).coverage.value).toBe(1);
  });
});

describe("pairUtility()", () => {
  it("is about 2 for fresh rows and rises for the pairs that are broken", () => {
    const mean = (synthetic: Table): number =>
      pairUtility({ training, holdout, synthetic }).reduce((sum, pair) => sum + (pair.value ?? NaN) / 15, 0);
    const means = [0, 0.1, 0.2, 0.4].map((share) => mean(corrupted(fresh, share)));
    expect(means[0]).toBeGreaterThan(1);
    expect(means[0]).toBeLessThan(3);
    expect(means).toEqual([...means].sort((a, b) => a - b));
  });

  it("says why for constant and empty tables", () => {
    const constant = Table.of({ a: ["x"], b: ["y"] });
    expect(pairUtility({ training: constant, synthetic: constant })[0].notComputed).toMatch(/one cell/);
  });
});
