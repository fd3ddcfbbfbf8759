import { describe, expect, it } from "vitest";
import { quantileTransform } from "../../lib/stats/quantile-transform";

describe("quantileTransform()", () => {
  // origin: scikit-learn's QuantileTransformer, output_distribution="uniform"
  it("agrees with scikit-learn on ten values", () => {
    const place = quantileTransform([1, 2, 2, 2, 3, 5, 8, 8, 13, 21], 10, "scikit-learn");
    const expected = [0, 0, 0.2222222222, 0.3888888889, 0.5, 0.7777777778, 0.8222222222, 1, 1];
    [0, 1, 2, 2.5, 4, 8, 10, 21, 30].forEach((value, i) => expect(place(value)).toBeCloseTo(expected[i], 9));
  });

  it("agrees with scikit-learn on heavily tied values", () => {
    const values = [50, 30, 15, 5].flatMap((times, i) => new Array<number>(times).fill([0, 1, 2, 10][i]));
    const place = quantileTransform(values, 100, "scikit-learn");
    const expected = [0, 0.5, 0.6515151515, 0.8737373737, 0.9532828283, 1];
    [0, 0.5, 1, 2, 5, 10].forEach((value, i) => expect(place(value)).toBeCloseTo(expected[i], 9));
  });

  it("puts tied values in the middle of their block", () => {
    expect(quantileTransform([1, 2, 2, 2, 3, 5, 8, 8, 13, 21], 10)(8)).toBeCloseTo(6.5 / 9, 12);
  });

  it("keeps missing missing and never goes down", () => {
    const place = quantileTransform([3, NaN, 7, 7, 100, -4]);
    expect(place(NaN)).toBeNaN();
    const places = [-10, -4, 0, 3, 5, 7, 50, 100, 1000].map(place);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("refuses a column without values", () => expect(() => quantileTransform([NaN])).toThrow(/none holds a number/));
});
