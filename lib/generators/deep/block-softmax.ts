/** The softmax of every block of a row at once, in a few wide operations. Letters: B rows, W numbers of a row, J columns. */

import * as tf from "@tensorflow/tfjs-core";
import type { Block } from "./row-vectors";

/** Logits are cut off here, so that no exponential overflows or vanishes. */
const FURTHEST_LOGIT = 60;

export class BlockSoftmax {
  /** 1 in the places of positions. */
  readonly positions: tf.Tensor2D; // [1, W]
  /** 1 in the places of modes. */
  readonly modes: tf.Tensor2D; // [1, W]
  readonly #columnOf: tf.Tensor2D; // [W, J]
  readonly #placesOf: tf.Tensor2D; // [J, W]

  constructor(blocks: readonly Block[], width: number) {
    const columnOf = new Float32Array(width * blocks.length);
    const positions = new Float32Array(width);
    blocks.forEach(({ start, modes, position }, j) => {
      for (let k = start; k < start + modes; k++) columnOf[k * blocks.length + j] = 1;
      if (position !== undefined) positions[position] = 1;
    });
    this.#columnOf = tf.keep(tf.tensor2d(columnOf, [width, blocks.length]));
    const placesOf: tf.Tensor2D = tf.transpose(this.#columnOf);
    this.#placesOf = tf.keep(placesOf);
    this.positions = tf.keep(tf.tensor2d(positions, [1, width]));
    this.modes = tf.keep(
      tf.tensor2d(
        positions.map((position) => 1 - position),
        [1, width],
      ),
    );
  }

  /** Shares that sum to 1 in each block, 0 in the places of positions. */
  shares(logits: tf.Tensor2D): tf.Tensor2D {
    const powers: tf.Tensor2D = tf.mul(tf.exp(tf.clipByValue(logits, -FURTHEST_LOGIT, FURTHEST_LOGIT)), this.modes); // [B, W]
    return tf.div(powers, tf.add(this.sumOverBlock(powers), this.positions)); // [B, W]
  }

  /** In each place the sum over its block. */
  sumOverBlock(x: tf.Tensor2D): tf.Tensor2D {
    return tf.matMul(tf.matMul(x, this.#columnOf), this.#placesOf); // [B, W] -> [B, J] -> [B, W]
  }

  dispose(): void {
    tf.dispose([this.positions, this.modes, this.#columnOf, this.#placesOf]);
  }
}
