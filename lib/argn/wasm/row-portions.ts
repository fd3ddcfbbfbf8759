/** Tables in portions of rows: what crosses to the leader at once is small, so neither side waits long. */

import type { CodeTable } from "../engine";

/** Two portions are under way at a time, so that the leader finds the next one waiting. */
const UNDER_WAY = 2;

/** Calls `work` for each portion of at most `most` rows. */
export async function inPortions(rowCount: number, most: number, work: (first: number, rows: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < rowCount) {
      const first = next;
      next += most;
      await work(first, Math.min(most, rowCount - first));
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, lane));
}

/** The codes of some sub-columns for a run of rows, [sub-columns, rows]. */
export function packCodes({ codes }: CodeTable, subColumns: ArrayLike<number>, first: number, rows: number): Int32Array<ArrayBuffer> {
  const packed = new Int32Array(subColumns.length * rows);
  for (let i = 0; i < subColumns.length; i++) packed.set(codes[subColumns[i]].subarray(first, first + rows), i * rows);
  return packed;
}
