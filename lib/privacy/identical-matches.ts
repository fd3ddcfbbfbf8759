/** Rows that occur in another table, cell by cell. */

import type { Column } from "../table/column";
import { alignTrio } from "./align-trio";
import type { Table } from "../table/table";

/**
 * The share of rows that occur in `among` with exactly the same cells (missing equals missing); 0 to 1. Alone it says
 * little: coarse tables repeat themselves by nature, so compare it with the share of holdout rows that do.
 * NaN never comes out: throws a RangeError when `rows` is empty.
 *
 * @example
 * const training = Table.of({ age: [31, 54, null], job: ["cook", "nurse", null] });
 * const synthetic = Table.of({ age: [31, 54, null, 20], job: ["cook", "cook", null, "cook"] });
 * assert.equal(identicalMatchShare(synthetic, training), 0.5);
 */
export function identicalMatchShare(rows: Table, among: Table): number {
  if (rows.rowCount === 0) throw new RangeError("Cannot take the share of identical matches: the table has no rows, it needs at least one");
  const { training, synthetic } = alignTrio({ training: among, synthetic: rows });
  const codes = training.columns.map((column, j) => sharedCodes(column, synthetic.columns[j]));
  const seen = new RowSet(
    codes.map(({ left }) => left),
    training.rowCount,
  );
  let matches = 0;
  const right = codes.map((pair) => pair.right);
  for (let i = 0; i < synthetic.rowCount; i++) if (seen.has(right, i)) matches++;
  return matches / synthetic.rowCount;
}

/** A number per cell, the same in both columns when the cells are equal. */
function sharedCodes(left: Column, right: Column): { left: Float64Array; right: Float64Array } {
  const codeOf = new Map<string, number>();
  const coded = (column: Column): Float64Array => {
    if (column.type === "boolean") return Float64Array.from(column.values);
    if (column.type !== "string") return column.values;
    const codes = Float64Array.from(column.dictionary, (text) => {
      const code = codeOf.get(text) ?? codeOf.size;
      codeOf.set(text, code);
      return code;
    });
    return Float64Array.from(column.codes, (code) => (code < 0 ? NaN : codes[code]));
  };
  return { left: coded(left), right: coded(right) };
}

/** A set of rows of numbers: open addressing by hash, cells compared for certainty. */
class RowSet {
  readonly #columns: readonly Float64Array[];
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #words = new Uint32Array(2);
  readonly #number = new Float64Array(this.#words.buffer);

  constructor(columns: readonly Float64Array[], rows: number) {
    this.#columns = columns;
    const size = 2 ** Math.ceil(Math.log2(2 * rows + 2));
    this.#slots = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    for (let i = 0; i < rows; i++) {
      const slot = this.#slotOf(columns, i);
      if (this.#slots[slot] < 0) this.#slots[slot] = i;
    }
  }

  has(columns: readonly Float64Array[], row: number): boolean {
    return this.#slots[this.#slotOf(columns, row)] >= 0;
  }

  /** The slot that holds an equal row, or the free one where it would go. */
  #slotOf(columns: readonly Float64Array[], row: number): number {
    let slot = this.#hash(columns, row) & this.#mask;
    while (this.#slots[slot] >= 0 && !this.#equal(columns, row, this.#slots[slot])) slot = (slot + 1) & this.#mask;
    return slot;
  }

  #hash(columns: readonly Float64Array[], row: number): number {
    let hash = 0x811c9dc5;
    for (const column of columns) {
      this.#number[0] = column[row] + 0; // -0 and 0 are one number
      hash = Math.imul(hash ^ this.#words[0], 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13) ^ this.#words[1], 0xc2b2ae35);
    }
    return hash ^ (hash >>> 16);
  }

  #equal(columns: readonly Float64Array[], row: number, other: number): boolean {
    return columns.every((column, j) => {
      const [mine, theirs] = [column[row], this.#columns[j][other]];
      return mine === theirs || (Number.isNaN(mine) && Number.isNaN(theirs));
    });
  }
}
