import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { aucStandardError, discriminatorScores, tellApart } from "../../lib/quality/discriminator";
import { assess } from "../../lib/quality/assess";
import { cosine } from "../../lib/quality/similarity";
import { booleanColumn, numberColumn } from "../../lib/table/column";
import { corrupted, people } from "./planted";

const [training, holdout, fresh] = [people(400, 1), people(400, 2), people(400, 3)];
const options = { rng: new Rng(1), rows: 400, threads: 2 };

describe("aucStandardError()", () => {
  // origin: Hanley and McNeil 1982, computed by hand
  it("agrees with known values", () => {
    expect(aucStandardError(0.7, 100, 100)).toBeCloseTo(0.036835, 6);
    expect(aucStandardError(0.5, 1000, 1000)).toBeCloseTo(0.012913, 6);
    expect(aucStandardError(1, 10, 10)).toBe(0);
  });
});

describe("tellApart()", () => {
  it("names the column that gives the rows away", async () => {
    const shifted = fresh.with(
      numberColumn(
        "age",
        Float64Array.from({ length: 400 }, (_, i) => Number(fresh.cell(i, "age")) + 25),
      ),
    );
    const { auc, interval, importances } = await tellApart(training, shifted, options);
    expect(auc).toBeGreaterThan(0.85);
    expect(interval[1]).toBeLessThanOrEqual(1);
    expect(importances[0].column).toBe("age");
    expect(importances.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 6);
  });

  it("rises when 20 and 80 % of the cells are corrupted", async () => {
    const areas: number[] = [];
    for (const share of [0, 0.2, 0.8]) areas.push((await tellApart(training, corrupted(fresh, share), options)).auc);
    expect(areas).toEqual([...areas].sort((a, b) => a - b));
    expect(areas[2] - areas[0]).toBeGreaterThan(0.1);
  });
});

describe("discriminatorScores()", () => {
  it("says why with too few rows, and lives with a column of its own target's name", async () => {
    const few = await discriminatorScores({ training, holdout, synthetic: fresh.slice(0, 9) }, [], options);
    expect(few.auc.notComputed).toMatch(/at least 50 rows.*9 rows/);
    const named = booleanColumn("is synthetic", new Array<boolean>(400).fill(true));
    const told = await tellApart(training.with(named), fresh.with(named), options);
    expect(told.importances.map(({ column }) => column)).toContain("is synthetic");
  });
});

describe("cosine()", () => {
  it("is 1 for the same centroid and 0 for orthogonal ones", () => {
    expect([cosine([1, 2, 3], [1, 2, 3]), cosine([1, 0], [0, 1]), cosine([0, 0], [1, 1])]).toEqual([expect.closeTo(1, 12), 0, 0]);
  });

  it("of centroids falls when a column is shifted, in either mode", async () => {
    const shifted = fresh.with(
      numberColumn(
        "age",
        Float64Array.from({ length: 400 }, (_, i) => Number(fresh.cell(i, "age")) + 20),
      ),
    );
    for (const compat of [false, true]) {
      const similarity = async (synthetic: typeof fresh): Promise<number> =>
        (await assess({ training, holdout, synthetic }, { compat, parts: [] })).similarity.centroidCosine.value ?? NaN;
      expect(await similarity(shifted)).toBeLessThan((await similarity(fresh)) - 0.01);
    }
  });
});
