/** Cells as small whole numbers: equal cells get equal codes. */

import type { Column } from "./column";

/** Code of each cell, 0 to `count` - 1 in order of first appearance, -1 where missing; `firstRows` holds where each code first stands. */
export interface DistinctCodes {
  readonly codes: Int32Array;
  readonly count: number;
  readonly firstRows: readonly number[];
}

/** The codes of one column. Strings that a dictionary holds twice are equal, and entries that no cell uses do not count. */
export function distinctCodes(column: Column): DistinctCodes {
  switch (column.type) {
    case "string": {
      const entries = codesOf(column.dictionary.length, (i) => column.dictionary[i]).codes;
      return codesOf(column.length, (i) => (column.codes[i] < 0 ? undefined : entries[column.codes[i]]));
    }
    case "boolean":
      return codesOf(column.length, (i) => (column.values[i] < 0 ? undefined : column.values[i]));
    default:
      return codesOf(column.length, (i) => (Number.isNaN(column.values[i]) ? undefined : column.values[i]));
  }
}

/** The codes of several columns taken together: equal rows get equal codes, and a missing cell is a value like any other. */
export function distinctRowCodes(columns: readonly Column[], rowCount: number): DistinctCodes {
  let together = codesOf(rowCount, () => 0);
  for (const column of columns) {
    const next = distinctCodes(column);
    const before = together;
    // code pairs stay below 2^53: both counts are at most the number of rows
    together = codesOf(rowCount, (i) => before.codes[i] * (next.count + 1) + next.codes[i] + 1);
  }
  return together;
}

function codesOf(length: number, valueAt: (i: number) => string | number | undefined): DistinctCodes {
  const codeOf = new Map<string | number, number>();
  const firstRows: number[] = [];
  const codes = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const value = valueAt(i);
    if (value === undefined) {
      codes[i] = -1;
      continue;
    }
    let code = codeOf.get(value);
    if (code === undefined) {
      code = firstRows.push(i) - 1;
      codeOf.set(value, code);
    }
    codes[i] = code;
  }
  return { codes, count: firstRows.length, firstRows };
}
