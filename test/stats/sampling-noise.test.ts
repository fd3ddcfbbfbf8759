import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { SamplingNoise } from "../../lib/stats/sampling-noise";
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

describe("SamplingNoise", () => {
  const zipf = Array.from({ length: 400 }, (_, i) => 1 / (i + 1));
  const cases: Record<string, { shares: readonly number[]; realRows: number; syntheticRows: number; tolerance?: number }> = {
    "2 cells": { shares: [0.7, 0.3], realRows: 1000, syntheticRows: 500 },
    "10 cells": { shares: equal(10), realRows: 2000, syntheticRows: 1000 },
    "100 cells": { shares: equal(100), realRows: 1000, syntheticRows: 1000 },
    "1000 cells, one row expected in each": { shares: equal(1000), realRows: 1000, syntheticRows: 1000 },
    "1000 cells, two to one": { shares: equal(1000), realRows: 2000, syntheticRows: 1000 },
    "400 cells of unequal shares": { shares: zipf, realRows: 600, syntheticRows: 300 },
    "many more synthetic rows": { shares: zipf, realRows: 300, syntheticRows: 3000, tolerance: 0.1 },
    "few synthetic rows": { shares: zipf, realRows: 3000, syntheticRows: 100 },
  };
  it.each(Object.entries(cases))(
    "expects what fresh samples show, and its band holds most of them: %s",
    (_name, { shares, realRows, syntheticRows, tolerance = 0.05 }) => {
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
      expect(mean(inside)).toBeGreaterThan(syntheticRows > realRows ? 0.5 : 0.75);
    },
  );

  it("is 0 when all rows share one cell, and does not fail on one row", () => {
    expect(new SamplingNoise(100, 100).of([0, 100]).expected).toBe(0);
    expect(new SamplingNoise(1, 100).of([1, 0]).expected).toBe(0);
    expect(new SamplingNoise(2, 1).of([1, 1]).expected).toBeGreaterThan(0);
  });
});
