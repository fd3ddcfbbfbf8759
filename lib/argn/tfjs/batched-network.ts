/**
 * The network of all sub-columns at once, for accelerators: one gather of embeddings, one masked product, one batched
 * product for each further layer and group of outputs, one softmax for each group. The same function as network.ts, with
 * its gradients written out.
 *
 * Letters: B rows, J sub-columns, W widest embedding, H widest hidden layer, G sub-columns and K codes of a group.
 */

import * as tf from "@tensorflow/tfjs-core";
import type { BatchedLayout, OutputGroup } from "./batched-layout";
import { segmentSum } from "./segment-sum";

/** Gives a mask of 0 and 1/(1-p) of this shape, or nothing when there is no dropout. */
export type BatchedDropout = (rows: number, columns: number) => tf.Tensor2D | undefined;

/** What padding adds to the logits of codes that do not exist. */
const NEVER = -1e30;

/** The layout's tensors on the accelerator. */
export class BatchedNetwork {
  readonly #index: readonly tf.Tensor1D[];
  readonly #inverse: tf.Tensor1D;
  /** 0 for each code of each place of a group, a large negative number behind the last; [G, 1, K]. */
  readonly #padding: readonly tf.Tensor3D[];

  constructor(readonly layout: BatchedLayout) {
    this.#index = layout.tensors.map(({ index }) => tf.tensor1d(index, "int32"));
    this.#inverse = tf.tensor1d(layout.inverse, "int32");
    this.#padding = layout.groups.map(({ count, codes, cardinalities }) =>
      tf.tensor3d(
        Float32Array.from({ length: count * codes }, (_, i) => (i % codes < cardinalities[Math.floor(i / codes)] ? 0 : NEVER)),
        [count, 1, codes],
      ),
    );
  }

  dispose(): void {
    tf.dispose([...this.#index, this.#inverse, ...this.#padding]);
  }

  /**
   * The mean loss of a batch and its gradient with respect to the flat vector of parameters. `codes[j]` are the codes of
   * sub-column j; visible[j] the sub-columns that it sees.
   */
  lossAndGradient(
    values: tf.Tensor1D,
    codes: readonly Int32Array[],
    visible: readonly Int32Array[],
    dropout: BatchedDropout,
  ): { loss: tf.Scalar; gradient: tf.Tensor1D } {
    const { layout } = this;
    const { width, hidden, subColumns } = layout;
    const [B, J, H] = [codes[0].length, subColumns.length, hidden[0]];
    const packed = this.#packed(values);
    const [table, weight, bias] = [two(packed[0]), two(packed[1]), packed[2]];
    const ids = tf.tensor1d(this.#tableRows(codes), "int32"); // [B * J]
    const inputMask = dropout(B, J * width);
    const x = masked(tf.reshape(tf.gather(table, ids), [B, J * width]), inputMask); // [B, J W]
    const seen = this.#visibility(visible); // [J, 1, J, 1]
    const seenWeight = hide(weight, seen, width, H); // [J W, J H]
    const first = tf.add(tf.matMul(x, seenWeight), bias); // [B, J H]
    let a: tf.Tensor3D = tf.transpose(tf.reshape(first, [B, J, H]), [1, 0, 2]); // [J, B, H]

    // forwards through the deeper layers
    const deeper: { readonly input: tf.Tensor3D; readonly mask: tf.Tensor3D | undefined; readonly weight: tf.Tensor3D }[] = [];
    for (let layer = 1; layer < hidden.length; layer++) {
      const mask = maskOf(dropout, a);
      const input = masked(a, mask);
      const own = three(packed[1 + 2 * layer]); // [J, H, H']
      deeper.push({ input, mask, weight: own });
      a = tf.add(tf.matMul(input, own), packed[2 + 2 * layer]); // [J, B, H']
    }
    const positive = tf.relu(a);
    const outputMask = maskOf(dropout, positive);
    const h = masked(positive, outputMask); // [J, B, H]

    // the outputs, group by group, forwards and backwards
    const behind = 1 + 2 * hidden.length;
    const outputs = layout.groups.map((group, g) =>
      this.#output(h, three(packed[behind + 2 * g]), three(packed[behind + 2 * g + 1]), group, this.#padding[g], codes),
    );
    const loss: tf.Scalar = outputs.map((output) => output.loss).reduce((sum, one) => tf.add(sum, one));
    let delta: tf.Tensor3D = tf.concat3d(
      outputs.map((output) => output.inputGradient),
      0,
    ); // [J, B, H]
    delta = tf.mul(masked(delta, outputMask), tf.cast(tf.greater(a, 0), "float32")); // through the relu

    // backwards through the deeper layers
    const layers: tf.Tensor[] = [];
    for (const { input, mask, weight: own } of deeper.reverse()) {
      layers.unshift(tf.matMul(turned(input), delta), tf.sum(delta, 1, true)); // [J, H, H'], [J, 1, H']
      delta = masked(tf.matMul(delta, turned(own)), mask); // [J, B, H]
    }
    const back: tf.Tensor2D = tf.reshape(tf.transpose(delta, [1, 0, 2]), [B, J * H]); // [B, J H]
    const weightGradient = hide(tf.matMul(tf.transpose(x), back), seen, width, H); // [J W, J H]
    const inputGradient = masked(tf.matMul(back, tf.transpose(seenWeight)), inputMask); // [B, J W]
    const tableGradient = segmentSum(tf.reshape(inputGradient, [B * J, width]), ids, layout.tableRows); // [rows, W]
    const all = [tableGradient, weightGradient, tf.sum(back, 0), ...layers, ...outputs.flatMap((output) => output.gradients)];
    return { loss, gradient: tf.gather(tf.concat1d(all.map(flat)), this.#inverse) };
  }

  /** Loss of a group's codes, and the gradients of its weight, its bias and its input. */
  #output(
    h: tf.Tensor3D,
    weight: tf.Tensor3D,
    bias: tf.Tensor3D,
    { first, count, codes: K }: OutputGroup,
    padding: tf.Tensor3D,
    codes: readonly Int32Array[],
  ): { loss: tf.Scalar; gradients: tf.Tensor[]; inputGradient: tf.Tensor3D } {
    const B = codes[0].length;
    const own = tf.slice3d(h, [first, 0, 0], [count, h.shape[1], h.shape[2]]); // [G, B, H]
    const logits: tf.Tensor3D = tf.add(tf.add(tf.matMul(own, weight), bias), padding); // [G, B, K]
    const shifted = tf.sub(logits, tf.max(logits, 2, true)); // [G, B, K]
    const logShares = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 2, true))); // [G, B, K]
    const targets = new Int32Array(count * B);
    for (let g = 0; g < count; g++) targets.set(codes[this.layout.subColumns[first + g]], g * B);
    const isCode = tf.equal(tf.reshape(tf.tensor1d(targets, "int32"), [count, B, 1]), tf.range(0, K, 1, "int32")); // [G, B, K]
    const oneHot = tf.cast(isCode, "float32");
    // padding has no share, and its logarithm must not meet the zero of the target
    const loss: tf.Scalar = tf.div(tf.neg(tf.sum(tf.where(isCode, logShares, tf.zerosLike(logShares)))), B);
    const delta: tf.Tensor3D = tf.div(tf.sub(tf.exp(logShares), oneHot), B); // [G, B, K]
    return {
      loss,
      gradients: [tf.matMul(turned(own), delta), tf.sum(delta, 1, true)], // [G, H, K], [G, 1, K]
      inputGradient: tf.matMul(delta, turned(weight)), // [G, B, H]
    };
  }

  /** The tensors of the layout, read from the flat vector. */
  #packed(values: tf.Tensor1D): tf.Tensor[] {
    const withZero = tf.concat1d([values, tf.zeros([1])]);
    return this.layout.tensors.map(({ shape }, t) => tf.reshape(tf.gather(withZero, this.#index[t]), [...shape]));
  }

  /** For each row of the batch the rows of the table that it needs, [B * J]. */
  #tableRows(codes: readonly Int32Array[]): Int32Array {
    const { subColumns, tableStarts } = this.layout;
    const J = subColumns.length;
    const rows = new Int32Array(codes[0].length * J);
    subColumns.forEach((j, p) => {
      for (let b = 0; b < codes[j].length; b++) rows[b * J + p] = tableStarts[p] + codes[j][b];
    });
    return rows;
  }

  /** 1 where place q is visible to place p, [q, 1, p, 1]. */
  #visibility(visible: readonly Int32Array[]): tf.Tensor4D {
    const { subColumns, places } = this.layout;
    const J = subColumns.length;
    const seen = new Float32Array(J * J);
    subColumns.forEach((j, p) => {
      for (const k of visible[j]) seen[places[k] * J + p] = 1;
    });
    return tf.tensor4d(seen, [J, 1, J, 1]);
  }
}

