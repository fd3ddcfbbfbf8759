/**
 * The network in TensorFlow.js, readable in one sitting: the classifier of one sub-column, forwards and backwards. The
 * gradients are written out: they are short, and a student can check them against the forward pass line by line.
 *
 * Letters: B rows, E width of all embeddings, H hidden units, K codes.
 */

import * as tf from "@tensorflow/tfjs-core";
import { type Blueprint, inputOffsets, inputWidth } from "../blueprint";
import type { Parameters } from "./parameters";

/** Gives a mask of 0 and 1/(1-p) of this shape, or nothing when there is no dropout. */
export type Dropout = (shape: readonly [number, number]) => tf.Tensor2D | undefined;

/** What the backward pass needs of the forward pass. */
interface Layer {
  readonly input: tf.Tensor2D;
  readonly mask: tf.Tensor2D | undefined;
  readonly weight: tf.Tensor2D;
  readonly name: string;
}

export interface Forward {
  readonly layers: readonly Layer[];
  readonly hidden: tf.Tensor2D;
  readonly logits: tf.Tensor2D;
}

/** The embeddings of all sub-columns, side by side. */
export function embed(blueprint: Blueprint, parameters: Parameters, codes: readonly tf.Tensor1D[]): tf.Tensor2D {
  return tf.concat2d(
    blueprint.subColumns.map((_, j) => tf.gather(parameters.matrix(`embedding/${j}`), codes[j])), // J x [B, E_j]
    1,
  ); // [B, E]
}

/** 1 where the embedding of a visible sub-column stands, 0 elsewhere. */
export function visibilityMask(blueprint: Blueprint, visible: ArrayLike<number>): tf.Tensor1D {
  const mask = new Float32Array(inputWidth(blueprint));
  const offsets = inputOffsets(blueprint);
  for (let v = 0; v < visible.length; v++) {
    const i = visible[v];
    mask.fill(1, offsets[i], offsets[i] + blueprint.subColumns[i].embeddingWidth);
  }
  return tf.tensor1d(mask); // [E]
}

/** The logits of sub-column j. */
export function forward(parameters: Parameters, blueprint: Blueprint, j: number, seen: tf.Tensor2D, dropout: Dropout): Forward {
  const layers: Layer[] = [];
  let x = seen; // [B, E]
  const linear = (name: string): tf.Tensor2D => {
    const mask = dropout([x.shape[0], x.shape[1]]);
    const input: tf.Tensor2D = mask === undefined ? x : tf.mul(x, mask); // [B, inputs]
    const weight = parameters.matrix(`${name}/weight`); // [inputs, units]
    layers.push({ input, mask, weight, name });
    return tf.add(tf.matMul(input, weight), parameters.vector(`${name}/bias`)); // [B, units]
  };
  blueprint.subColumns[j].hidden.forEach((_, layer) => (x = linear(`hidden/${j}/${layer}`)));
  const hidden = tf.relu(x); // [B, H]
  x = hidden;
  return { layers, hidden, logits: linear(`output/${j}`) }; // [B, K]
}

/**
 * Gradients of the mean loss, given its gradient with respect to the logits: those of the weights go into `gradients`
 * by name, that of the input is returned.
 */
export function backward(pass: Forward, logitsGradient: tf.Tensor2D, gradients: Map<string, tf.Tensor>): tf.Tensor2D {
  let delta = logitsGradient; // [B, K]
  const last = pass.layers.length - 1;
  for (let l = last; l >= 0; l--) {
    const { input, mask, weight, name } = pass.layers[l];
    gradients.set(`${name}/weight`, tf.matMul(tf.transpose(input), delta)); // [inputs, units]
    gradients.set(`${name}/bias`, tf.sum(delta, 0)); // [units]
    // an explicit transpose: the WebAssembly backend multiplies transposed operands thirteen times slower
    delta = tf.matMul(delta, tf.transpose(weight)); // [B, inputs]
    if (mask !== undefined) delta = tf.mul(delta, mask);
    if (l === last) delta = tf.mul(delta, tf.cast(tf.greater(pass.hidden, 0), "float32")); // through the relu
  }
  return delta; // [B, E]
}

/** Logarithms of the softmax, row by row, without overflow. */
export function logSoftmax(logits: tf.Tensor2D): tf.Tensor2D {
  const shifted = tf.sub(logits, tf.max(logits, 1, true)); // [B, K]
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true))); // [B, K]
}
