import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { totalVariation } from "../../lib/stats/total-variation";

const counts = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 20 }).map((cells) => [[1, 1], ...cells]);

describe("totalVariation()", () => {
  it("by hand: aabb against aacc is 0.5", () => expect(totalVariation([2, 2, 0], [2, 0, 2])).toBe(0.5));

  it("is 0 for equal shares, whatever the totals, and 1 for nothing in common", () => {
    expect(totalVariation([1, 3], [10, 30])).toBeCloseTo(0, 15);
    expect(totalVariation([1, 0], [0, 9])).toBe(1);
  });

  it("lies between 0 and 1 and does not care which side is which", () => {
    fc.assert(
      fc.property(counts, (cells) => {
        const left = cells.map(([x]) => x);
        const right = cells.map(([, y]) => y);
        const distance = totalVariation(left, right);
        return distance >= 0 && distance <= 1 && Math.abs(distance - totalVariation(right, left)) < 1e-12;
      }),
    );
  });

  it("never grows when two cells are merged", () => {
    fc.assert(
      fc.property(counts, (cells) => {
        const merged = [[cells[0][0] + cells[1][0], cells[0][1] + cells[1][1]], ...cells.slice(2)];
        const side = (rows: number[][], k: number): number[] => rows.map((row) => row[k]);
        return totalVariation(side(merged, 0), side(merged, 1)) <= totalVariation(side(cells, 0), side(cells, 1)) + 1e-12;
      }),
    );
  });

  it("refuses an empty side and unequal cells", () => {
    expect(() => totalVariation([0, 0], [1, 0])).toThrow(/at least one row/);
    expect(() => totalVariation([1], [1, 0])).toThrow(/same cells/);
  });
});
