/**
 * What total variation two honest samples show by chance alone: the yardstick of every accuracy. Two samples of the same
 * distribution never agree fully; the sparser the cells, the less they do.
 */

import { binomialWindow, hypergeometricWindow, type ProbabilityWindow } from "./binomial-window";
import { gammaInterval } from "./gamma-interval";

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

/** What chance alone does to one set of cells. */
export interface ExpectedTotalVariation {
  /** The expected total variation of a fresh real sample. */
  readonly expected: number;
  /** Where 90 % of fresh samples lie, from 5 % to 95 %. */
  readonly band: readonly [number, number];
}

/**
 * The sampling noise between `realRows` real rows and a fresh sample of `syntheticRows` rows, for any set of cells that
 * counts those real rows.
 *
 * With true shares p the answer is the sum of `expectedDifference(p)` / 2, but only the counts x are known, and putting
 * x / realRows in place of p makes sparse tables look quieter than they are: cells that nobody has seen are left out,
 * and the noise of x counts twice. Two parts of the real rows themselves know better. So, with the real rows dealt at
 * random into two parts, in the ratio realRows : syntheticRows (halves when there are more synthetic rows than real ones),
 *
 *   expected = split * plugIn(full sizes) / plugIn(sizes of the parts)
 *
 * where `split` is the exact mean total variation between the parts (hypergeometric), free of that error, and the
 * quotient carries it from the sizes of the parts to the full sizes. On simulated tables the answer is within 5 % of the
 * truth while there are at most as many synthetic rows as real ones, also where each cell expects a single row; it comes
 * out too low (by 15 % in sparse tables) when there are three times as many.
 */
export class SamplingNoise {
  readonly #realRows: number;
  readonly #syntheticRows: number;
  readonly #leftPart: number;
  readonly #rightPart: number;
  /** Four numbers per count x: full plug-in, plug-in at the parts' sizes, exact split, variance. Filled when first asked. */
  readonly #cells: Float64Array;

  constructor(realRows: number, syntheticRows: number) {
    this.#realRows = realRows;
    this.#syntheticRows = syntheticRows;
    const part = syntheticRows < realRows ? (realRows * realRows) / (realRows + syntheticRows) : realRows / 2;
    this.#leftPart = Math.min(realRows - 1, Math.max(1, Math.round(part)));
    this.#rightPart = realRows - this.#leftPart;
    this.#cells = new Float64Array(4 * (realRows + 1)).fill(-1);
  }

  /** The expected total variation and its band; the counts must sum to the real rows. */
  of(counts: ArrayLike<number>): ExpectedTotalVariation {
    let [full, parts, split, variance, linked, linkedSquares] = [0, 0, 0, 0, 0, 0];
    const cells = this.#cells;
    for (let i = 0; i < counts.length; i++) {
      const x = counts[i];
      if (x === 0) continue;
      if (cells[4 * x] < 0) this.#fill(x);
      full += cells[4 * x];
      parts += cells[4 * x + 1];
      split += cells[4 * x + 2];
      variance += cells[4 * x + 3];
      const share = x / this.#realRows;
      const link = x < this.#realRows ? share ** 1.5 / Math.sqrt(1 - share) : 0;
      linked += link;
      linkedSquares += link * link;
    }
    const expected = this.#realRows < 2 || parts === 0 ? full / 2 : (split * full) / parts / 2;
    // cells share a fixed total, which links them: covariance of |d_a| and |d_b| is about rho^2 sigma_a sigma_b / pi
    const linkage = ((linked * linked - linkedSquares) * (1 / this.#realRows + 1 / this.#syntheticRows)) / Math.PI;
    const [low, high] = gammaInterval(Math.min(1, expected), (variance + linkage) / 4);
    return { expected: Math.min(1, expected), band: [low, Math.min(1, high)] };
  }

  #fill(x: number): void {
    const share = x / this.#realRows;
    const full = expectedDifference(share, this.#realRows, this.#syntheticRows);
    const spread = share * (1 - share) * (1 / this.#realRows + 1 / this.#syntheticRows);
    const parts = this.#rightPart < 1 ? 0 : expectedDifference(share, this.#leftPart, this.#rightPart);
    const split = this.#rightPart < 1 ? 0 : splitDifference(this.#realRows, x, this.#leftPart);
    this.#cells.set([full, parts, split, Math.max(0, spread - full * full)], 4 * x);
  }
}

/** Mean of |A / left - (x - A) / right| when x of `rows` rows lie in the cell and `left` of them are dealt to one side. */
function splitDifference(rows: number, x: number, left: number): number {
  const right = rows - left;
  const scale = 1 / left + 1 / right;
  const mean = (x * left) / rows;
  const variance = (mean * right * (rows - x)) / rows / (rows - 1);
  if (variance > NORMAL_FROM_ROWS) return scale * Math.sqrt((2 / Math.PI) * variance);
  const { first, probabilities } = hypergeometricWindow(rows, x, left);
  let deviation = 0;
  for (let i = 0; i < probabilities.length; i++) deviation += probabilities[i] * Math.abs(first + i - mean);
  return scale * deviation;
}
