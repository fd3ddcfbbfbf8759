/** What chance alone does to the total variation of any set of cells, with a band. */

import { expectedDifference } from "./expected-total-variation";
import { hypergeometricWindow } from "./binomial-window";
import { gammaInterval } from "./gamma-interval";
import { repairSparseCells } from "./unseen-cells";

/** Beyond this variance a count is treated as normal. */
const NORMAL_FROM_VARIANCE = 50;

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
 * quotient, with cells nobody has seen put in by `repairSparseCells`, carries it from the sizes of the parts to the full
 * sizes.
 */
export class SamplingNoise {
  readonly #realRows: number;
  readonly #syntheticRows: number;
  readonly #leftPart: number;
  readonly #rightPart: number;
  /** Four numbers per count x: full plug-in, plug-in at the parts' sizes, exact split, variance. Filled when first asked. */
  readonly #cells: Float64Array;
  /** How many cells hold 1, 2, ... rows. */
  readonly #rare = new Int32Array(9);
  readonly #atFullSize: DifferenceCurve;
  readonly #atPartSize: DifferenceCurve;

  constructor(realRows: number, syntheticRows: number) {
    this.#realRows = realRows;
    this.#syntheticRows = syntheticRows;
    const part = syntheticRows < realRows ? (realRows * realRows) / (realRows + syntheticRows) : realRows / 2;
    this.#leftPart = Math.min(realRows - 1, Math.max(1, Math.round(part)));
    this.#rightPart = realRows - this.#leftPart;
    this.#cells = new Float64Array(4 * (realRows + 1)).fill(-1);
    this.#atFullSize = new DifferenceCurve(realRows, realRows, syntheticRows);
    this.#atPartSize = new DifferenceCurve(realRows, this.#leftPart, this.#rightPart);
  }

  /** The expected total variation and its band; the counts must sum to the real rows. */
  of(counts: ArrayLike<number>): ExpectedTotalVariation {
    let [full, parts, split, variance, linked, linkedSquares, empty] = [0, 0, 0, 0, 0, 0, 0];
    const cells = this.#cells;
    this.#rare.fill(0);
    for (let i = 0; i < counts.length; i++) {
      const x = counts[i];
      if (x === 0) {
        empty++;
        continue;
      }
      if (x < this.#rare.length) this.#rare[x]++;
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
    const repair = repairSparseCells(this.#rare, empty, this.#realRows, this.#atFullSize, this.#atPartSize);
    const atParts = parts + repair.parts;
    const expected = this.#realRows < 2 || parts === 0 ? full / 2 : (split * (full + repair.full)) / atParts / 2;
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
  if (variance > NORMAL_FROM_VARIANCE) return scale * Math.sqrt((2 / Math.PI) * variance);
  const { first, probabilities } = hypergeometricWindow(rows, x, left);
  let deviation = 0;
  for (let i = 0; i < probabilities.length; i++) deviation += probabilities[i] * Math.abs(first + i - mean);
  return scale * deviation;
}

const CURVE_POINTS_PER_UNIT = 8;
const CURVE_MOST = 9;

/** `expectedDifference` of a cell as a function of the rows it expects among the real ones, interpolated up to 9 rows. */
class DifferenceCurve {
  readonly #values: Float64Array;

  constructor(realRows: number, leftRows: number, rightRows: number) {
    this.#values = new Float64Array(CURVE_MOST * CURVE_POINTS_PER_UNIT + 1);
    if (leftRows < 1 || rightRows < 1) return;
    for (let k = 0; k < this.#values.length; k++) {
      this.#values[k] = expectedDifference(Math.min(1, k / CURVE_POINTS_PER_UNIT / realRows), leftRows, rightRows);
    }
  }

  at(rows: number): number {
    const place = Math.min(Math.max(0, rows), CURVE_MOST) * CURVE_POINTS_PER_UNIT;
    const below = Math.min(Math.floor(place), this.#values.length - 2);
    return this.#values[below] + (place - below) * (this.#values[below + 1] - this.#values[below]);
  }
}
