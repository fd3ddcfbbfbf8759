import { describe, expect, test } from "vitest";
import { bivariateNormal } from "../../lib/stats/bivariate-normal";
import { phiK } from "../../lib/stats/phi-k";

/** The table with so many empty rows and empty columns at the end. */
function padded(counts: readonly (readonly number[])[], by: number): number[][] {
  const zeros = (length: number): number[] => new Array<number>(length).fill(0);
  return [...counts.map((row) => [...row, ...zeros(by)]), ...zeros(by).map(() => zeros(counts[0].length + by))];
}

describe("phiK()", () => {
  const three = [
    [24, 13, 0],
    [0, 12, 0],
    [0, 0, 51],
  ];
  const two = [
    [9, 0],
    [15, 76],
  ];
  const mild = [
    [30, 10],
    [10, 50],
  ];

  // computed by mostlyai-qa 1.10.7, the first one in its own tests
  test.each([
    ["3 x 3 with an empty row and column", padded(three, 1), 0.933898],
    ["3 x 3", three, 0.975026],
    ["2 x 2 with two empty rows and columns", padded(two, 2), 0.643165],
    ["2 x 2", two, 0.719826],
    ["2 x 2, milder", mild, 0.766825],
  ])("of a table %s", (_, counts, expected) => {
    expect(Math.abs(phiK(counts) - expected)).toBeLessThan(2e-6);
  });

  test.each([
    ["3 x 3", three, 0.976139],
    ["2 x 2", mild, 0.773011],
  ])("of a table %s without the pedestal", (_, counts, expected) => {
    expect(Math.abs(phiK(counts, { pedestal: false }) - expected)).toBeLessThan(2e-6);
  });

  test("is 0 for independent variables and 1 for a one-to-one relation", () => {
    expect(
      phiK([
        [10, 20, 30],
        [20, 40, 60],
      ]),
    ).toBe(0);
    expect(
      phiK([
        [40, 0, 0],
        [0, 40, 0],
        [0, 0, 40],
      ]),
    ).toBe(1);
  });

  test("refuses a table without a second row", () => {
    expect(() => phiK([[1, 2]])).toThrow("1 x 2 cells");
  });
});

describe("bivariateNormal()", () => {
  test("agrees with arcsine's law at the centre and with its margins", () => {
    for (const correlation of [0, 0.3, 0.9, 0.999]) {
      expect(Math.abs(bivariateNormal(0, 0, correlation) - (0.25 + Math.asin(correlation) / (2 * Math.PI)))).toBeLessThan(1e-12);
      expect(Math.abs(bivariateNormal(1.3, 9, correlation) - 0.9031995154143897)).toBeLessThan(1e-9);
    }
  });
});
