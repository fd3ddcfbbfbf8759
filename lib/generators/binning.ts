/** A column as a few codes, and codes as cells again. */

import type { Rng } from "../base/random";
import { type Column, isMissing, takeCells } from "../table/column";

/** The bins of a column: the code of each row, and which rows lie in each bin. */
export interface Binning {
  readonly codes: Int32Array;
  readonly count: number;
  /** Whether the codes are in the order of the numbers (code 0 is missing, when anything is). */
  readonly ordered: boolean;
  /** For each code, a training cell of that bin. */
  readonly cells: (codes: Int32Array, rng: Rng) => Column;
}

/** Numbers and dates fall into `most` bins of nearly equal counts; words stay themselves, the rarest together in one bin. */
export function binningOf(column: Column, most = 20): Binning {
  const raw = column.type === "string" ? wordCodes(column.codes, column.dictionary.length, most) : numberCodes(column, most);
  const { codes, count } = compact(raw);
  const members: number[][] = Array.from({ length: count }, () => []);
  codes.forEach((code, i) => members[code].push(i));
  return {
    codes,
    count,
    ordered: column.type !== "string",
    cells: (drawn, rng) =>
      takeCells(
        column,
        drawn.map((code) => members[code][rng.integer(members[code].length)]),
      ),
  };
}

/** The code of a missing word is -1, of a rare word the last. */
function wordCodes(codes: Int32Array, words: number, most: number): Int32Array {
  const counts = new Float64Array(words);
  for (const code of codes) if (code >= 0) counts[code]++;
  const order = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  const rank = new Int32Array(words);
  order.forEach((code, k) => (rank[code] = Math.min(k, most - 1)));
  return codes.map((code) => (code < 0 ? -1 : rank[code]));
}

/** Bins between quantiles; equal numbers share a bin. A missing cell is -1. */
function numberCodes(column: Exclude<Column, { type: "string" }>, most: number): Int32Array {
  const sorted = Float64Array.from(column.values)
    .filter((_, i) => !isMissing(column, i))
    .sort();
  const edges = [...new Set(Array.from({ length: most - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / most)]))];
  return Int32Array.from({ length: column.length }, (_, i) =>
    isMissing(column, i) ? -1 : edges.filter((edge) => edge <= column.values[i]).length,
  );
}

/** Codes without gaps, in the same order, from 0. */
function compact(raw: Int32Array): { codes: Int32Array; count: number } {
  const used = [...new Set(raw)].sort((a, b) => a - b);
  const codeOf = new Map(used.map((code, k) => [code, k]));
  return { codes: raw.map((code) => codeOf.get(code) ?? 0), count: used.length };
}
