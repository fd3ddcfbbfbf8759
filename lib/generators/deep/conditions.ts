/** Conditions of a GAN: "this column has this mode". */

import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../base/random";
import type { RowVectors } from "./row-vectors";

/** One condition a row. */
export interface Condition {
  /** 1 in the place of the wanted mode, [B, W]. */
  readonly wanted: tf.Tensor2D;
  /** 1 in all places of its column, [B, W]. */
  readonly column: tf.Tensor2D;
  /** A training row that meets each condition. */
  readonly rows: Int32Array;
}

export interface Conditions {
  /** Modes by the logarithm of their rows: rare ones come up more often than they are. */
  readonly practise: (rows: number, rng: Rng) => Condition;
  /** Modes as often as they are. */
  readonly real: (rows: number, rng: Rng) => Condition;
  /** How often each training row comes up in practice; they sum to 1. */
  readonly practised: Float64Array;
  /** The logarithm of the share of each mode, [W]: a generator that begins there begins with the right margins. */
  readonly logShares: Float32Array;
}

export function conditionsOf(vectors: RowVectors): Conditions {
  const members = vectors.blocks.map(({ modes }, c) => {
    const rows: number[][] = Array.from({ length: modes }, () => []);
    vectors.modes[c].forEach((mode, i) => rows[mode].push(i));
    return rows;
  });
  const weightsBy = (weight: (rows: number) => number): readonly number[][] =>
    members.map((modes) => modes.map((rows) => weight(rows.length)));
  const [byLogarithm, byCount] = [weightsBy(Math.log1p), weightsBy((rows) => rows)];
  const logShares = new Float32Array(vectors.width);
  members.forEach((modes, c) =>
    modes.forEach((rows, k) => (logShares[vectors.blocks[c].start + k] = Math.log(rows.length / vectors.rows))),
  );
  const practised = new Float64Array(vectors.rows);
  members.forEach((modes, c) => {
    const total = byLogarithm[c].reduce((sum, weight) => sum + weight, 0);
    modes.forEach((rows, k) => {
      for (const row of rows) practised[row] += byLogarithm[c][k] / (total * rows.length * members.length);
    });
  });
  return {
    practised,
    practise: (rows, rng) => conditions(vectors, members, byLogarithm, rows, rng),
    real: (rows, rng) => conditions(vectors, members, byCount, rows, rng),
    logShares,
  };
}

function conditions(
  { width, blocks }: RowVectors,
  members: readonly (readonly (readonly number[])[])[],
  weights: readonly (readonly number[])[],
  count: number,
  rng: Rng,
): Condition {
  const wanted = new Float32Array(count * width);
  const column = new Float32Array(count * width);
  const rows = Int32Array.from({ length: count }, (_, i) => {
    const c = rng.integer(blocks.length);
    const mode = rng.weighted(weights[c]);
    const { start, modes } = blocks[c];
    wanted[i * width + start + mode] = 1;
    column.fill(1, i * width + start, i * width + start + modes);
    return rng.pick(members[c][mode]);
  });
  return { wanted: tf.tensor2d(wanted, [count, width]), column: tf.tensor2d(column, [count, width]), rows };
}
