import { describe, expect, test } from "vitest";
import { rake } from "../../../lib/argn/sample/raking";

describe("rake()", () => {
  test("gives a table its margins and keeps its odds ratio", () => {
    const start = Float64Array.of(0.4, 0.1, 0.1, 0.4);
    const { cells, worst } = rake(start, [
      [0.5, 0.5],
      [0.2, 0.8],
    ]);
    expect(worst).toBeLessThan(1e-5);
    expect(cells[0] + cells[2]).toBeCloseTo(0.2, 5);
    expect(cells[0] + cells[1]).toBeCloseTo(0.5, 5);
    expect((cells[0] * cells[3]) / (cells[1] * cells[2])).toBeCloseTo(16, 3);
  });

  test("says so when zeros forbid the margins", () => {
    const { worst } = rake(Float64Array.of(0.5, 0, 0, 0.5), [
      [0.9, 0.1],
      [0.2, 0.8],
    ]);
    expect(worst).toBeGreaterThan(0.1);
  });

  test("knows three columns", () => {
    const margins = [
      [0.3, 0.7],
      [0.1, 0.2, 0.7],
      [0.5, 0.5],
    ];
    const { cells } = rake(new Float64Array(12).fill(1 / 12), margins);
    margins[0].forEach((share, a) =>
      margins[1].forEach((other, b) =>
        margins[2].forEach((third, c) => expect(cells[a * 6 + b * 2 + c]).toBeCloseTo(share * other * third, 5)),
      ),
    );
  });
});
