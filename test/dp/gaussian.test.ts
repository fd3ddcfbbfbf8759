import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gaussianDelta, gaussianEpsilon, gaussianSigma, normalUpperPoint } from "../../lib/dp/gaussian";

describe("the exact Gaussian mechanism", () => {
  // computed with mpmath from theorem 8 of Balle and Wang 2018; the classic formula gives 4.84, 9.69, ... instead
  test.each([
    [1, 1e-5, 3.7306316348],
    [0.5, 1e-5, 7.0318266756],
    [2, 1e-6, 2.2304762712],
    [8, 1e-5, 0.6002290722],
    [0.1, 1e-5, 30.749566192],
  ])("epsilon %f, delta %f needs sigma %f", (epsilon, delta, expected) => {
    expect(Math.abs(gaussianSigma({ epsilon, delta }) - expected)).toBeLessThan(1e-8 * expected);
  });

  test("delta of little noise", () => {
    expect(Math.abs(gaussianDelta({ epsilon: 1, sigma: 1 / 3 }) - 0.7876007414)).toBeLessThan(1e-9);
    expect(gaussianDelta({ epsilon: 1, sigma: 0 })).toBe(1);
  });

  test("more noise never costs more, and sigma, epsilon and delta fit each other", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.double({ min: 1.001, max: 3, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (epsilon, factor, digits) => {
          const delta = 10 ** -digits;
          const sigma = gaussianSigma({ epsilon, delta });
          expect(Math.abs(gaussianEpsilon({ sigma, delta }) - epsilon)).toBeLessThan(1e-6 * epsilon);
          expect(gaussianDelta({ epsilon, sigma: factor * sigma })).toBeLessThanOrEqual(delta);
          expect(gaussianEpsilon({ sigma: factor * sigma, delta })).toBeLessThan(epsilon);
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });

  test("upper points of the normal law", () => {
    // tables of the normal distribution
    expect(Math.abs(normalUpperPoint(0.025) - 1.959963984540054)).toBeLessThan(1e-9);
    expect(Math.abs(normalUpperPoint(1e-6) - 4.753424308822899)).toBeLessThan(1e-8);
  });
});
