/** Rows grouped by which of their cells are missing. */

import { type Column, isMissing } from "../../table/column";

/** Rows whose cells are missing in the same columns. */
export interface Pattern {
  readonly missing: readonly string[];
  readonly rows: Int32Array;
}

/** The patterns of missing cells among these columns, in order of first appearance. */
export function missingPatterns(columns: readonly Column[], rowCount: number): Pattern[] {
  let patternOf = new Int32Array(rowCount);
  let patterns: string[][] = [[]];
  for (const column of columns) {
    // split each pattern in two by this column, keeping numbers in order of first appearance
    const next = new Map<number, number>();
    const split: string[][] = [];
    const refined = new Int32Array(rowCount);
    for (let i = 0; i < rowCount; i++) {
      const missing = isMissing(column, i);
      const key = 2 * patternOf[i] + (missing ? 1 : 0);
      let number = next.get(key);
      if (number === undefined) {
        number = split.length;
        next.set(key, number);
        split.push(missing ? [...patterns[patternOf[i]], column.name] : patterns[patternOf[i]]);
      }
      refined[i] = number;
    }
    patternOf = refined;
    patterns = split;
  }
  const rows = patterns.map((): number[] => []);
  for (let i = 0; i < rowCount; i++) rows[patternOf[i]].push(i);
  return patterns.map((missing, p) => ({ missing, rows: Int32Array.from(rows[p]) })).filter(({ rows: some }) => some.length > 0);
}
