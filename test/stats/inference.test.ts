import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { combineEstimates } from "../../lib/stats/combining-rules";
import { intervalOverlap } from "../../lib/stats/interval-overlap";
import { propensityError, propensityNull, tableUtility } from "../../lib/stats/table-utility";

describe("intervalOverlap()", () => {
  it("by hand", () => {
    expect(intervalOverlap([0, 2], [1, 4])).toBeCloseTo(0.4166667, 6);
    expect([intervalOverlap([0, 1], [2, 3]), intervalOverlap([0, 1], [0, 1])]).toEqual([-1, 1]);
    expect(() => intervalOverlap([1, 1], [0, 2])).toThrow(/above 0/);
  });
});

describe("combineEstimates()", () => {
  // origin: worked example of five tables, computed by hand
  const [estimates, variances] = [
    [1.02, 0.97, 1.05, 0.99, 1.01],
    [0.01, 0.011, 0.009, 0.01, 0.01],
  ];
  it.each([
    ["simple", 0.012],
    ["proper", 0.014],
    ["fully", -0.008896],
    ["partially", 0.010184],
  ] as const)("agrees on %s synthesis", (kind, variance) => {
    const combined = combineEstimates(estimates, variances, { kind });
    expect(combined.estimate).toBeCloseTo(1.008, 12);
    expect(combined.variance).toBeCloseTo(variance, 9);
    expect(combined.standardError === undefined).toBe(variance < 0);
  });

  it("doubles the variance of one simple table, as simulation does", () => {
    expect(combineEstimates([5], [0.2]).variance).toBeCloseTo(0.4, 12);
    const rng = new Rng("combine");
    let squares = 0;
    for (let k = 0; k < 4000; k++) {
      const real = rng.normal() / 10; // the mean of 100 standard normal rows
      squares += (real + rng.normal() / 10) ** 2; // that of 100 rows drawn from the model fitted to them
    }
    expect(squares / 4000 / 0.01).toBeGreaterThan(1.85);
    expect(squares / 4000 / 0.01).toBeLessThan(2.15);
  });

  it("refuses lists that do not fit", () => {
    expect(() => combineEstimates([1], [1, 2])).toThrow(/same length/);
    expect(() => combineEstimates([1], [1], { kind: "partially" })).toThrow(/at least 2/);
  });
});

describe("tableUtility()", () => {
  // origin: computed with the formulas of synthpop's utility.tab
  it("agrees with known values", () => {
    const utility = tableUtility([30, 50, 20], [40, 40, 20]);
    expect(utility).toEqual({
      vw: expect.closeTo(5.0793651, 6),
      degrees: 2,
      pMse: expect.closeTo(0.0031746032, 9),
      standardised: expect.closeTo(2.5396825, 6),
    });
  });

  it("is about 1 for rows drawn with the original shares, 2 for fresh rows, and rises when 10, 20, 40 % of the rows change their cell", () => {
    const rng = new Rng("utility");
    const draw = (shares: readonly number[]): number[] => {
      const counts = [0, 0, 0, 0];
      for (let i = 0; i < 400; i++) counts[rng.weighted(shares)]++;
      return counts;
    };
    const meanOver400 = (ratio: () => number | undefined): number =>
      Array.from({ length: 400 }, () => ratio() ?? NaN).reduce((sum, each) => sum + each / 400, 0);
    const drawnFromOriginal = (): number | undefined => {
      const original = draw([4, 3, 2, 1]);
      return tableUtility(draw(original), original)?.standardised;
    };
    expect(Math.abs(meanOver400(drawnFromOriginal) - 1)).toBeLessThan(0.15);
    expect(Math.abs(meanOver400(() => tableUtility(draw([4, 3, 2, 1]), draw([4, 3, 2, 1]))?.standardised) - 2)).toBeLessThan(0.3);
    const spoilt = [0, 40, 80, 160].map((moved) => tableUtility([400 - moved, 100 + moved], [400, 100])?.standardised ?? NaN);
    expect(spoilt).toEqual([...spoilt].sort((a, b) => a - b));
  });

  it("does not exist for a single cell or an empty side", () =>
    expect([tableUtility([3, 0], [4, 0]), tableUtility([0, 0], [1, 2])]).toEqual([undefined, undefined]));
});

describe("propensityError()", () => {
  it("by hand, and its chance level", () => {
    expect(propensityError([0.5, 0.5, 1, 0], 0.5)).toBe(0.125);
    expect(propensityNull(4, 1000, 0.5)).toEqual({ mean: (4 * 0.125) / 1000, deviation: (Math.sqrt(8) * 0.125) / 1000 });
  });
});
