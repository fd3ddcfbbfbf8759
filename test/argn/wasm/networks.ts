/** Small networks and rows for the tests of the engine. */

import { type Blueprint, drawBlueprint, weightShapes } from "../../../lib/argn/blueprint";
import type { CodeTable, Weights } from "../../../lib/argn/engine";
import type { ModelSize } from "../../../lib/argn/sizes";
import { Rng } from "../../../lib/base/random";

/** A blueprint whose columns have sub-columns of these cardinalities. */
export function blueprintOf(columns: readonly (readonly number[])[], size: ModelSize = "M", dropout = 0): Blueprint {
  const named = columns.map((cardinalities, c) => ({
    name: `column ${c}`,
    subColumns: cardinalities.map((cardinality, s) => ({ name: `column ${c}.${s}`, cardinality })),
  }));
  return drawBlueprint(named, size, dropout);
}

/** Random weights, large enough for every part of the network to matter. */
export function randomWeights(blueprint: Blueprint, seed = 1): Weights {
  const rng = new Rng(seed);
  const shapes = weightShapes(blueprint);
  return new Map(
    Array.from(shapes, ([name, shape]) => {
      const scale = shape.length === 1 || name.startsWith("embedding") ? 0.5 : 1 / Math.sqrt(shape[0]);
      return [name, Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => scale * rng.normal())];
    }),
  );
}

/** Rows with skewed random codes. */
export function randomRows(blueprint: Blueprint, rowCount: number, seed = 2): CodeTable {
  const rng = new Rng(seed);
  const codes = blueprint.subColumns.map(({ cardinality }) =>
    Int32Array.from({ length: rowCount }, () => Math.floor(cardinality * rng.uniform() ** 2)),
  );
  return { rowCount, codes };
}

export function range(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i);
}

/** Largest difference of two sets of weights. */
export function largestDifference(a: Weights, b: Weights): number {
  let largest = 0;
  for (const [name, values] of a) {
    const others = b.get(name) ?? new Float32Array(0);
    values.forEach((value, i) => (largest = Math.max(largest, Math.abs(value - others[i]))));
  }
  return largest;
}

/** Row-major plain statement of the network: log-probabilities of a row's codes, the sub-columns in this order. */
export function plainLogProbability(blueprint: Blueprint, weights: Weights, row: readonly number[], sequence: readonly number[]): number {
  let total = 0;
  sequence.forEach(
    (j, position) => (total += Math.log(plainProbabilities(blueprint, weights, row, sequence.slice(0, position), j)[row[j]])),
  );
  return total;
}

/** Probabilities of a sub-column's codes, dense and in doubles: the textbook form. */
export function plainProbabilities(
  blueprint: Blueprint,
  weights: Weights,
  row: readonly number[],
  visible: readonly number[],
  j: number,
): number[] {
  const get = (name: string): Float32Array => weights.get(name) ?? new Float32Array(0);
  let x = blueprint.subColumns.flatMap(({ embeddingWidth }, k) =>
    Array.from({ length: embeddingWidth }, (_, e) => (visible.includes(k) ? get(`embedding/${k}`)[row[k] * embeddingWidth + e] : 0)),
  );
  const linear = (input: readonly number[], name: string, units: number): number[] =>
    Array.from({ length: units }, (_, unit) =>
      input.reduce((sum, value, i) => sum + value * get(`${name}/weight`)[i * units + unit], get(`${name}/bias`)[unit]),
    );
  const { hidden, cardinality } = blueprint.subColumns[j];
  hidden.forEach((units, layer) => (x = linear(x, `hidden/${j}/${layer}`, units)));
  const logits = linear(
    x.map((value) => Math.max(0, value)),
    `output/${j}`,
    cardinality,
  );
  const largest = Math.max(...logits);
  const shares = logits.map((logit) => Math.exp(logit - largest));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}
