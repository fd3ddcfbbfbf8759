/** A correlation coefficient for tables of counts that reads like Pearson's. */

import { bivariateNormal, normalDistribution } from "./bivariate-normal";

/** How far the reference distribution is drawn, in standard deviations. */
const REACH = 5;

/**
 * phi_k: the correlation of a bivariate normal distribution that, cut into as many rows and columns, would give the same
 * chi-squared; 0 for independent variables, 1 for a one-to-one relation. Works for categories, bins and any mixture.
 *
 * Chi-squared is that of Pearson (with Yates' correction for 2 x 2), over rows and columns that are not empty; its noise
 * pedestal is the number of degrees of freedom, rows x columns - (rows + columns) + 1, less the cells whose expectation is
 * 0. Without the pedestal (`pedestal: false`), small samples read too high.
 *
 * Empty rows and columns count for the shape: pass them only to compare with tools that keep them, as they lower the
 * result. Source: Baak, Koopman, Snoek and Klous (2020), Computational Statistics and Data Analysis 152, sections 3 and 4.
 *
 * @param counts the table, one array a row
 * @throws {RangeError} when the table has fewer than two rows or columns, or no counts
 * @example
 * assert.equal(phiK([[10, 0], [0, 10]]) > 0.9, true);
 */
export function phiK(
  counts: readonly (readonly number[])[],
  { pedestal: withPedestal = true }: { readonly pedestal?: boolean } = {},
): number {
  const rows = counts.length;
  const columns = counts[0]?.length ?? 0;
  const { total, chiSquared, emptyCells } = pearsonChiSquared(counts);
  if (rows < 2 || columns < 2 || total === 0) {
    throw new RangeError(
      `Cannot compute phi_k of ${rows} x ${columns} cells with ${total} counts: at least 2 x 2 cells and one count are needed`,
    );
  }
  const pedestal = withPedestal ? Math.max(0, rows * columns - (rows + columns) + 1 - emptyCells) : 0;
  const most = total * Math.min(rows - 1, columns - 1);
  if (chiSquared <= pedestal) return 0;
  if (chiSquared >= most * (1 - 1e-12)) return 1;
  const reference = referenceChiSquared(rows, columns, total);
  const scale = (most - pedestal) / reference(1);
  return solve((correlation) => pedestal + scale * reference(correlation) - chiSquared);
}

function pearsonChiSquared(counts: readonly (readonly number[])[]): { total: number; chiSquared: number; emptyCells: number } {
  const rowSums = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columnSums = (counts[0] ?? []).map((_, c) => counts.reduce((sum, row) => sum + row[c], 0));
  const total = rowSums.reduce((sum, count) => sum + count, 0);
  const isTwoByTwo = [rowSums, columnSums].every((sums) => sums.filter((sum) => sum > 0).length === 2);
  let chiSquared = 0;
  let emptyCells = 0;
  counts.forEach((row, r) =>
    row.forEach((count, c) => {
      const expected = (rowSums[r] * columnSums[c]) / total;
      if (!(expected > 0)) {
        emptyCells++;
        return;
      }
      const distance = Math.abs(count - expected);
      chiSquared += (isTwoByTwo ? distance - Math.min(0.5, distance) : distance) ** 2 / expected;
    }),
  );
  return { total, chiSquared, emptyCells };
}

/** Chi-squared of the cut normal distribution against independence, as a function of its correlation. */
function referenceChiSquared(rows: number, columns: number, total: number): (correlation: number) => number {
  const rowEdges = edges(rows);
  const columnEdges = edges(columns);
  return (correlation) => {
    const below = rowEdges.map((x) => columnEdges.map((y) => bivariateNormal(x, y, correlation)));
    let sum = 0;
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const mass = below[r + 1][c + 1] - below[r][c + 1] - below[r + 1][c] + below[r][c];
        const independent = massBetween(rowEdges, r) * massBetween(columnEdges, c);
        sum += (mass - independent) ** 2 / independent;
      }
    }
    return total * sum;
  };
}

function edges(cells: number): number[] {
  return Array.from({ length: cells + 1 }, (_, i) => -REACH + (2 * REACH * i) / cells);
}

function massBetween(at: readonly number[], i: number): number {
  return normalDistribution(at[i + 1]) - normalDistribution(at[i]);
}

/** The zero of an increasing function on 0 to 1. */
function solve(difference: (correlation: number) => number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (difference(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
