/** Random numbers by address: the draw of a named column for a numbered subject, whatever else is drawn. */

import { Rng } from "../../base/random";

const MULTIPLIERS = { first: 0xd2511f53, second: 0xcd9e8d57 };
const KEY_STEPS = { first: 0x9e3779b9, second: 0xbb67ae85 };
const ROUNDS = 10;

/**
 * A stream that can be put at any place: `stream.at(i)` starts the numbers that belong to subject i, and `at(i, j, k)`
 * those of its part j and moment k. Row i is so the same however many rows are made, in whatever order, and a new column
 * (with its own stream) moves no other.
 *
 * Philox4x32-10: a keyed permutation of a 128-bit counter. The key is made of the seed and the name of the stream.
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011), section 3.3.
 *
 * @example
 * const age = new Stream(1, "people/age");
 * const seventh = age.at(7).uniform();
 * age.at(3).normal();
 * assert.equal(age.at(7).uniform(), seventh);
 */
export class Stream {
  readonly #key: readonly [number, number];
  readonly #block = new Uint32Array(4);
  #subject = 0;
  #part = 0;
  #moment = 0;
  #counter = 0;
  #unread = 0;

  constructor(seed: number, name: string) {
    const rng = new Rng(seed).fork("simulate").fork(name);
    this.#key = [rng.uint32(), rng.uint32()];
  }

  /** Puts the stream at the start of the numbers of this subject (and part, and moment). */
  at(subject: number, part = 0, moment = 0): this {
    this.#subject = subject;
    this.#part = part;
    this.#moment = moment;
    this.#counter = 0;
    this.#unread = 0;
    return this;
  }

  /** Uniform on [0, 1), 53 bits. */
  uniform(): number {
    if (this.#unread === 0) {
      philox(this.#subject, this.#part, this.#moment, this.#counter++, this.#key[0], this.#key[1], this.#block);
      this.#unread = 4;
    }
    const place = 4 - this.#unread;
    this.#unread -= 2;
    return ((this.#block[place] >>> 5) * 0x4000000 + (this.#block[place + 1] >>> 6)) / 0x20000000000000;
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Normal with this mean and standard deviation (polar method of Marsaglia; the second number is dropped). */
  normal(mean = 0, deviation = 1): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const squared = x * x + y * y;
      if (squared < 1 && squared > 0) return mean + deviation * x * Math.sqrt((-2 * Math.log(squared)) / squared);
    }
  }

  /** An index, drawn in proportion to its weight. */
  category(weights: ArrayLike<number>): number {
    let total = 0;
    for (let k = 0; k < weights.length; k++) total += weights[k];
    let left = this.uniform() * total;
    for (let k = 0; k < weights.length - 1; k++) {
      left -= weights[k];
      if (left < 0) return k;
    }
    return weights.length - 1;
  }

  /** A count with this mean, at most some dozens (inversion by search from 0). */
  poisson(mean: number): number {
    let term = Math.exp(-mean);
    let left = this.uniform() - term;
    let count = 0;
    while (left >= 0 && count < 1000) {
      count++;
      term *= mean / count;
      left -= term;
    }
    return count;
  }

  /** A share: Beta(a, b), both at least 1, as the ratio of two gamma numbers. */
  beta(a: number, b: number): number {
    const first = this.#gamma(a);
    return first / (first + this.#gamma(b));
  }

  /** Marsaglia and Tsang's rejection from a cubed normal (2000). */
  #gamma(shape: number): number {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const cubed = (1 + c * x) ** 3;
      if (cubed > 0 && Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * cubed + d * Math.log(cubed)) return d * cubed;
    }
  }
}

/** One block of four 32-bit words: ten rounds over the counter (a, b, c, d) with the key (k0, k1). */
export function philox(a: number, b: number, c: number, d: number, k0: number, k1: number, block: Uint32Array): void {
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highProduct(MULTIPLIERS.first, a);
    const low0 = Math.imul(MULTIPLIERS.first, a);
    const high1 = highProduct(MULTIPLIERS.second, c);
    const low1 = Math.imul(MULTIPLIERS.second, c);
    a = high1 ^ b ^ k0;
    b = low1;
    c = high0 ^ d ^ k1;
    d = low0;
    k0 = (k0 + KEY_STEPS.first) | 0;
    k1 = (k1 + KEY_STEPS.second) | 0;
  }
  block[0] = a;
  block[1] = b;
  block[2] = c;
  block[3] = d;
}

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const low = Math.imul(aLow, bLow) >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + low;
  const cross = (Math.imul(aLow, bHigh) >>> 0) + ((middle >>> 0) & 0xffff);
  return Math.imul(aHigh, bHigh) + (middle >>> 16) + (cross >>> 16);
}
