import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accuracy, areaUnderCurve, logLoss, r2, rmse } from "../../lib/predictors/scores";

describe("areaUnderCurve()", () => {
  it("counts ties half (O-4.1, scikit-learn)", () => {
    expect(areaUnderCurve([0, 0, 1, 1, 0, 1], [0.1, 0.4, 0.35, 0.8, 0.4, 0.4])).toBeCloseTo(0.6666667, 6);
  });

  it("is 1 for a perfect order, 0 for the reverse, 0.5 when all scores are equal", () => {
    expect(areaUnderCurve([0, 0, 1], [1, 2, 3])).toBe(1);
    expect(areaUnderCurve([1, 0, 0], [1, 2, 3])).toBe(0);
    expect(areaUnderCurve([true, false, false, true], [7, 7, 7, 7])).toBe(0.5);
  });

  it("equals the share of pairs in the right order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 5 })), { minLength: 2, maxLength: 30 }), (rows) => {
        const positives = rows.filter(([positive]) => positive).map(([, score]) => score);
        const negatives = rows.filter(([positive]) => !positive).map(([, score]) => score);
        fc.pre(positives.length > 0 && negatives.length > 0);
        const wins = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
        const share = wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
        const area = areaUnderCurve(
          rows.map(([positive]) => positive),
          rows.map(([, score]) => score),
        );
        expect(area).toBeCloseTo(share, 12);
      }),
    );
  });

  it("says what is missing when there is one kind of row only", () => {
    expect(() => areaUnderCurve([1, 1], [0.2, 0.3])).toThrow("2 rows are positive and 0 negative");
    expect(() => areaUnderCurve([1, 0], [0.2])).toThrow("2 actual and 1 predicted");
    expect(() => areaUnderCurve([1, 0], [0.2, NaN])).toThrow("row 1 has a missing value");
  });
});

describe("the other scores", () => {
  it("logLoss() is ln 2 for a coin and finite for a certain mistake", () => {
    expect(logLoss([1, 0, 1], [0.5, 0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
    expect(logLoss([1], [0])).toBeCloseTo(15 * Math.LN10, 6);
  });

  it("rmse(): errors 3 and 4 give the root of 12.5", () => {
    expect(rmse([0, 0], [3, -4])).toBe(Math.sqrt(12.5));
  });

  it("r2() is 0 for the mean, negative for worse, and needs a target that varies", () => {
    expect(r2([1, 2, 3], [2, 2, 2])).toBe(0);
    expect(r2([1, 2, 3], [3, 2, 1])).toBe(-3);
    expect(() => r2([4, 4], [1, 2])).toThrow("all 2 actual values are 4");
  });

  it("accuracy() is the share of equal labels, and needs rows", () => {
    expect(accuracy(["a", "b", "c", "a"], ["a", "b", "a", "b"])).toBe(0.5);
    expect(() => accuracy([], [])).toThrow("there are no rows");
  });
});