/** Zeroes what is hidden of a first layer [J W, J H]. */
function hide(weight: tf.Tensor2D, seen: tf.Tensor4D, width: number, units: number): tf.Tensor2D {
  const J = seen.shape[0];
  return tf.reshape(tf.mul(tf.reshape(weight, [J, width, J, units]), seen), [J * width, J * units]);
}

function masked<T extends tf.Tensor>(x: T, mask: tf.Tensor | undefined): T {
  return mask === undefined ? x : tf.mul(x, mask);
}

function maskOf(dropout: BatchedDropout, { shape }: tf.Tensor3D): tf.Tensor3D | undefined {
  const mask = dropout(shape[0] * shape[1], shape[2]);
  return mask === undefined ? undefined : tf.reshape(mask, shape);
}

function turned(x: tf.Tensor3D): tf.Tensor3D {
  return tf.transpose(x, [0, 2, 1]);
}

function flat(x: tf.Tensor): tf.Tensor1D {
  return tf.reshape(x, [x.size]);
}

function two(x: tf.Tensor): tf.Tensor2D {
  const [rows = 1, columns = 1] = x.shape;
  return tf.reshape(x, [rows, columns]);
}

function three(x: tf.Tensor): tf.Tensor3D {
  const [depth = 1, rows = 1, columns = 1] = x.shape;
  return tf.reshape(x, [depth, rows, columns]);
}
