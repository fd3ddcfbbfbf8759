import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { closedFormTotalVariation, expectedDifference, SamplingNoise } from "../../lib/stats/expected-total-variation";
import { totalVariation } from "../../lib/stats/total-variation";

const equal = (cells: number): number[] => new Array<number>(cells).fill(1);

function sample(shares: readonly number[], rows: number, rng: Rng): Int32Array {
  const upTo: number[] = [];
  shares.reduce((sum, share, i) => (upTo[i] = sum + share), 0);
  const counts = new Int32Array(shares.length);
  for (let i = 0; i < rows; i++) {
    const u = rng.uniform() * upTo[upTo.length - 1];
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle] <= u) low = middle + 1;
      else high = middle;
    }
    counts[low]++;
  }
  return counts;
}

describe("closedFormTotalVariation()", () => {
  // origin: values computed with the formula of mostlyai-qa 1.10.7 (expected L1 distance)
  it("agrees with published values", () => {
    expect(1 - closedFormTotalVariation([0.5, 0.2, 0.2, 0.1], 3000, 6000)).toBeCloseTo(0.9857270071, 9);
    expect(1 - closedFormTotalVariation(equal(10), 1000, 1000)).toBeCloseTo(0.9464762765, 9);
    expect(1 - closedFormTotalVariation(equal(100), 1000, 1000)).toBeCloseTo(0.8224818919, 9);
    expect(1 - closedFormTotalVariation(equal(1000), 1000, 1000)).toBeCloseTo(0.4360925818, 9);
    expect(1 - closedFormTotalVariation([7], 1000, 1000)).toBe(1);
  });
});

describe("expectedDifference()", () => {
  // origin: mean absolute difference of two Poisson numbers, 2 lambda exp(-2 lambda) (I0 + I1)(2 lambda), by Bessel functions
  it("is that of two Poisson numbers when the share is small", () => {
    const rows = 10_000_000;
    for (const [mean, difference] of [[0.1, 0.18184], [1, 1.04756], [5, 2.49096], [49.99, 7.96805]]) {
      expect(rows * expectedDifference(mean / rows, rows, rows)).toBeCloseTo(difference, 3);
    }
  });

  it("by hand: one row on each side, share one half, differ in half of the cases", () => {
    expect(expectedDifference(0.5, 1, 1)).toBeCloseTo(0.5, 12);
  });

  it("does not jump where the normal approximation takes over", () => {
    const below = expectedDifference(0.0499, 1000, 3000) / Math.sqrt(0.0499 * 0.9501);
    const above = expectedDifference(0.0501, 1000, 3000) / Math.sqrt(0.0501 * 0.9499);
    expect(below / above).toBeCloseTo(1, 2);
  });

  it("is 0 for a cell that holds nobody or everybody", () => {
    expect([expectedDifference(0, 10, 20), expectedDifference(1, 10, 20)]).toEqual([0, 0]);
  });
});

describe("SamplingNoise", () => {
  const zipf = Array.from({ length: 400 }, (_, i) => 1 / (i + 1));
  const cases: Record<string, { shares: readonly number[]; realRows: number; syntheticRows: number; tolerance?: number }> = {
    "2 cells": { shares: [0.7, 0.3], realRows: 1000, syntheticRows: 500 },
    "10 cells": { shares: equal(10), realRows: 2000, syntheticRows: 1000 },
    "100 cells": { shares: equal(100), realRows: 1000, syntheticRows: 1000 },
    "1000 cells, one row expected in each": { shares: equal(1000), realRows: 1000, syntheticRows: 1000 },
    "1000 cells, two to one": { shares: equal(1000), realRows: 2000, syntheticRows: 1000 },
    "400 cells of unequal shares": { shares: zipf, realRows: 600, syntheticRows: 300 },
    "many more synthetic rows": { shares: zipf, realRows: 300, syntheticRows: 900, tolerance: 0.17 },
    "few synthetic rows": { shares: zipf, realRows: 3000, syntheticRows: 100 },
  };
  it.each(Object.entries(cases))("expects what fresh samples show, and its band holds most of them: %s", (_name, { shares, realRows, syntheticRows, tolerance = 0.05 }) => {
    const rng = new Rng(`noise/${shares.length}/${syntheticRows}`);
    const expected: number[] = [];
    const seen: number[] = [];
    const inside: number[] = [];
    for (let i = 0; i < 300; i++) {
      const real = sample(shares, realRows, rng);
      const noise = new SamplingNoise(realRows, syntheticRows).of(real);
      const distance = totalVariation(real, sample(shares, syntheticRows, rng));
      expected.push(noise.expected);
      seen.push(distance);
      inside.push(Number(distance >= noise.band[0] && distance <= noise.band[1]));
    }
    const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(Math.abs(mean(expected) / mean(seen) - 1)).toBeLessThan(tolerance);
    expect(mean(inside)).toBeGreaterThan(0.65);
  });

  it("is 0 when all rows share one cell, and does not fail on one row", () => {
    expect(new SamplingNoise(100, 100).of([0, 100]).expected).toBe(0);
    expect(new SamplingNoise(1, 100).of([1, 0]).expected).toBe(0);
    expect(new SamplingNoise(2, 1).of([1, 1]).expected).toBeGreaterThan(0);
  });
});
