import { describe, expect, it } from "vitest";
import { closedFormTotalVariation, expectedDifference } from "../../lib/stats/expected-total-variation";

const equal = (cells: number): number[] => new Array<number>(cells).fill(1);

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
    for (const [mean, difference] of [
      [0.1, 0.18184],
      [1, 1.04756],
      [5, 2.49096],
      [49.99, 7.96805],
    ]) {
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
