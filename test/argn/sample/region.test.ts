import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complement, holds, intersection, justAbove, justBelow, nearest, onGrid, type ValueRegion } from "../../../lib/argn/sample/region";

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

function region(...intervals: [number, number][]): ValueRegion {
  return { kind: "values", intervals: intervals.map(([low, high]) => ({ low, high })), missing: false };
}

describe("regions", () => {
  test("a value lies in an interval or in its complement, never in both", () => {
    fc.assert(
      fc.property(number, number, number, (a, b, value) => {
        const own = region([Math.min(a, b), Math.max(a, b)]);
        expect(holds(own, value)).toBe(!holds(complement(own.intervals, false), value));
      }),
    );
  });

  test("the intersection holds what both hold", () => {
    fc.assert(
      fc.property(number, number, number, number, number, (a, b, c, d, value) => {
        const one = region([Math.min(a, b), Math.max(a, b)]);
        const other = region([Math.min(c, d), Math.max(c, d)]);
        expect(holds(intersection(one, other), value)).toBe(holds(one, value) && holds(other, value));
      }),
    );
  });

  test("the nearest value lies within, on the grid where there is one", () => {
    expect(nearest(region([18, 29.5]), 40, 0)).toBe(29);
    expect(nearest(region([18, 29.5]), 3, 0)).toBe(18);
    expect(nearest(region([0, 1], [10, 11]), 7)).toBe(10);
    expect(nearest(region([0.1, 0.35]), 0.9, 1)).toBe(0.3);
  });

  test("the grid of an interval never leaves it", () => {
    expect(onGrid({ low: 0.1, high: 0.3 }, 1)).toEqual({ low: 0.1, high: 0.3 });
    expect(onGrid({ low: 0.11, high: 0.19 }, 1)).toBeUndefined();
    fc.assert(
      fc.property(number, number, fc.integer({ min: 0, max: 4 }), (a, b, decimals) => {
        const own = { low: Math.min(a, b), high: Math.max(a, b) };
        const grid = onGrid(own, decimals);
        if (grid === undefined) expect(own.high - own.low).toBeLessThan(10 ** -decimals);
        else expect(grid.low >= own.low && grid.high <= own.high && grid.low <= grid.high).toBe(true);
      }),
    );
  });

  test("neighbouring numbers have none between them", () => {
    for (const value of [0, 1, -1, 1e300, 30, 1e-320]) {
      expect(justBelow(value)).toBeLessThan(value);
      expect(justAbove(justBelow(value))).toBe(value + 0);
    }
    expect(justAbove(1)).toBe(1 + Number.EPSILON);
  });
});
