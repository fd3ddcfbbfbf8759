import { describe, expect, test } from "vitest";
import { noiseFor, privacyCost } from "../../lib/dp/accountant";
import { subsampledGaussianRdp } from "../../lib/dp/renyi";
import { logErfc } from "../../lib/stats/log-erfc";

describe("logErfc()", () => {
  // logarithm of erfc() of the C library, by way of Python's math module
  test.each([
    [-3, 0.6931361352504468],
    [0.5, -0.7350111298370844],
    [1.99, -5.320852015139977],
    [2.01, -5.409215264190247],
    [5, -27.200889545537436],
    [20, -403.56934333410425],
  ])("of %f", (x, expected) => {
    expect(Math.abs(logErfc(x) - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
  });

  test("is continuous where the method changes", () => {
    expect(Math.abs(logErfc(2 - 1e-12) - logErfc(2))).toBeLessThan(1e-10);
    expect(Math.abs(logErfc(-2 - 1e-12) - logErfc(-2))).toBeLessThan(1e-10);
  });
});

describe("subsampledGaussianRdp()", () => {
  // exact values computed with mpmath at 50 digits
  test.each([
    [0.01, 2.5, 1.5, 1.30014179437608e-5],
    [0.01, 2.5, 2.5, 2.17083611383625e-5],
    [0.01, 2.5, 5, 4.36151312461576e-5],
    [0.04, 1.5, 3.9, 0.00183320219958386],
    [0.04, 1.5, 8, 0.00427158452673743],
    [0.5, 5, 2.4, 0.0122305137452995],
    [0.1, 1.2, 2.7, 0.0145485347517553],
    [0.1, 1.2, 1.1, 0.00503248851186154],
    [1e-3, 1, 1.5, 1.28698495173973e-6],
    [1e-4, 1, 1.5, 1.28853739076733e-8],
    [0.01, 0.7, 3.6, 0.00181143807582102],
  ])("q %f, sigma %f, order %f", (sampleRate, noise, order, expected) => {
    expect(Math.abs(subsampledGaussianRdp({ sampleRate, noise }, order) / expected - 1)).toBeLessThan(1e-6);
  });

  test.each([
    [5, 2.18075656e-3],
    [50, 2.38460375e-2],
    [100, 167.416308],
  ])("50 steps at order %i (dp_accounting's own test)", (order, expected) => {
    expect(Math.abs((50 * subsampledGaussianRdp({ sampleRate: 0.01, noise: 2.5 }, order)) / expected - 1)).toBeLessThan(1e-7);
  });

  test("whole orders agree with their neighbours", () => {
    for (const order of [2, 3, 7]) {
      const at = (alpha: number): number => subsampledGaussianRdp({ sampleRate: 0.02, noise: 1.3 }, alpha);
      expect(Math.abs(at(order + 1e-7) / at(order) - 1)).toBeLessThan(1e-5);
    }
  });
});

describe("privacyCost()", () => {
  // improved conversion, signed series: Opacus' analysis code; last ones from the test suites of Opacus and TensorFlow Privacy
  test.each([
    [1.1, 256 / 60000, 14062, 1e-5, 2.5965559],
    [0.7, 0.01, 1000, 1e-5, 5.4213971],
    [0.7, 0.01, 120, 1e-5, 3.2391922],
    [4, 0.01, 10000, 1e-5, 1.0354901],
    [1, 0.01, 1000, 1e-5, 2.1013653],
    [1, 0.01, 10000, 1e-5, 6.7127383],
    [2, 0.02, 5000, 1e-6, 3.8726237],
    [0.8, 0.001, 1000, 1e-6, 1.4618759],
    [1.5, 0.05, 1000, 1e-6, 6.6678144],
    [3, 0.05, 100, 1e-6, 0.8267778],
    [1, 1, 1, 1e-5, 4.7285071],
    [2, 1, 10, 1e-5, 8.0794062],
    [0.5, 0.001, 2000, 1e-5, 4.771538],
    [1.2, 0.1, 500, 1e-5, 12.9996872],
    [5, 0.5, 1000, 1e-5, 19.2897006],
    [1.5, 0.04, 2250, 1e-5, 7.32911117143],
    [1.3, 150 / 60000, 6000, 1e-5, 0.7242234],
    [1, 1e-3, 30000, 1e-7, 1.4154988],
    [0.7, 1, 2, 1e-5, 10.8602036],
  ])("sigma %f, q %f, %i steps, delta %f", (noise, sampleRate, steps, delta, expected) => {
    const { epsilon } = privacyCost([{ noise, sampleRate, steps }], delta);
    expect(Math.abs(epsilon / expected - 1)).toBeLessThan(1e-4);
  });

  test("is never below the tight value of a numerical accountant", () => {
    // microsoft/prv_accountant, test table, delta 1e-6
    for (const [sampleRate, noise, steps, tight] of [
      [0.001, 0.8, 1000, 0.477771],
      [0.05, 1.5, 1000, 6.209969],
      [0.2, 2, 100, 5.672056],
    ]) {
      expect(privacyCost([{ sampleRate, noise, steps }], 1e-6).epsilon).toBeGreaterThan(tight);
    }
  });

  test("is never above the value of the unsigned series", () => {
    // TensorFlow Privacy's own test
    expect(privacyCost([{ sampleRate: 0.01, noise: 0.35, steps: 120 }], 1e-5).epsilon).toBeLessThan(22.6248601);
  });

  test("falls with noise, grows with steps, sample rate and 1/delta", () => {
    const at = (noise: number, sampleRate: number, steps: number, delta: number): number =>
      privacyCost([{ noise, sampleRate, steps }], delta).epsilon;
    const base = at(1.2, 0.01, 500, 1e-5);
    expect(at(1.3, 0.01, 500, 1e-5)).toBeLessThan(base);
    expect(at(1.2, 0.011, 500, 1e-5)).toBeGreaterThan(base);
    expect(at(1.2, 0.01, 550, 1e-5)).toBeGreaterThan(base);
    expect(at(1.2, 0.01, 500, 1e-6)).toBeGreaterThan(base);
  });

  test("is 0 without steps and infinite without noise", () => {
    expect(privacyCost([], 1e-5).epsilon).toBe(0);
    expect(privacyCost([{ noise: 0, sampleRate: 0.1, steps: 1 }], 1e-5).epsilon).toBe(Infinity);
  });
});

describe("noiseFor()", () => {
  test("finds the noise of the Opacus tests: epsilon 8, delta 1e-5, q .04", () => {
    expect(Math.abs(noiseFor({ sampleRate: 0.04, steps: 2250 }, { epsilon: 8, delta: 1e-5 }) - 1.416)).toBeLessThan(0.01);
    expect(Math.abs(noiseFor({ sampleRate: 0.04, steps: 2000 }, { epsilon: 8, delta: 1e-5 }) - 1.3562)).toBeLessThan(0.01);
  });

  test("never overspends, and a little less noise would", () => {
    const noise = noiseFor({ sampleRate: 0.02, steps: 900 }, { epsilon: 2, delta: 1e-6 });
    const cost = (sigma: number): number => privacyCost([{ sampleRate: 0.02, steps: 900, noise: sigma }], 1e-6).epsilon;
    expect(cost(noise)).toBeLessThanOrEqual(2);
    expect(cost(noise - 0.002)).toBeGreaterThan(2);
  });

  test("says so when no noise is enough", () => {
    expect(() => noiseFor({ sampleRate: 1, steps: 1e9 }, { epsilon: 1e-6, delta: 1e-12 })).toThrow(/with any noise/);
  });
});
