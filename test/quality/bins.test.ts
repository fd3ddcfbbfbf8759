import { describe, expect, it } from "vitest";
import { rankEdges } from "../../lib/quality/bin-edges";
import { codesOf, fitBins, labelsOf } from "../../lib/quality/bins";
import { countSingles } from "../../lib/quality/cell-counts";
import { kindOf, oneWordEach } from "../../lib/quality/column-kind";
import { trimLabel } from "../../lib/quality/trim-label";
import { Rng } from "../../lib/base/random";
import { type Column, datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import type { ColumnKind } from "../../lib/quality/scores";

/** Rows by label, empty bins left out. */
function table(fitted: readonly Column[], kind: ColumnKind, most: number, counted: Column): Record<string, number> {
  const bins = fitBins(fitted, kind, most);
  const counts = countSingles(codesOf(bins, counted), bins.count);
  return Object.fromEntries(labelsOf(bins).flatMap((label, code) => (counts[code] > 0 ? [[label, counts[code]]] : [])));
}

const repeat = <Item>(item: Item, times: number): Item[] => new Array<Item>(times).fill(item);
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

// origin of the values in this file: unit tests of mostlyai-qa 1.10.7
const skewed = [...repeat(0, 5), ...range(30, 80), ...repeat(80, 45)];

describe("rankEdges()", () => {
  it.each([
    [1, [0, 80]],
    [2, [0, 74, 80]],
    [3, [0, 49, 74, 80]],
    [4, [0, 41, 58, 74, 80]],
    [5, [0, 37, 49, 62, 74, 80]],
  ])("gives %i bins of tied numbers", (bins, edges) => expect(rankEdges(skewed, bins)).toEqual(edges));

  it("cuts short lists", () => {
    expect([4, 5, 6, 7].map((last) => rankEdges(range(1, last + 1), 3))).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 5],
      [1, 2, 4, 6],
      [1, 3, 5, 7],
    ]);
  });

  it("gives nothing for nothing", () => expect(rankEdges([], 10)).toEqual([]));
});

describe("bins of numbers", () => {
  it("counts real and synthetic rows in the bins of the real ones", () => {
    const real = numberColumn("x", skewed);
    expect(table([real], "number", 2, real)).toEqual({ "⪰ 0": 49, "⪰ 74": 51 });
    expect(table([real], "number", 2, numberColumn("x", [-5, 73.9, 74, 1000, NaN]))).toEqual({ "⪰ 0": 2, "⪰ 74": 2, "(n/a)": 1 });
  });

  it("rounds edges down to as few decimals as tell them apart", () => {
    const real = numberColumn("x", [...repeat(0.01, 5), ...repeat(0.99, 5), ...repeat(1.99, 5)]);
    expect(table([real], "number", 2, real)).toEqual({ "⪰ 0.0": 5, "⪰ 0.9": 10 });
  });

  it("survive columns that are constant, empty, infinite or hardly tell values apart", () => {
    for (const cells of [[3, 3, 3], [NaN, NaN], [], [Infinity, 1, -Infinity], [1e300, 2e300], [1, 1 + Number.EPSILON], [0, 5e-324]]) {
      const column = numberColumn("x", cells);
      const bins = fitBins([column], "number", 10);
      const counts = countSingles(codesOf(bins, column), bins.count);
      expect(counts.reduce((sum, rows) => sum + rows, 0)).toBe(cells.length);
      expect(bins.count).toBe(labelsOf(bins).length);
    }
  });
});

describe("bins of datetimes", () => {
  it("cut as those of numbers", () => {
    const day = 86_400_000;
    const real = datetimeColumn(
      "day",
      skewed.map((value) => Date.UTC(2018, 0, 1) + (value - 74) * day),
    );
    const bins = fitBins([real], "datetime", 2);
    expect(Array.from(countSingles(codesOf(bins, real), bins.count))).toEqual([49, 51, 0]);
    expect(labelsOf(bins)[1]).toMatch(/2018-01-01/);
  });
});

describe("bins of categories", () => {
  const real = stringColumn("c", [...repeat("cat_0", 5), ...range(5, 90).map((i) => `cat_${i}`), ...repeat("cat_90", 10)]);

  it("name the largest with at least 5 rows, all else is other", () => {
    expect(table([real], "category", 5, real)).toEqual({ cat_0: 5, cat_90: 10, "(other)": 85 });
    const synthetic = stringColumn(
      "c",
      range(50, 150).map((i) => `cat_${i}`),
    );
    expect(table([real], "category", 5, synthetic)).toEqual({ cat_90: 1, "(other)": 99 });
  });

  it("keep missing, empty, rare and odd names apart", () => {
    const cells = [...repeat("__proto__", 6), ...repeat("", 6), ...repeat(null, 6), "_RARE_", "(n/a)"];
    const odd = stringColumn("c", cells);
    expect(table([odd], "category", 10, odd)).toEqual(
      Object.fromEntries([
        ["__proto__", 6],
        ["(empty)", 6],
        ["(n/a)", 6],
        ["_RARE_", 1],
        ["(other)", 1],
      ]),
    );
  });
});

describe("kindOf()", () => {
  it("sees text where more than 5 % of the cells stand alone", () => {
    const mostlyRepeated = [...repeat("a", 95), ...range(0, 5).map(String)];
    expect(kindOf([stringColumn("c", mostlyRepeated)])).toBe("category");
    expect(kindOf([stringColumn("c", [...mostlyRepeated, "one more"])])).toBe("text");
  });

  it("counts training and holdout together", () => {
    const names = stringColumn("c", range(0, 20).map(String));
    expect([kindOf([names]), kindOf([names, names])]).toEqual(["text", "category"]);
  });
});

describe("oneWordEach()", () => {
  it("takes one word of each text, and the same ones for the same seed", () => {
    const texts = stringColumn("c", ["Good day, Sir", "", null, "42"]);
    const words = oneWordEach(texts, new Rng(1));
    expect(["good", "day", ",", "sir"]).toContain(words.dictionary[words.codes[0]]);
    expect(Array.from(words.codes.slice(1))).toEqual([-1, -1, 1]);
    expect(oneWordEach(texts, new Rng(1))).toEqual(words);
  });
});

describe("trimLabel()", () => {
  it("cuts in the middle", () => expect([trimLabel("a".repeat(40), 10), trimLabel("short", 10)]).toEqual(["aaaa...aaa", "short"]));
});
