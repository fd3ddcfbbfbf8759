/** Batches for differential privacy: each row takes part by its own toss of a coin. */

import type { NoiseSource } from "../../dp/noise-source";

/**
 * The rows of a batch, ascending: each of the rows with this probability, independently of the others. The number of rows
 * varies, and may be 0. Jumps from one chosen row to the next: the gaps between successes are geometric.
 */
export function poissonSample(rowCount: number, probability: number, noise: NoiseSource): Int32Array {
  if (probability >= 1) return Int32Array.from({ length: rowCount }, (_, i) => i);
  const rows: number[] = [];
  const scale = 1 / Math.log1p(-probability);
  for (let row = -1; ;) {
    row += 1 + Math.floor(Math.log(1 - noise.uniform()) * scale);
    if (!(row < rowCount)) return Int32Array.from(rows);
    rows.push(row);
  }
}
