/** Counting rows by cell: the inner loops of the accuracies. Counts are flat, one number per combination of bins. */

import type { BinCodes } from "./bins";

/** The codes of one column in two tables, and how many bins it has. */
export interface CodedColumn {
  readonly name: string;
  readonly bins: number;
  readonly real: BinCodes;
  readonly synthetic: BinCodes;
}

/** Rows by bin. */
export function countSingles(codes: BinCodes, bins: number): Int32Array {
  const counts = new Int32Array(bins);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  return counts;
}

/** Rows by pair of bins: cell (a, b) is at a * secondBins + b. Adds to `counts`, which holds zeros or earlier rows. */
export function countPairs(first: BinCodes, second: BinCodes, secondBins: number, counts: Int32Array): void {
  const rows = first.length;
  for (let i = 0; i < rows; i++) counts[first[i] * secondBins + second[i]]++;
}

/** Rows by triple of bins: cell (a, b, c) is at (a * secondBins + b) * thirdBins + c. Adds to `counts`. */
export function countTriples(
  first: BinCodes,
  second: BinCodes,
  third: BinCodes,
  secondBins: number,
  thirdBins: number,
  counts: Int32Array,
): void {
  const rows = first.length;
  for (let i = 0; i < rows; i++) counts[(first[i] * secondBins + second[i]) * thirdBins + third[i]]++;
}
