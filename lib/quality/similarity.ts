/** How close the average synthetic row is to the average training row. */

import { fitDistanceEncoding, type Points } from "../privacy/distance-encoding";
import type { Table } from "../table/table";
import type { BinCodes } from "./bins";
import { countSingles } from "./cell-counts";

/**
 * Cosine of two vectors: 1 when they point the same way, 0 when they have nothing in common. 0 when one of them is all 0.
 *
 * @example
 * assert.equal(cosine([1, 2], [2, 4]).toFixed(9), "1.000000000");
 * assert.equal(cosine([1, 0], [0, 3]), 0);
 */
export function cosine(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let [dot, leftSquares, rightSquares] = [0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    dot += left[i] * right[i];
    leftSquares += left[i] * left[i];
    rightSquares += right[i] * right[i];
  }
  return dot === 0 ? 0 : Math.max(0, Math.min(1, dot / Math.sqrt(leftSquares * rightSquares)));
}

/** The average row when each cell is a 1 in its bin and 0 elsewhere: the shares of all bins of all columns. */
export function centroidOfBins(columns: readonly { readonly codes: BinCodes; readonly bins: number }[]): Float64Array {
  const shares = columns.map(({ codes, bins }) => Float64Array.from(countSingles(codes, bins), (rows) => rows / Math.max(1, codes.length)));
  return Float64Array.from(shares.flatMap((column) => Array.from(column)));
}

/** The average encoded rows of several tables in the numeric encoding of the reference package; undefined without numbers. */
export function numericCentroids(real: readonly Table[], tables: readonly Table[]): Float64Array[] | undefined {
  const encode = fitDistanceEncoding(real, "numeric-cosine");
  const points = tables.map(encode);
  return points[0].width === 0 ? undefined : points.map(meanPoint);
}

function meanPoint({ values, rows, width }: Points): Float64Array {
  const mean = new Float64Array(width);
  for (let i = 0; i < rows; i++) for (let j = 0; j < width; j++) mean[j] += values[i * width + j] / rows;
  return mean;
}
