/** Draws whose counts follow the probabilities closely: systematic sampling over rows. */

import type { Rng } from "../../base/random";

/**
 * One code after another for a sequence of rows, each row by its own probabilities, but so that the number of rows with a
 * code differs from what is expected by about one (Madow 1949): the distribution of the draws does not depend on luck.
 */
export class BalancedDraw {
  /** How much of each code is due. */
  readonly #due: Float64Array;

  constructor(codes: number, rng: Rng) {
    this.#due = Float64Array.from({ length: codes }, () => rng.uniform());
  }

  /** The code of the next row; its shares sum to 1. */
  next(shares: ArrayLike<number>): number {
    const due = this.#due;
    let left = 1;
    let last = 0;
    for (let code = 0; code < shares.length; code++) {
      if (!(shares[code] > 0)) continue;
      last = code;
      const before = Math.floor(due[code]);
      due[code] += left > 0 ? Math.min(1, shares[code] / left) : 1;
      if (Math.floor(due[code]) > before) return code;
      left -= shares[code];
    }
    return last;
  }
}
