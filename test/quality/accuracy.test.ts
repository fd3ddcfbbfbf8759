import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { accuraciesOf, type AccuracyOptions } from "../../lib/quality/accuracy";
import type { CodedColumn } from "../../lib/quality/cell-counts";
import { chooseTriples } from "../../lib/quality/choose-triples";

const options: AccuracyOptions = { rng: new Rng(1), compat: false, triples: 100, tripleRows: 10_000 };

/** A column whose rows are spread over bins as the counts say. */
function column(name: string, real: readonly number[], synthetic: readonly number[]): CodedColumn {
  const rows = (counts: readonly number[]): Uint8Array =>
    Uint8Array.from(counts.flatMap((times, bin) => new Array<number>(times).fill(bin)));
  return { name, bins: real.length, real: rows(real), synthetic: rows(synthetic) };
}

describe("accuraciesOf()", () => {
  it("by hand: aabb against aacc is 0.5", async () => {
    const { univariate, bivariate, accuracy } = await accuraciesOf([column("x", [2, 2, 0], [2, 0, 2])], options);
    expect(univariate.value).toBe(0.5);
    expect(accuracy.value).toBe(0.5);
    expect(bivariate.notComputed).toBe("pairs need at least two columns");
  });

  // origin: counts by bin and published accuracies of the 2,000-row census example, mostlyai-qa 1.10.7
  it("agrees with mostlyai-qa on age, education and workclass", async () => {
    const age = column("age", [382, 381, 394, 431, 330, 374, 464, 416, 378, 450], [178, 191, 197, 188, 145, 203, 243, 177, 182, 296]);
    const education = column(
      "education",
      [118, 137, 67, 131, 179, 638, 1306, 223, 72, 888, 241, 0],
      [52, 90, 36, 70, 80, 323, 567, 116, 44, 427, 171, 24],
    );
    const workclass = column("workclass", [212, 114, 258, 2768, 123, 366, 156, 3], [103, 88, 118, 1276, 95, 205, 115, 0]);
    const { univariate } = await accuraciesOf([age, education, workclass], { ...options, compat: true });
    expect(univariate.byColumn.map(({ value }) => value)).toEqual([0.95075, 0.94025, 0.93825]);
    expect(univariate.byColumn.map(({ reference }) => reference)).toEqual([0.96727, 0.97034, 0.98056]);
  });

  it("sees a broken pair where both columns are right", async () => {
    const x = Uint8Array.from({ length: 400 }, (_, i) => i % 2);
    const y = Uint8Array.from({ length: 400 }, (_, i) => (i >> 1) % 2);
    const columns = [
      { name: "x", bins: 2, real: x, synthetic: x },
      { name: "y", bins: 2, real: x, synthetic: y },
    ];
    const { univariate, bivariate } = await accuraciesOf(columns, options);
    expect([univariate.value, bivariate.value]).toEqual([1, 0.5]);
    expect(bivariate.byPair).toMatchObject([{ columns: ["x", "y"], value: 0.5 }]);
    expect(bivariate.byPair[0].band?.[0]).toBeGreaterThan(0.8);
  });

  it("says why when there is nothing to compare", async () => {
    expect((await accuraciesOf([], options)).accuracy.notComputed).toMatch(/no column/);
    expect((await accuraciesOf([column("x", [3], [0])], options)).accuracy.notComputed).toMatch(/synthetic table has no rows/);
    expect((await accuraciesOf([column("x", [0], [3])], options)).accuracy.notComputed).toMatch(/training table has no rows/);
  });

  it("gives finite numbers for one row against one row", async () => {
    const { accuracy } = await accuraciesOf([column("x", [1, 0], [0, 1]), column("y", [1], [1]), column("z", [1], [1])], options);
    expect(accuracy.value).toBeCloseTo((1 / 3) * (2 / 3 + 1 / 3), 12);
    expect(accuracy.reference).toBe(1);
    expect(JSON.stringify(accuracy)).not.toMatch(/null/);
  });

  it("stops on request", async () => {
    const columns = [column("x", [1, 1], [1, 1]), column("y", [1, 1], [1, 1])];
    await expect(accuraciesOf(columns, { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("chooseTriples()", () => {
  it("lists all triples when there are few", () => {
    expect(chooseTriples(4, 10, new Rng(1))).toEqual([
      [0, 1, 2],
      [0, 1, 3],
      [0, 2, 3],
      [1, 2, 3],
    ]);
  });

  it("draws different, ordered triples when there are many", () => {
    const triples = chooseTriples(40, 500, new Rng(1));
    expect(new Set(triples.map(String)).size).toBe(500);
    expect(triples.every(([i, j, k]) => i >= 0 && i < j && j < k && k < 40)).toBe(true);
    expect(new Set(triples.flat()).size).toBe(40);
  });
});
