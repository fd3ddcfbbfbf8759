/** Chance for the networks: batches of rows, normal numbers, and draws from shares. */

import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../base/random";
import type { Block, RowVectors } from "./row-vectors";

/** Standard normal numbers. */
export function normals(rng: Rng, rows: number, columns: number): tf.Tensor2D {
  return tf.tensor2d(
    Float32Array.from({ length: rows * columns }, () => rng.normal()),
    [rows, columns],
  );
}

/** Numbers from 0 to 1, one for each row. */
export function uniforms(rng: Rng, rows: number): tf.Tensor2D {
  return tf.tensor2d(
    Float32Array.from({ length: rows }, () => rng.uniform()),
    [rows, 1],
  );
}

/** These rows as a tensor, [B, W]. */
export function rowsAt({ values, width }: RowVectors, rows: ArrayLike<number>): tf.Tensor2D {
  const batch = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) batch.set(values.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
  return tf.tensor2d(batch, [rows.length, width]);
}

/** All rows in random order, cut into batches. */
export function batchesOf(rows: number, size: number, rng: Rng): readonly Int32Array[] {
  const order = rng.permutation(rows);
  return Array.from({ length: Math.ceil(rows / size) }, (_, b) => order.subarray(b * size, (b + 1) * size));
}

/** A mode for each row of one column, drawn by the shares in its block. */
export function drawModes(shares: Float32Array, width: number, { start, modes }: Block, rng: Rng): Int32Array {
  return Int32Array.from({ length: shares.length / width }, (_, i) => drawMode(shares, i * width + start, modes, rng));
}

/** One of so many modes, whose shares begin here. */
export function drawMode(shares: Float32Array, start: number, modes: number, rng: Rng): number {
  let left = rng.uniform();
  let mode = 0;
  while (mode < modes - 1 && (left -= shares[start + mode]) >= 0) mode++;
  return mode;
}

/** The numbers in one place of all rows. */
export function placeOf(values: Float32Array, width: number, place: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, i) => values[i * width + place]);
}
