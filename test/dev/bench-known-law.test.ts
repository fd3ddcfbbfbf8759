import { describe, expect, it } from "vitest";
import { CENSUS, censusCardinalities, knownLaw } from "../../lib/dev/bench/known-law";

const law = knownLaw(CENSUS);
const { table, rowLoss } = law.draw(20_000, 1);
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Entropy in nats of what a column of codes shows by itself. */
function marginalEntropy(codes: Int32Array): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / codes.length) * Math.log(n / codes.length), 0);
}

describe("knownLaw()", () => {
  it("draws codes below their cardinalities, with a loss above 0 for every row", () => {
    table.codes.forEach((codes, j) => {
      expect(codes.every((code) => code >= 0 && code < CENSUS[j])).toBe(true);
    });
    expect(rowLoss.every((loss) => loss > 0 && Number.isFinite(loss))).toBe(true);
  });

  it("gives the same rows for the same seed and others for another", () => {
    expect(law.draw(50, 1).table).toEqual(knownLaw(CENSUS).draw(50, 1).table);
    expect(law.draw(50, 2).table).not.toEqual(law.draw(50, 1).table);
  });

  it("makes a column after one of the same cardinality a function of it", () => {
    const seen = new Map<number, number>();
    table.codes[3].forEach((code, i) => {
      expect(table.codes[4][i]).toBe(seen.get(code) ?? table.codes[4][i]);
      seen.set(code, table.codes[4][i]);
    });
    expect(new Set(seen.values()).size).toBe(seen.size);
  });

  it("binds columns to each other: the entropy is nats below the sum over columns", () => {
    const apart = table.codes.reduce((sum, codes) => sum + marginalEntropy(codes), 0);
    expect(apart - mean(rowLoss)).toBeGreaterThan(6);
  });

  it("tells the true loss: of one column by itself it is the entropy of its codes", () => {
    const one = knownLaw([9]).draw(200_000, 3);
    // the plug-in entropy of 200,000 rows is within a few standard errors of the mean loss
    expect(mean(one.rowLoss)).toBeCloseTo(marginalEntropy(one.table.codes[0]), 3);
  });

  it("tells the true loss of dependent columns: it is the entropy of their pairs", () => {
    const two = knownLaw([5, 4]).draw(200_000, 3);
    const pairs = two.table.codes[0].map((code, i) => 4 * code + two.table.codes[1][i]);
    expect(Math.abs(mean(two.rowLoss) - marginalEntropy(pairs))).toBeLessThan(0.002);
  });
});

it("censusCardinalities() goes round the census", () => {
  expect(censusCardinalities(17)).toEqual([...CENSUS, 74, 9]);
});
