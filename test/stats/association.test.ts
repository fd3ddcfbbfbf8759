import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { chiSquared, cramersV } from "../../lib/stats/cramers-v";
import { correlationRatio } from "../../lib/stats/correlation-ratio";
import { entropy, mutualInformation, theilsU } from "../../lib/stats/mutual-information";
import { midRanks, pearson, spearman } from "../../lib/stats/rank-correlation";

const rng = new Rng("association");

/** A cross table of two columns, the second a copy of the first with this share of cells drawn anew. */
function crossOfCopies(noise: number, levels = 4, rows = 4000): { counts: number[]; width: number } {
  const counts = new Array<number>(levels * levels).fill(0);
  for (let i = 0; i < rows; i++) {
    const first = rng.integer(levels);
    counts[first * levels + (rng.uniform() < noise ? rng.integer(levels) : first)]++;
  }
  return { counts, width: levels };
}

const falls = (values: readonly (number | undefined)[]): void => {
  const numbers = values.map((value) => value ?? NaN);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  expect(numbers[0] - numbers[numbers.length - 1]).toBeGreaterThan(0.2);
};

describe("measures of a cross table", () => {
  const table = { counts: [30, 10, 10, 50], width: 2 };

  // origin: computed with scipy 1.17 (chi2_contingency without Yates) and by hand
  it("agree with known values", () => {
    expect(chiSquared(table)).toBeCloseTo(34.0277778, 6);
    expect(cramersV(table, "none")).toBeCloseTo(0.5833333, 6);
    expect(cramersV(table)).toBeCloseTo(0.5775343, 6);
    expect(mutualInformation(table)).toBeCloseTo(0.1777408838, 9);
    expect(entropy([40, 60])).toBeCloseTo(0.673011667, 9);
    expect(theilsU(table)).toBeCloseTo(0.2640977751, 9);
  });

  it("are 0 for independent and 1 for identical columns", () => {
    const [independent, identical] = [
      { counts: [10, 20, 20, 40], width: 2 },
      { counts: [30, 0, 0, 70], width: 2 },
    ];
    expect([cramersV(independent), theilsU(independent)]).toEqual([0, expect.closeTo(0, 9)]);
    expect([cramersV(identical, "none"), theilsU(identical)]).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
  });

  it("do not see empty rows and columns, and do not exist for a constant side", () => {
    expect(cramersV({ counts: [30, 10, 0, 10, 50, 0, 0, 0, 0], width: 3 })).toBeCloseTo(0.5775343, 6);
    expect(cramersV({ counts: [3, 4], width: 2 })).toBeUndefined();
    expect(theilsU({ counts: [3, 4], width: 2 })).toBeUndefined();
  });

  it("lie between 0 and 1", () => {
    const tables = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.record({ width: fc.constant(width), counts: fc.array(fc.nat(9), { minLength: 2 * width, maxLength: 2 * width }) }),
      );
    fc.assert(
      fc.property(tables, (cross) => {
        for (const value of [cramersV(cross), cramersV(cross, "none"), theilsU(cross)]) {
          if (value !== undefined) expect(value >= 0 && value <= 1).toBe(true);
        }
      }),
    );
  });

  it("fall when 10, 20, 40 % of the cells are corrupted", () => {
    const tables = [0, 0.1, 0.2, 0.4].map((noise) => crossOfCopies(noise));
    falls(tables.map((cross) => cramersV(cross)));
    falls(tables.map((cross) => theilsU(cross)));
  });
});

describe("correlationRatio()", () => {
  it("by hand: two groups of three", () => expect(correlationRatio([0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6])).toBeCloseTo(0.8783100657, 9));
  it("leaves out missing sides", () => expect(correlationRatio([0, 0, -1, 1, 1, 0], [1, 1, 99, 3, 3, NaN])).toBe(1));
  it("does not exist for a constant", () => expect(correlationRatio([0, 1], [4, 4])).toBeUndefined());

  it("falls when 10, 20, 40 % of the groups are corrupted", () => {
    const values = Array.from({ length: 3000 }, () => rng.uniform() * 4);
    falls(
      [0, 0.1, 0.2, 0.4].map((noise) =>
        correlationRatio(
          values.map((value) => (rng.uniform() < noise ? rng.integer(4) : Math.floor(value))),
          values,
        ),
      ),
    );
  });
});

describe("spearman() and pearson()", () => {
  it("by hand", () => {
    expect(spearman([1, 2, 3, 4, 5], [1, 3, 2, 5, 4])).toBeCloseTo(0.8, 12);
    expect([...midRanks([10, 30, 30, 20])]).toEqual([1, 3.5, 3.5, 2]);
    expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(spearman([1, NaN, 2, 3], [1, 5, 8, 27])).toBeCloseTo(1, 12);
    expect([pearson([1], [1]), spearman([1, 1], [1, 2])]).toEqual([undefined, undefined]);
  });

  it("does not change under any rising curve", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 3 }), (pairs) => {
        const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const [plain, curved] = [
          spearman(x, y),
          spearman(
            x.map((value) => value ** 3),
            y.map((value) => Math.exp(value / 10)),
          ),
        ];
        expect(curved ?? 7).toBeCloseTo(plain ?? 7, 9);
      }),
    );
  });

  it("falls when 10, 20, 40 % of the cells are corrupted", () => {
    const x = Array.from({ length: 2000 }, () => rng.normal());
    falls(
      [0, 0.1, 0.2, 0.4].map((noise) =>
        spearman(
          x,
          x.map((value) => (rng.uniform() < noise ? rng.normal() : value)),
        ),
      ),
    );
  });
});
