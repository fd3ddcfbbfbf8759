import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { colourAt, inkOn, shareScale } from "../../lib/plots/palette";
import { dateTicks, niceNumbers, numberTicks } from "../../lib/plots/svg/nice-ticks";
import { fitted, textWidth, wrapped } from "../../lib/plots/svg/text";

describe("ticks", () => {
  it("stand at round numbers, written with the digits they need", () => {
    expect(numberTicks(0, 0.31, 5).map(({ text }) => text)).toEqual(["0.0", "0.1", "0.2", "0.3"]);
    expect(numberTicks(-3, 12, 4).map(({ at }) => at)).toEqual([0, 5, 10]);
    expect(numberTicks(0, 3_000_000, 3).map(({ text }) => text)).toEqual(["0", "1M", "2M", "3M"]);
  });

  it("stay within the range, are few, and exist for a point", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.double({ noNaN: true, min: 1e-6, max: 1e12 }), (low, width) => {
        fc.pre(low + width > low + Math.abs(low) * 1e-9);
        const ticks = niceNumbers(low, low + width, 5);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - width * 1e-6);
          expect(tick).toBeLessThanOrEqual(low + width * (1 + 1e-6));
        }
      }),
    );
    expect(niceNumbers(5, 5, 5)).toEqual([5]);
  });

  it("of dates stand at years, months, days or hours", () => {
    const texts = (from: string, to: string) => dateTicks(Date.parse(from), Date.parse(to), 4).map(({ text }) => text);
    expect(texts("1990-06-01", "2021-01-01")).toEqual(["2000", "2010", "2020"]);
    expect(texts("2020-01-15", "2020-05-15")).toEqual(["2020-02", "2020-03", "2020-04", "2020-05"]);
    expect(texts("2020-01-01", "2020-01-02")).toContain("2020-01-01 12:00");
  });
});

describe("text in drawings", () => {
  it("is cut and wrapped to a width", () => {
    expect(fitted("a long name indeed", 13, 60)).toMatch(/^a lon.*…$/);
    for (const line of wrapped("one two three four five six seven", 13, 80, 2)) expect(textWidth(line, 13)).toBeLessThanOrEqual(80);
    expect(wrapped("one two", 13, 500, 2)).toEqual(["one two"]);
  });
});

describe("colours", () => {
  it("mix between the steps of a scale, and carry legible ink", () => {
    expect(colourAt(shareScale, 0)).toBe("#f7fbff");
    expect(colourAt(shareScale, 1)).toBe("#08306b");
    expect(
      colourAt(
        [
          [0, "#000000"],
          [1, "#ffffff"],
        ],
        0.5,
      ),
    ).toBe("#808080");
    expect(inkOn("#08306b")).toBe("#ffffff");
    expect(inkOn("#f7fbff")).not.toBe("#ffffff");
  });
});
