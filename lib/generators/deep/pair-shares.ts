/**
 * How often two modes meet in one row, and how a generator is pulled towards the shares of the training rows. A critic alone
 * takes many thousand steps to notice that two columns always agree; the shares of pairs say it from the first step on.
 *
 *   loss = sum over places i, j of (mean of x_i x_j over made rows - mean of x_i x_j over training rows)^2 / (p_i p_j)^0.75
 *
 * where p is the mean of x^2. Dividing by p_i p_j in full would make it the chi-square of the table of pairs, in which chance
 * in the rarest pairs outweighs the rest.
 *
 * Source: the term is the "information loss" of Park and others, "Data Synthesis based on Generative Adversarial Networks"
 * (2018), section 4.2, for products of two places in place of single ones.
 *
 * Letters: B rows, W numbers of a row.
 */

import * as tf from "@tensorflow/tfjs-core";
import type { RowVectors } from "./row-vectors";

const [POWER, LEAST_PRODUCT] = [0.75, 1e-4];

export class PairShares {
  readonly #wanted: tf.Tensor2D; // [W, W]
  readonly #weights: tf.Tensor2D; // [W, W]

  /** Each training row counts by its weight; the weights sum to 1. */
  constructor(vectors: RowVectors, rowWeights: Float64Array) {
    const { width } = vectors;
    const wanted = meanProducts(vectors, rowWeights);
    const weights = wanted.map((_, k) => {
      const [i, j] = [Math.floor(k / width), k % width];
      return (wanted[i * width + i] * wanted[j * width + j] + LEAST_PRODUCT) ** -POWER;
    });
    this.#wanted = tf.keep(tf.tensor2d(wanted, [width, width]));
    this.#weights = tf.keep(tf.tensor2d(weights, [width, width]));
  }

  /** The gradient of the loss with respect to made rows, [B, W] -> [B, W]. */
  gradient(rows: tf.Tensor2D): tf.Tensor2D {
    const count = rows.shape[0];
    const products = tf.div(tf.matMul(tf.transpose(rows), rows), count); // [W, W]
    const excess: tf.Tensor2D = tf.mul(tf.sub(products, this.#wanted), this.#weights); // [W, W]
    return tf.mul(tf.matMul(rows, excess), 4 / count);
  }

  dispose(): void {
    tf.dispose([this.#wanted, this.#weights]);
  }
}

/** The weighted mean of x_i x_j, W x W: all but one or two numbers of each block are 0. */
function meanProducts({ rows, width, values }: RowVectors, rowWeights: Float64Array): Float32Array {
  const sums = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * width, (row + 1) * width);
    const places: number[] = [];
    own.forEach((value, place) => value !== 0 && places.push(place));
    for (const i of places) for (const j of places) sums[i * width + j] += rowWeights[row] * own[i] * own[j];
  }
  return Float32Array.from(sums);
}
