/**
 * What total variation two honest samples show by chance alone: the yardstick of every accuracy. Two samples of the same
 * distribution never agree fully; the sparser the cells, the less they do.
 */

import { binomialWindow, type ProbabilityWindow } from "./binomial-window";

/** Cells that expect more rows than this, in both samples, are treated as normal: the error is then below 0.2 %. */
const NORMAL_FROM_ROWS = 50;

/**
 * Expected total variation between samples of `leftRows` and `rightRows` rows that are both drawn from the distribution
 * that `counts` shows, by the normal approximation in closed form:
 * sum over cells of sqrt(2/pi * p(1-p) * (1/leftRows + 1/rightRows)) / 2.
 *
 * It is what mostlyai-qa reports as the maximum. It overstates the noise of cells with few rows and does not know of
 * cells that `counts` missed: use `SamplingNoise` to judge, and this to compare with published numbers.
 *
 * @example
 * const expected = closedFormTotalVariation([5, 2, 2, 1], 3000, 6000);
 * assert.ok(Math.abs(1 - expected - 0.9857270071) < 1e-9);
 */
export function closedFormTotalVariation(counts: ArrayLike<number>, leftRows: number, rightRows: number): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const share = counts[i] / total;
    sum += Math.sqrt(share * (1 - share));
  }
  return (sum * Math.sqrt((2 / Math.PI) * (1 / leftRows + 1 / rightRows))) / 2;
}

/**
 * Mean of |X / leftRows - Y / rightRows| for independent binomial X and Y with the same share: exact for cells that
 * expect few rows, normal for the others.
 *
 * @example
 * // two samples of 10,000 rows, in a cell that expects one row: 1.04756 rows of difference, not 1.12838 as the normal says
 * const rows = 10_000 * expectedDifference(1e-4, 10_000, 10_000);
 * assert.ok(Math.abs(rows - 1.0475) < 2e-4);
 */
export function expectedDifference(share: number, leftRows: number, rightRows: number): number {
  if (share <= 0 || share >= 1) return 0;
  const rarer = Math.min(share, 1 - share) * Math.min(leftRows, rightRows);
  if (rarer > NORMAL_FROM_ROWS) return Math.sqrt((2 / Math.PI) * share * (1 - share) * (1 / leftRows + 1 / rightRows));
  return meanDistance(binomialWindow(leftRows, share), leftRows, binomialWindow(rightRows, share), rightRows);
}

/** E|U - V| is the integral of F(1-G) + G(1-F), where F and G are the distribution functions; both are steps. */
function meanDistance(left: ProbabilityWindow, leftRows: number, right: ProbabilityWindow, rightRows: number): number {
  let [i, j, below, belowRight, area] = [0, 0, 0, 0, 0];
  let at = Math.min(left.first / leftRows, right.first / rightRows);
  while (i < left.probabilities.length || j < right.probabilities.length) {
    const nextLeft = i < left.probabilities.length ? (left.first + i) / leftRows : Infinity;
    const nextRight = j < right.probabilities.length ? (right.first + j) / rightRows : Infinity;
    const next = Math.min(nextLeft, nextRight);
    area += (next - at) * (below * (1 - belowRight) + belowRight * (1 - below));
    if (nextLeft === next) below += left.probabilities[i++];
    if (nextRight === next) belowRight += right.probabilities[j++];
    at = next;
  }
  return area;
}
