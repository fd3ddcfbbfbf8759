import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/base/random";
import { noiseFor, privacyCost } from "../../lib/dp/accountant";
import { laplace } from "../../lib/dp/laplace";
import { LOG_EDGES, logHistogram, noisyLogBins } from "../../lib/dp/log-histogram";
import { noiseSource, secureNoise } from "../../lib/dp/noise-source";
import { noisyCounts, stableCounts, stableLaplaceCounts, stableThreshold } from "../../lib/dp/noisy-counts";
import { privateQuantiles } from "../../lib/dp/quantiles";

const rng = (): Rng => new Rng("mechanisms");

describe("noise", () => {
  test("from the system's entropy is standard normal and never repeats", () => {
    const noise = secureNoise();
    const draws = Array.from({ length: 100_000 }, () => noise.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    expect(draws.filter((x) => Math.abs(x) > 1.959964).length / draws.length).toBeCloseTo(0.05, 2);
    expect(secureNoise().normal()).not.toBe(secureNoise().normal());
  });

  test("from a seed repeats", () => {
    expect(noiseSource(7).normal()).toBe(noiseSource(7).normal());
    expect(noiseSource(7).normal()).not.toBe(noiseSource(8).normal());
  });

  test("of Laplace has scale sensitivity / epsilon", () => {
    const noise = rng();
    const draws = Array.from({ length: 50_000 }, () => laplace(10, { epsilon: 0.5, sensitivity: 3, noise }));
    const deviation = draws.reduce((sum, x) => sum + Math.abs(x - 10), 0) / draws.length;
    expect(Math.abs(deviation / 6 - 1)).toBeLessThan(0.02);
    const beyond = draws.filter((x) => x - 10 > 6 * Math.LN2).length / draws.length;
    expect(Math.abs(beyond - 0.25)).toBeLessThan(0.01);
  });
});

describe("groups that the rows name", () => {
  test("the threshold lets a group of one row through with chance delta, no more", () => {
    const noise = rng();
    const options = { standardDeviation: 5, delta: 0.01, noise };
    const tries = 40_000;
    let through = 0;
    for (let i = 0; i < tries; i++) through += stableCounts(new Map([["canary", 1]]), options).length;
    expect(through / tries).toBeGreaterThan(0.008);
    expect(through / tries).toBeLessThan(0.012);
    let laplaceThrough = 0;
    for (let i = 0; i < tries; i++)
      laplaceThrough += stableLaplaceCounts(new Map([["canary", 1]]), { epsilon: 0.3, delta: 0.01, noise }).length;
    expect(laplaceThrough / tries).toBeLessThan(0.012);
    expect(laplaceThrough / tries).toBeGreaterThan(0.008);
  });

  test("a canary's presence does not change which groups can be told from which, beyond the threshold", () => {
    const options = { standardDeviation: 10, delta: 1e-7 };
    const common = new Map([
      ["a", 1000],
      ["b", 500],
    ]);
    expect(stableThreshold(options)).toBeGreaterThan(50);
    for (let seed = 0; seed < 300; seed++) {
      const without = stableCounts(common, { ...options, noise: new Rng(seed) });
      const withCanary = stableCounts(new Map([...common, ["canary", 1]]), { ...options, noise: new Rng(seed) });
      expect(withCanary).toEqual(without);
    }
  });

  test("the threshold of Laplace counts is 1 + ln(1 / (2 delta)) / epsilon: 132.2 for epsilon .1 and delta 1e-6", () => {
    const above = { uniform: () => 0.5, normal: () => 0 };
    expect(stableLaplaceCounts(new Map([["x", 133]]), { epsilon: 0.1, delta: 1e-6, noise: above })).toHaveLength(1);
    expect(stableLaplaceCounts(new Map([["x", 132]]), { epsilon: 0.1, delta: 1e-6, noise: above })).toHaveLength(0);
  });

  test("noisyCounts() are unbiased", () => {
    const noise = rng();
    const sums = [0, 0];
    for (let i = 0; i < 2000; i++) noisyCounts([3, 40], 10, noise).forEach((count, g) => (sums[g] += count / 2000));
    expect(Math.abs(sums[0] - 3)).toBeLessThan(1);
    expect(Math.abs(sums[1] - 40)).toBeLessThan(1);
  });
});

describe("the log histogram", () => {
  test("puts numbers between their powers of two", () => {
    const counts = logHistogram(Float64Array.of(0, 1, 1.99, 2, -1, -0.3, 1e30, -1e30, 1e-30, -1e-30, NaN, Infinity));
    const at = (low: number): number => counts[LOG_EDGES.indexOf(low)];
    expect(at(1)).toBe(2);
    expect(at(2)).toBe(1);
    expect(at(0)).toBe(2);
    expect(at(-(2 ** -24))).toBe(1);
    expect(at(-2)).toBe(1);
    expect(at(-0.5)).toBe(1);
    expect(counts[0]).toBe(1);
    expect(counts[counts.length - 1]).toBe(1);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(11 - 1);
  });

  test("every number lies in its bin", () => {
    const noise = rng();
    for (let i = 0; i < 500; i++) {
      const value = (noise.uniform() < 0.5 ? -1 : 1) * 2 ** (80 * noise.uniform() - 22);
      const bin = logHistogram(Float64Array.of(value)).indexOf(1);
      // the lower end belongs to positive bins, the upper one to negative ones
      expect(value >= LOG_EDGES[bin] && value <= LOG_EDGES[bin + 1]).toBe(true);
    }
  });

  test("bounds hold the numbers, and one far away canary does not move them", () => {
    const values = Float64Array.from({ length: 3000 }, (_, i) => -60 + (i % 300));
    const withCanary = Float64Array.of(...values, 1e9);
    let right = 0;
    for (let seed = 0; seed < 50; seed++) {
      const bins = noisyLogBins(values, { standardDeviation: 12, noise: new Rng(seed) });
      if (bins[0].low === -64 && bins[bins.length - 1].high === 256) right++;
      const again = noisyLogBins(withCanary, { standardDeviation: 12, noise: new Rng(seed) });
      expect(again.map(({ low }) => low)).toEqual(bins.map(({ low }) => low));
    }
    // noise alone fills some bin once in a hundred times
    expect(right).toBeGreaterThanOrEqual(46);
  });

  test("says nothing about too few rows", () => {
    expect(noisyLogBins(Float64Array.of(1, 2, 3), { standardDeviation: 20, noise: rng() })).toEqual([]);
  });
});

describe("privateQuantiles()", () => {
  test("are near the true ones and ascending", () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => i / 5000);
    const found = privateQuantiles(values, [0.1, 0.5, 0.9], { epsilon: 1, low: -10, high: 10, noise: rng() });
    [0.1, 0.5, 0.9].forEach((position, i) => expect(Math.abs(found[i] - position)).toBeLessThan(0.02));
  });

  test("stray further with a smaller epsilon, and stay within the bounds", () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => i / 200);
    const meanError = (epsilon: number): number => {
      const noise = rng();
      let sum = 0;
      for (let i = 0; i < 200; i++) {
        const [median] = privateQuantiles(values, [0.5], { epsilon, low: 0, high: 5, noise });
        expect(median >= 0 && median <= 5).toBe(true);
        sum += Math.abs(median - 0.5) / 200;
      }
      return sum;
    };
    expect(meanError(0.02)).toBeGreaterThan(3 * meanError(1));
  });

  test("weigh gaps as the exponential mechanism says", () => {
    // one value at 1 between 0 and 4: gaps of 1 and 3, the median wants rank 1/2, so both have the same score
    const noise = rng();
    let below = 0;
    for (let i = 0; i < 8000; i++) if (privateQuantiles(Float64Array.of(1), [0.5], { epsilon: 2, low: 0, high: 4, noise })[0] < 1) below++;
    expect(Math.abs(below / 8000 - 0.25)).toBeLessThan(0.02);
  });

  test("refuse bounds in the wrong order", () => {
    expect(() => privateQuantiles(Float64Array.of(1), [0.5], { epsilon: 1, low: 3, high: 2 })).toThrow("the first must be lower");
  });
});

describe("noiseFor() with other mechanisms on the same budget", () => {
  test("keeps the whole within it", () => {
    const beside = [{ sampleRate: 1, noise: 5, steps: 1 }];
    const steps = { sampleRate: 0.05, steps: 500 };
    const noise = noiseFor(steps, { epsilon: 3, delta: 1e-5 }, beside);
    expect(noise).toBeGreaterThan(noiseFor(steps, { epsilon: 3, delta: 1e-5 }));
    const { epsilon } = privacyCost([...beside, { ...steps, noise }], 1e-5);
    expect(epsilon).toBeLessThanOrEqual(3);
    expect(epsilon).toBeGreaterThan(2.99);
  });
});
