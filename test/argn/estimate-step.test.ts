import { describe, expect, it } from "vitest";
import { drawBlueprint } from "../../lib/argn/blueprint";
import { estimateStepMilliseconds } from "../../lib/argn/estimate-step";
import { flatColumns } from "../helpers/known-law";

const CENSUS = [74, 9, 100, 16, 16, 7, 15, 6, 5, 2, 120, 99, 97, 42, 2];
const wide = (columns: number): number[] => Array.from({ length: columns }, (_, j) => CENSUS[j % CENSUS.length]);
const milliseconds = (columns: number, size: "S" | "M" | "L", threads: number): number =>
  estimateStepMilliseconds(drawBlueprint(flatColumns(wide(columns)), size), threads);

describe("the estimate of a step", () => {
  it("is some milliseconds for a census table, where a graphics processor does not pay", () => {
    // 5.6 ms were measured on one thread of a quiet processor
    expect(milliseconds(15, "M", 1)).toBeGreaterThan(3);
    expect(milliseconds(15, "M", 1)).toBeLessThan(12);
  });

  it("grows with columns and size, and falls with threads", () => {
    expect(milliseconds(100, "M", 1)).toBeGreaterThan(5 * milliseconds(15, "M", 1));
    expect(milliseconds(15, "L", 1)).toBeGreaterThan(milliseconds(15, "M", 1));
    expect(milliseconds(15, "M", 2)).toBeLessThan(milliseconds(15, "M", 1) / 1.7);
    expect(milliseconds(100, "L", 2)).toBeGreaterThan(15);
  });
});
