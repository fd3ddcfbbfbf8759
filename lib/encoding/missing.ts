/**
 * Missing cells. Encodings with one main sub-column give them a code of their own; encodings that spread a value over
 * several sub-columns have a flag in front, and the other sub-columns are then filled with the codes of other rows: a run
 * of zeros would teach the network a value that nobody has.
 */

import type { Rng } from "../base/random";
import { type Column, isMissing } from "../table/column";

/** 1 for each missing cell. */
export function missingFlags(column: Column): Int32Array {
  const flags = new Int32Array(column.length);
  for (let i = 0; i < column.length; i++) if (isMissing(column, i)) flags[i] = 1;
  return flags;
}

/** Whether any cell is missing. */
export function hasMissing(column: Column): boolean {
  for (let i = 0; i < column.length; i++) if (isMissing(column, i)) return true;
  return false;
}

/** Gives each row whose flag is set the codes of a random row whose flag is not; leaves them when there is none. */
export function fillMissing(codes: readonly Int32Array[], flags: Int32Array, rng: Rng): void {
  const present: number[] = [];
  for (let i = 0; i < flags.length; i++) if (flags[i] === 0) present.push(i);
  if (present.length === 0 || present.length === flags.length) return;
  for (let i = 0; i < flags.length; i++) {
    if (flags[i] === 0) continue;
    const donor = rng.pick(present);
    for (const subColumn of codes) subColumn[i] = subColumn[donor];
  }
}
