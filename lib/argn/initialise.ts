/** The weights before training. */

import { atOnce } from "../base/in-turns";
import { Rng } from "../base/random";
import { type Blueprint, weightShapes } from "./blueprint";
import type { Weights } from "./engine";

/**
 * Random weights for a network: embeddings standard normal, hidden layers uniform within 1/sqrt(inputs), output layers
 * uniform within sqrt(6 / (inputs + codes)) (Glorot and Bengio 2010, section 4.2). The output biases are the logarithms
 * of the given shares, so that an untrained network already reproduces each column's distribution; without shares
 * (under differential privacy, where they would leak) they start like hidden biases.
 */
export function initialWeights(blueprint: Blueprint, shares: readonly Float64Array[] | undefined, rng: Rng): Weights {
  return atOnce(drawWeights(blueprint, shares, rng));
}

/** The same with a pause after each parameter. */
export function* drawWeights(blueprint: Blueprint, shares: readonly Float64Array[] | undefined, rng: Rng): Generator<undefined, Weights> {
  const weights = new Map<string, Float32Array>();
  for (const [name, shape] of weightShapes(blueprint)) {
    const [kind, index] = name.split("/");
    const stream = rng.fork(name);
    const bound = boundOf(kind, shape);
    const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
    const isOutputBias = kind === "output" && shape.length === 1;
    if (isOutputBias && shares !== undefined) values.set(shares[Number(index)].map(Math.log));
    else for (let i = 0; i < values.length; i++) values[i] = kind === "embedding" ? stream.normal() : bound * (2 * stream.uniform() - 1);
    weights.set(name, values);
    yield;
  }
  return weights;
}

function boundOf(kind: string, shape: readonly number[]): number {
  const inputs = shape[0];
  if (kind === "output" && shape.length === 2) return Math.sqrt(6 / (inputs + shape[1]));
  return 1 / Math.sqrt(inputs);
}
