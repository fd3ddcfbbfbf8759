/** The weights before training. */

import { atOnce } from "../base/in-turns";
import { Rng } from "../base/random";
import { type Blueprint, weightShapes } from "./blueprint";
import type { Weights } from "./engine";

/** For each sub-column where its codes stand, 0 to 1; see `SubColumn.scale` of the encodings. */
export type Scales = readonly (readonly number[] | undefined)[];

/** The scales of all sub-columns of these columns. */
export function scalesOf(columns: readonly { readonly subColumns: readonly { readonly scale?: readonly number[] }[] }[]): Scales {
  return columns.flatMap(({ subColumns }) => subColumns.map(({ scale }) => scale));
}

/** Of the embedding of an ordered sub-column, so much is smooth; the rest is left to tell neighbours apart. */
const SMOOTH_SHARE = 0.6;
/** Waves that the first output weights of an ordered sub-column are made of. */
const WAVES = 6;

/**
 * Random weights for a network: embeddings standard normal, hidden layers uniform within 1/sqrt(inputs), output layers
 * within sqrt(6 / (inputs + codes)) (Glorot and Bengio 2010, section 4.2). The output biases are the logarithms
 * of the given shares, so that an untrained network already reproduces each column's distribution; without shares
 * (under differential privacy, where they would leak) they start like hidden biases.
 *
 * Where the codes of a sub-column stand on a scale, neighbours start alike: most of the embedding is cosines of the place,
 * and the output weights are random sums of such cosines. Unrelated codes would each need rows enough to find their
 * place, which tables of a few thousand rows do not have.
 */
export function initialWeights(blueprint: Blueprint, shares: readonly Float64Array[] | undefined, rng: Rng, scales: Scales = []): Weights {
  return atOnce(drawWeights(blueprint, shares, rng, scales));
}

/** The same with a pause after each parameter. */
export function* drawWeights(
  blueprint: Blueprint,
  shares: readonly Float64Array[] | undefined,
  rng: Rng,
  scales: Scales = [],
): Generator<undefined, Weights> {
  const weights = new Map<string, Float32Array>();
  for (const [name, shape] of weightShapes(blueprint)) {
    const [kind, index] = name.split("/");
    const stream = rng.fork(name);
    const bound = boundOf(kind, shape);
    const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
    const isOutputBias = kind === "output" && shape.length === 1;
    if (isOutputBias && shares !== undefined) values.set(shares[Number(index)].map(Math.log));
    else for (let i = 0; i < values.length; i++) values[i] = kind === "embedding" ? stream.normal() : bound * (2 * stream.uniform() - 1);
    const scale = scales[Number(index)];
    if (scale !== undefined && kind === "embedding") smoothEmbedding(values, scale);
    if (scale !== undefined && kind === "output" && !isOutputBias) smoothOutput(values, scale, bound, stream);
    weights.set(name, values);
    yield;
  }
  return weights;
}

/** Of each ordered code the first dimensions are cosines of its place, each with one half wave more than the one before. */
function smoothEmbedding(embedding: Float32Array, scale: readonly number[]): void {
  const width = embedding.length / scale.length;
  const smooth = Math.floor(width * SMOOTH_SHARE);
  scale.forEach((place, code) => {
    if (!Number.isNaN(place)) for (let d = 0; d < smooth; d++) embedding[code * width + d] = wave(d, place);
  });
}

/** The weights of each unit are a random sum of cosines over the codes, with the spread of a uniform draw within the bound. */
function smoothOutput(output: Float32Array, scale: readonly number[], bound: number, stream: Rng): void {
  const codes = scale.length;
  const waves = Array.from({ length: WAVES }, (_, w) => scale.map((place) => wave(w, place)));
  const spread = (bound / Math.sqrt(3)) * Math.sqrt(2 / WAVES);
  for (let start = 0; start < output.length; start += codes) {
    const heights = waves.map(() => spread * stream.normal());
    for (let code = 0; code < codes; code++) {
      if (Number.isNaN(scale[code])) continue;
      let sum = 0;
      for (let w = 0; w < WAVES; w++) sum += heights[w] * waves[w][code];
      output[start + code] = sum;
    }
  }
}

function wave(index: number, place: number): number {
  return Math.cos(Math.PI * (index + 1) * place);
}

function boundOf(kind: string, shape: readonly number[]): number {
  const inputs = shape[0];
  if (kind === "output" && shape.length === 2) return Math.sqrt(6 / (inputs + shape[1]));
  return 1 / Math.sqrt(inputs);
}
