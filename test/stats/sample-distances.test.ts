import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { jensenShannon } from "../../lib/stats/jensen-shannon";
import { kolmogorovSmirnov } from "../../lib/stats/kolmogorov-smirnov";
import { maximumMeanDiscrepancy, type PointCloud } from "../../lib/stats/maximum-mean-discrepancy";
import { supportCoverage } from "../../lib/stats/support-coverage";
import { totalVariation } from "../../lib/stats/total-variation";
import { wasserstein } from "../../lib/stats/wasserstein";

const rng = new Rng("sample distances");
const normals = (rows: number): number[] => Array.from({ length: rows }, () => rng.normal());
const cloud = (values: readonly number[], width = 1): PointCloud => ({
  values: Float64Array.from(values),
  rows: values.length / width,
  width,
});
const samples = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 });

/** The sample with this share of its values moved far away. */
const spoilt = (values: readonly number[], share: number): number[] =>
  values.map((value, i) => (i < share * values.length ? value + 6 : value));
const SHARES = [0, 0.1, 0.2, 0.4];
const rises = (values: readonly (number | undefined)[]): void => {
  const numbers = values.map((value) => value ?? NaN);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(numbers[3]).toBeGreaterThan(numbers[0]);
};

describe("kolmogorovSmirnov()", () => {
  it("by hand", () => {
    expect(kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
    expect(kolmogorovSmirnov([1, NaN], [5])).toBe(1);
    expect(kolmogorovSmirnov([NaN], [5])).toBeUndefined();
  });

  it("is never above the total variation of the values", () => {
    fc.assert(
      fc.property(samples, samples, (left, right) => {
        const counts = (values: number[]): number[] =>
          Array.from({ length: 41 }, (_, k) => values.filter((value) => value === k - 20).length);
        return (kolmogorovSmirnov(left, right) ?? 2) <= totalVariation(counts(left), counts(right)) + 1e-12;
      }),
    );
  });

  it("rises when 10, 20, 40 % of the cells are corrupted", () => {
    const [real, synthetic] = [normals(1000), normals(1000)];
    rises(SHARES.map((share) => kolmogorovSmirnov(real, spoilt(synthetic, share))));
  });
});

describe("wasserstein()", () => {
  it("by hand", () => {
    expect(wasserstein([0, 1, 3], [5, 6, 8])).toBe(5);
    expect(wasserstein([0, 1, 3], [0, 1, 3, 9])).toBeCloseTo(1.9166667, 6);
    expect(wasserstein([], [1])).toBeUndefined();
  });

  it("is the mean gap of sorted values when both sides have as many", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), { minLength: 1 }), (pairs) => {
        const [left, right] = [pairs.map(([a]) => a).sort((a, b) => a - b), pairs.map(([, b]) => b).sort((a, b) => a - b)];
        const gaps = left.reduce((sum, value, i) => sum + Math.abs(value - right[i]), 0) / left.length;
        expect(wasserstein(left, right)).toBeCloseTo(gaps, 9);
      }),
    );
  });

  it("rises when 10, 20, 40 % of the cells are corrupted", () => {
    const [real, synthetic] = [normals(1000), normals(1000)];
    rises(SHARES.map((share) => wasserstein(real, spoilt(synthetic, share))));
  });
});

describe("jensenShannon()", () => {
  it("by hand", () => {
    expect(jensenShannon([30, 50, 20], [40, 40, 20])).toBeCloseTo(0.0063671983, 10);
    expect(jensenShannon([1, 0], [0, 5])).toBeCloseTo(Math.LN2, 12);
    expect(jensenShannon([1, 3], [2, 6])).toBe(0);
    expect(() => jensenShannon([0], [1])).toThrow(/at least one row/);
  });

  it("rises when 10, 20, 40 % of the rows change their cell", () => {
    rises(SHARES.map((share) => jensenShannon([500, 500], [500 - 500 * share, 500 + 500 * share])));
  });
});

describe("maximumMeanDiscrepancy()", () => {
  it("by hand: unbiased, similarity exp(-d^2)", () =>
    expect(maximumMeanDiscrepancy(cloud([0, 1]), cloud([1, 2]), Math.SQRT1_2)).toBeCloseTo(-0.1412783783, 9));

  it("is 0 on average for equal distributions", () => {
    const values = Array.from({ length: 60 }, () => maximumMeanDiscrepancy(cloud(normals(60)), cloud(normals(60))));
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / 60)).toBeLessThan(0.005);
  });

  it("rises when 10, 20, 40 % of the points are moved", () => {
    const [real, synthetic] = [normals(300), normals(300)];
    rises(SHARES.map((share) => maximumMeanDiscrepancy(cloud(real), cloud(spoilt(synthetic, share)), 1)));
  });

  it("refuses a single point", () => expect(() => maximumMeanDiscrepancy(cloud([1]), cloud([1, 2]))).toThrow(/at least 2/));
});

describe("supportCoverage()", () => {
  // origin: computed with an independent implementation in NumPy
  it("agrees with known values", () => {
    const [real, synthetic] = [cloud([0, 0, 1, 0, 0, 1, 1, 1, 2, 2, 3, 1], 2), cloud([0, 0, 1, 0.5, 0.2, 1, 2, 2.5, 4, 4, 2.5, 1], 2)];
    expect(supportCoverage(real, synthetic, 2)).toEqual({ precision: expect.closeTo(0.8333333, 6), recall: 1, density: 0.75, coverage: 1 });
  });

  it("density is about 1 and coverage nearly 1 for fresh points; a collapsed cloud loses coverage, not density", () => {
    const [real, fresh] = [cloud(normals(800), 2), cloud(normals(800), 2)];
    const collapsed = cloud(
      Array.from({ length: 800 }, (_, i) => real.values[i % 20] + 0.001 * rng.normal()),
      2,
    );
    const [good, bad] = [supportCoverage(real, fresh), supportCoverage(real, collapsed)];
    expect(good.density).toBeGreaterThan(0.85);
    expect(good.coverage).toBeGreaterThan(0.9);
    expect(bad.coverage).toBeLessThan(0.25);
    expect(bad.density).toBeGreaterThan(0.7);
  });

  it("density falls when 10, 20, 40 % of the points are moved away", () => {
    const [real, synthetic] = [cloud(normals(800), 2), normals(800)];
    const moved = SHARES.map(
      (share) =>
        supportCoverage(
          real,
          cloud(
            synthetic.map((value, i) => (i < share * 800 ? value + 30 : value)),
            2,
          ),
        ).density,
    );
    rises(moved.map((density) => -density));
  });

  it("refuses too few points", () => expect(() => supportCoverage(cloud([1, 2, 3]), cloud([1, 2, 3]))).toThrow(/more than 5/));
});
