/** Lists of numbers that grow while a file is read, and end as one typed array. */

const FIRST_CAPACITY = 1024;

/** A growing list of numbers. */
export class FloatList {
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) this.#values = widen(this.#values, new Float64Array(2 * this.#length));
    this.#values[this.#length++] = value;
  }

  toArray(): Float64Array {
    return this.#values.slice(0, this.#length);
  }
}

/** A growing list of whole numbers of 32 bits. */
export class IntegerList {
  #values = new Int32Array(FIRST_CAPACITY);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) this.#values = widen(this.#values, new Int32Array(2 * this.#length));
    this.#values[this.#length++] = value;
  }

  toArray(): Int32Array {
    return this.#values.slice(0, this.#length);
  }
}

function widen<List extends Float64Array | Int32Array>(values: List, wider: List): List {
  wider.set(values);
  return wider;
}
