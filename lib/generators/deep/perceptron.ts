/**
 * A network of a few layers, forwards and backwards, in TensorFlow.js. The gradients are written out: they are short, and
 * can be checked against the forward pass line by line.
 *
 * Letters: B rows, I inputs and U units of a layer, P parameters.
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../base/random";

/** What the backward pass needs of the forward pass. */
export interface Pass {
  readonly inputs: readonly tf.Tensor2D[];
  readonly output: tf.Tensor2D;
}

export interface AdamOptions {
  readonly learningRate: number;
  /** How much of the mean gradient stays from step to step. */
  readonly momentum?: number;
  /** How much of the mean squared gradient stays. */
  readonly squaresKept?: number;
}

/** The slope of the leaky rectifier below 0. */
const SLOPE = 0.1;
const LEAST_DEVIATION = 1e-8;

/** Weights to begin with: normal numbers of variance 2 / inputs, 1 / inputs in the last layer, whose biases can be given. */
export function firstWeights(widths: readonly number[], rng: Rng, lastBias?: Float32Array): Float32Array {
  const values: number[] = [];
  for (let l = 0; l + 1 < widths.length; l++) {
    const last = l + 2 === widths.length;
    const spread = Math.sqrt((last ? 1 : 2) / Math.max(1, widths[l]));
    for (let k = 0; k < widths[l] * widths[l + 1]; k++) values.push(spread * rng.normal());
    for (let k = 0; k < widths[l + 1]; k++) values.push(last ? (lastBias?.[k] ?? 0) : 0);
  }
  return Float32Array.from(values);
}

/** Linear layers with a leaky rectifier between them, and the moments of Adam. All parameters lie in one vector. */
export class Perceptron {
  readonly #widths: readonly number[];
  #values: tf.Tensor1D; // [P]
  #first: tf.Tensor1D; // [P]
  #second: tf.Tensor1D; // [P]
  #steps = 0;

  /** Widths from the input to the output. */
  constructor(widths: readonly number[], weights: Float32Array) {
    this.#widths = widths;
    this.#values = tf.keep(tf.tensor1d(weights));
    this.#first = tf.keep(tf.zeros([weights.length]));
    this.#second = tf.keep(tf.zeros([weights.length]));
  }

  /** The output for some rows, and what each layer saw. */
  forward(x: tf.Tensor2D): Pass {
    const inputs: tf.Tensor2D[] = [];
    let output = x; // [B, I]
    this.#layers().forEach(({ weight, bias }, l) => {
      if (l > 0) output = tf.leakyRelu(output, SLOPE);
      inputs.push(output);
      output = tf.add(tf.matMul(output, weight), bias); // [B, U]
    });
    return { inputs, output };
  }

  /** The gradient of a loss with respect to all parameters and to the input, given that with respect to the output. */
  backward({ inputs }: Pass, outputGradient: tf.Tensor2D): { parameters: tf.Tensor1D; input: tf.Tensor2D } {
    const { deltas, input } = this.#deltas(inputs, outputGradient);
    const gradients = deltas.flatMap((delta, l): tf.Tensor1D[] => [
      tf.reshape(tf.matMul(tf.transpose(inputs[l]), delta), [-1]), // [I * U]
      tf.sum(delta, 0), // [U]
    ]);
    return { parameters: tf.concat1d(gradients), input }; // [P], [B, I]
  }

  /**
   * The gradient with respect to all parameters of the sum over rows of (direction . slope of the output along the input),
   * for a network with one output: what a penalty on that slope needs. The direction runs through the layers as the input
   * does; the rectifiers stay as they are.
   */
  slopeGradient({ inputs }: Pass, direction: tf.Tensor2D): tf.Tensor1D {
    const { deltas } = this.#deltas(inputs, tf.ones([direction.shape[0], 1]));
    let moved = direction; // [B, I]
    const gradients = this.#layers().flatMap(({ weight }, l): tf.Tensor1D[] => {
      if (l > 0) moved = tf.mul(moved, tf.step(inputs[l], SLOPE));
      const own: tf.Tensor1D = tf.reshape(tf.matMul(tf.transpose(moved), deltas[l]), [-1]); // [I * U]
      moved = tf.matMul(moved, weight); // [B, U]
      return [own, tf.zeros([weight.shape[1]])];
    });
    return tf.concat1d(gradients); // [P]
  }

  /** One step of Adam against the gradient (Kingma and Ba 2015, algorithm 1). */
  descend(gradient: tf.Tensor1D, { learningRate, momentum = 0.9, squaresKept = 0.99 }: AdamOptions): void {
    this.#steps++;
    const firstShare = 1 - momentum ** this.#steps;
    const secondShare = 1 - squaresKept ** this.#steps;
    const first: tf.Tensor1D = tf.add(tf.mul(this.#first, momentum), tf.mul(gradient, 1 - momentum)); // [P]
    const second: tf.Tensor1D = tf.add(tf.mul(this.#second, squaresKept), tf.mul(tf.square(gradient), 1 - squaresKept)); // [P]
    const deviation = tf.add(tf.sqrt(tf.div(second, secondShare)), LEAST_DEVIATION); // [P]
    const values: tf.Tensor1D = tf.sub(this.#values, tf.mul(tf.div(first, deviation), learningRate / firstShare)); // [P]
    this.dispose();
    // kept: a step runs inside a tidy(), and the parameters outlive it
    [this.#values, this.#first, this.#second] = [tf.keep(values), tf.keep(first), tf.keep(second)];
  }

  /** A copy of all parameters. */
  read(): Float32Array {
    return Float32Array.from(this.#values.dataSync());
  }

  dispose(): void {
    tf.dispose([this.#values, this.#first, this.#second]);
  }

  /** The gradient with respect to what each layer gives, and to the input. */
  #deltas(inputs: readonly tf.Tensor2D[], outputGradient: tf.Tensor2D): { deltas: readonly tf.Tensor2D[]; input: tf.Tensor2D } {
    const layers = this.#layers();
    const deltas: tf.Tensor2D[] = [];
    let delta = outputGradient; // [B, U]
    for (let l = layers.length - 1; l >= 0; l--) {
      deltas.unshift(delta);
      // an explicit transpose: the WebAssembly backend multiplies transposed operands thirteen times slower
      delta = tf.matMul(delta, tf.transpose(layers[l].weight)); // [B, I]
      if (l > 0) delta = tf.mul(delta, tf.step(inputs[l], SLOPE));
    }
    return { deltas, input: delta };
  }

  #layers(): readonly { weight: tf.Tensor2D; bias: tf.Tensor1D }[] {
    let offset = 0;
    return this.#widths.slice(1).map((units, l) => {
      const inputs = this.#widths[l];
      const weight: tf.Tensor2D = tf.reshape(tf.slice1d(this.#values, offset, inputs * units), [inputs, units]);
      const bias = tf.slice1d(this.#values, offset + inputs * units, units);
      offset += (inputs + 1) * units;
      return { weight, bias };
    });
  }
}
