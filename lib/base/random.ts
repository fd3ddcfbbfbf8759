/**
 * Seeded randomness. Every random choice of the library comes from an Rng, and an Rng is split by name: what happens
 * under one name never moves what happens under another.
 */

/**
 * A stream of random numbers that its seed fixes (xoshiro128**, period 2^128 - 1).
 *
 * Same seed, same numbers, on every machine. `fork(name)` opens an independent stream that depends only on the seed and
 * the path of names, never on how many numbers were drawn before, so a draw added in one place moves nothing elsewhere.
 *
 * Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2021), section 4.
 *
 * @example
 * const rng = new Rng(1);
 * rng.uniform(); // 0 <= u < 1
 * assert.equal(new Rng(1).fork("split").integer(100), new Rng(1).fork("split").integer(100));
 */
export class Rng {
  readonly #path: string;
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spareNormal: number | undefined;

  constructor(seed: number | string) {
    this.#path = String(seed);
    [this.#a, this.#b, this.#c, this.#d] = hashToState(this.#path);
  }

  /** An independent stream with a name: the same path of names always gives the same stream. */
  fork(name: string | number): Rng {
    return new Rng(`${this.#path}/${name}`);
  }

  /** An integer, uniform on 0 to 2^32 - 1. */
  uint32(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** A number, uniform on [0, 1), with all 53 bits random. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /** A standard normal number (polar method of Marsaglia). */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const squared = x * x + y * y;
      if (squared >= 1 || squared === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(squared)) / squared);
      this.#spareNormal = y * scale;
      return x * scale;
    }
  }

  /** An integer, uniform on 0 to bound - 1. */
  integer(bound: number): number {
    if (!(bound >= 1) || !Number.isInteger(bound)) {
      throw new RangeError(`Cannot draw an integer below ${bound}: the bound must be a whole number of at least 1`);
    }
    return Math.floor(this.uniform() * bound);
  }

  /** One of the items, each equally likely. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(items.length)];
  }

  /** An index, drawn with probability proportional to its weight. */
  weighted(weights: ArrayLike<number>): number {
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += weights[i];
    if (!(total > 0)) throw new RangeError(`Cannot draw by weight: the weights sum to ${total}, they must sum to more than 0`);
    let left = this.uniform() * total;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i];
      if (weight <= 0) continue;
      last = i;
      left -= weight;
      if (left < 0) return i;
    }
    return last;
  }

  /** The numbers 0 to length - 1 in random order (Fisher and Yates). */
  permutation(length: number): Int32Array {
    const order = new Int32Array(length);
    for (let i = 1; i < length; i++) order[i] = i;
    for (let i = length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    return order;
  }

  /** A copy of the items in random order. */
  shuffle<Item>(items: readonly Item[]): Item[] {
    return Array.from(this.permutation(items.length), (i) => items[i]);
  }
}

/** Spreads a text over 128 bits: FNV-1a per word with its own basis, finished by the mixer of MurmurHash3. */
function hashToState(text: string): [number, number, number, number] {
  const word = (basis: number): number => {
    let hash = basis;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash ^= hash >>> 16;
    hash = Math.imul(hash, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  };
  const a = word(0x811c9dc5);
  const b = word(a ^ 0x9e3779b9);
  const c = word(b ^ 0x3c6ef372);
  const d = word(c ^ 0xdaa66d2b);
  // the all-zero state is the one state the generator never leaves
  return a === 0 && b === 0 && c === 0 && d === 0 ? [1, 2, 3, 4] : [a, b, c, d];
}
