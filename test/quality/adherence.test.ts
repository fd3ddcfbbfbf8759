import { describe, expect, it } from "vitest";
import { adherence, coverage } from "../../lib/quality/adherence";
import { numberColumn, stringColumn } from "../../lib/table/column";

const numbers = (...cells: (number | null)[]) => numberColumn("x", cells);
const texts = (...cells: (string | null)[]) => stringColumn("c", cells);

// origin of the values: unit tests of SDMetrics 0.29
describe("adherence()", () => {
  const real = numbers(1, 2.4, 2.6, 0.8);
  it("is the share within the real range; missing counts against it only when no real cell is missing", () => {
    expect(adherence(real, numbers(0.9, 1.8, 2.1, 5))).toBe(0.75);
    expect(adherence(real, numbers(0.9, 1.8, 2.1, 5, null))).toBe(0.6);
    expect(adherence(numbers(1, 2.4, 2.6, 0.8, null), numbers(0.9, 1.8, 2.1, 5, null))).toBe(0.75);
  });
  it("is the share of known categories", () => {
    expect(adherence(texts("A", "B", "C", "B", "A"), texts("A", "B", "C", "D", "E"))).toBe(0.6);
    expect(adherence(texts("A", ""), texts("", "B"))).toBe(0.5);
  });
  it("does not exist without a cell", () => expect(adherence(texts("A", null), texts(null))).toBeUndefined());
});

describe("coverage()", () => {
  it("is the share of categories that occur, or of the range that is spanned", () => {
    expect(coverage(texts("a", "b", "a", "b", "c"), texts("a", "a", "a", "b", "b"))).toBeCloseTo(2 / 3, 12);
    expect(coverage(numbers(1, 2, 3, 4, 5), numbers(2, 3, 1, 2, 3))).toBe(0.5);
    expect(coverage(numbers(1, 5), numbers(null))).toBe(0);
    expect(coverage(numbers(4, 4), numbers(4))).toBeUndefined();
  });
});
