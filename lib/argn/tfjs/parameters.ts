/** All parameters of a network in one vector, so that the optimiser is four lines; each layer reads its slice. */

import * as tf from "@tensorflow/tfjs-core";
import { wholePower } from "../../base/power";
import { type Blueprint, weightShapes } from "../blueprint";
import { ADAM, type OptimiserState, type Weights } from "../engine";

interface Place {
  readonly offset: number;
  readonly length: number;
  readonly shape: readonly number[];
}

/** The vector of parameters with the moments of AdamW. */
export class Parameters {
  readonly #places = new Map<string, Place>();
  readonly #length: number;
  #values: tf.Tensor1D;
  #firstMoment: tf.Tensor1D;
  #secondMoment: tf.Tensor1D;
  #steps = 0;

  constructor(blueprint: Blueprint, weights: Weights) {
    let offset = 0;
    for (const [name, shape] of weightShapes(blueprint)) {
      const length = shape.reduce((product, extent) => product * extent, 1);
      this.#places.set(name, { offset, length, shape });
      offset += length;
    }
    this.#length = offset;
    this.#values = this.#pack(weights);
    this.#firstMoment = tf.zeros([offset]);
    this.#secondMoment = tf.zeros([offset]);
  }

  /** One parameter by name, in its shape. */
  matrix(name: string): tf.Tensor2D {
    const { offset, length, shape } = this.#place(name);
    return tf.reshape(tf.slice1d(this.#values, offset, length), [shape[0], shape[1]]);
  }

  vector(name: string): tf.Tensor1D {
    const { offset, length } = this.#place(name);
    return tf.slice1d(this.#values, offset, length);
  }

  /** All of them, one after another in the order of the weight file. */
  get values(): tf.Tensor1D {
    return this.#values;
  }

  /** All gradients one after another, from gradients by name; all parameters must have one. */
  flatten(gradients: ReadonlyMap<string, tf.Tensor>): tf.Tensor1D {
    return tf.concat1d([...this.#places].map(([name, { length }]): tf.Tensor1D => tf.reshape(gradientOf(gradients, name), [length]))); // [P]
  }

  /** One step of AdamW. */
  update(gradient: tf.Tensor1D, learningRate: number): void {
    this.#steps++;
    const firstCorrection = 1 - wholePower(ADAM.beta1, this.#steps);
    const secondCorrection = 1 - wholePower(ADAM.beta2, this.#steps);
    const [values, first, second] = tf.tidy(() => {
      const m: tf.Tensor1D = tf.add(tf.mul(this.#firstMoment, ADAM.beta1), tf.mul(gradient, 1 - ADAM.beta1)); // [P]
      const v: tf.Tensor1D = tf.add(tf.mul(this.#secondMoment, ADAM.beta2), tf.mul(tf.square(gradient), 1 - ADAM.beta2)); // [P]
      const direction = tf.div(tf.div(m, firstCorrection), tf.add(tf.sqrt(tf.div(v, secondCorrection)), ADAM.epsilon)); // [P]
      const decayed = tf.mul(this.#values, 1 - learningRate * ADAM.weightDecay); // [P]
      const moved: tf.Tensor1D = tf.sub(decayed, tf.mul(direction, learningRate)); // [P]
      return [moved, m, v];
    });
    this.#replace(values, first, second);
  }

  /** Copies of all parameters. */
  async read(): Promise<Weights> {
    return this.#byName(this.#values);
  }

  /** How many steps were made, and the moments by name. */
  async optimiser(): Promise<OptimiserState> {
    return { steps: this.#steps, means: await this.#byName(this.#firstMoment), squares: await this.#byName(this.#secondMoment) };
  }

  setOptimiser({ steps, means, squares }: OptimiserState): void {
    this.#replace(tf.clone(this.#values), this.#pack(means), this.#pack(squares));
    this.#steps = steps;
  }

  async #byName(vector: tf.Tensor1D): Promise<Weights> {
    const values = await vector.data();
    const weights = new Map<string, Float32Array>();
    for (const [name, { offset, length }] of this.#places) weights.set(name, Float32Array.from(values.slice(offset, offset + length)));
    return weights;
  }

  /** Takes over these weights and forgets the moments. */
  write(weights: Weights): void {
    this.#replace(this.#pack(weights), tf.zeros([this.#length]), tf.zeros([this.#length]));
    this.#steps = 0;
  }

  dispose(): void {
    tf.dispose([this.#values, this.#firstMoment, this.#secondMoment]);
  }

  #replace(values: tf.Tensor1D, first: tf.Tensor1D, second: tf.Tensor1D): void {
    this.dispose();
    // kept: an update may run inside a tidy(), and the parameters outlive it
    this.#values = tf.keep(values);
    this.#firstMoment = tf.keep(first);
    this.#secondMoment = tf.keep(second);
  }

  #pack(weights: Weights): tf.Tensor1D {
    const packed = new Float32Array(this.#length);
    for (const [name, { offset, length }] of this.#places) {
      const values = weights.get(name);
      if (values?.length !== length) {
        throw new RangeError(`Cannot set the weights: "${name}" has ${values?.length ?? 0} numbers, the network needs ${length}`);
      }
      packed.set(values, offset);
    }
    return tf.tensor1d(packed);
  }

  #place(name: string): Place {
    const place = this.#places.get(name);
    if (place === undefined) throw new RangeError(`No parameter "${name}" in this network`);
    return place;
  }
}

function gradientOf(gradients: ReadonlyMap<string, tf.Tensor>, name: string): tf.Tensor {
  const gradient = gradients.get(name);
  if (gradient === undefined) throw new RangeError(`No gradient for parameter "${name}"`);
  return gradient;
}
