import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineDifference } from "../../../lib/course/page/notebook/line-difference";

const shown = (first: string, second: string): string[] =>
  lineDifference(first, second).map(({ side, text }) => `${{ both: " ", first: "-", second: "+" }[side]}${text}`);

describe("lineDifference()", () => {
  it("keeps what both have and marks the rest", () => {
    expect(shown("a\nb\nc", "a\nx\nc\nd")).toEqual([" a", "-b", "+x", " c", "+d"]);
  });

  it("of equal texts is those lines; blanks at a line's end do not count", () => {
    expect(shown("a  \nb", "a\nb")).toEqual([" a", " b"]);
    expect(shown("", "")).toEqual([]);
    expect(shown("", "a")).toEqual(["+a"]);
  });

  it("gives back both texts", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const difference = lineDifference(a.join("\n"), b.join("\n"));
        const of = (side: string): string[] =>
          difference.filter((line) => line.side === "both" || line.side === side).map(({ text }) => text);
        expect(of("first")).toEqual(a);
        expect(of("second")).toEqual(b);
      }),
    );
  });

  it("has as many lines in common as there can be", () => {
    const longest = (a: readonly string[], b: readonly string[]): number => {
      if (a.length === 0 || b.length === 0) return 0;
      if (a[0] === b[0]) return 1 + longest(a.slice(1), b.slice(1));
      return Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
    };
    const lines = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const common = lineDifference(a.join("\n"), b.join("\n")).filter(({ side }) => side === "both").length;
        expect(common).toBe(longest(a, b));
      }),
    );
  });
});
