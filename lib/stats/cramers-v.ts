/** How strongly two categories depend on each other. */

import { type CrossTable, marginsOf } from "./mutual-information";

/**
 * Pearson's chi-squared of a cross table: sum of (observed - expected)^2 / expected, rows and columns without a count left out.
 */
export function chiSquared(table: CrossTable): number {
  const { rows, columns, total } = marginsOf(table);
  let sum = 0;
  for (let a = 0; a < rows.length; a++) {
    for (let b = 0; b < columns.length; b++) {
      const expected = (rows[a] * columns[b]) / total;
      if (expected > 0) sum += (table.counts[a * table.width + b] - expected) ** 2 / expected;
    }
  }
  return sum;
}

/**
 * Cramér's V, 0 (independent) to 1 (each determines the other): the root of chi-squared over its largest possible value.
 * By default with Bergsma's correction, since the plain V of independent columns is above 0 and grows with the number of
 * categories. Empty rows and columns do not count. Undefined when a side never varies.
 *
 * phi^2 = chi^2 / n; corrected: phi^2 - (r-1)(c-1)/(n-1), not below 0, r and c shrunk alike; V = sqrt(phi^2 / min(r-1, c-1))
 *
 * Source: Bergsma, "A bias-correction for Cramér's V and Tschuprow's T" (2013).
 *
 * @example
 * const table = { counts: [30, 10, 10, 50], width: 2 };
 * assert.equal(cramersV(table)?.toFixed(6), "0.577534");
 * assert.equal(cramersV(table, "none")?.toFixed(6), "0.583333");
 */
export function cramersV(table: CrossTable, correction: "bergsma" | "none" = "bergsma"): number | undefined {
  const { rows, columns, total } = marginsOf(table);
  const used = (sums: Float64Array): number => sums.reduce((count, sum) => count + Number(sum > 0), 0);
  const [r, c] = [used(rows), used(columns)];
  if (r < 2 || c < 2) return undefined;
  const squared = chiSquared(table) / total;
  if (correction === "none") return Math.min(1, Math.sqrt(squared / Math.min(r - 1, c - 1)));
  const corrected = Math.max(0, squared - ((r - 1) * (c - 1)) / (total - 1));
  const shrunk = (levels: number): number => levels - (levels - 1) ** 2 / (total - 1);
  const most = Math.min(shrunk(r), shrunk(c)) - 1;
  return most <= 0 ? undefined : Math.min(1, Math.sqrt(corrected / most));
}
