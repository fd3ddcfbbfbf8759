/** Weights by name, in and out of the engine's memory, where rows are padded to whole vectors. */

import { type Blueprint, weightShapes } from "../blueprint";
import type { Weights } from "../engine";
import type { Heap } from "./heap";
import type { MemoryPlan } from "./memory-plan";

/** What padding adds to the logits of codes that do not exist: their probability is 0. */
const NEVER = -1e30;

/** A rectangle of a named array in memory: `rows` rows of `width` floats from float `from` on, in memory `stride` floats apart. */
export interface Rectangle {
  readonly name: string;
  readonly from: number;
  readonly rows: number;
  readonly width: number;
  readonly pointer: number;
  readonly stride: number;
}

/** All parameters without their padding. */
export function* rectangles(blueprint: Blueprint, plan: MemoryPlan): Generator<Rectangle, void> {
  for (const [j, subColumn] of blueprint.subColumns.entries()) {
    const { embedding, width, hidden, output } = plan.subColumns[j];
    const { cardinality, embeddingWidth } = subColumn;
    yield { name: `embedding/${j}`, from: 0, rows: cardinality, width: embeddingWidth, pointer: embedding, stride: width };
    let from = 0;
    for (const [k, input] of blueprint.subColumns.entries()) {
      const pointer = hidden[0].weight + 4 * plan.subColumns[k].inputRow * hidden[0].units;
      const name = `hidden/${j}/0/weight`;
      yield { name, from, rows: input.embeddingWidth, width: subColumn.hidden[0], pointer, stride: hidden[0].units };
      from += input.embeddingWidth * subColumn.hidden[0];
    }
    for (const [layer, { weight, bias, units }] of hidden.entries()) {
      const name = `hidden/${j}/${layer}`;
      const width = subColumn.hidden[layer];
      if (layer > 0) yield { name: `${name}/weight`, from: 0, rows: subColumn.hidden[layer - 1], width, pointer: weight, stride: units };
      yield { name: `${name}/bias`, from: 0, rows: 1, width, pointer: bias, stride: units };
    }
    const inputs = subColumn.hidden[subColumn.hidden.length - 1];
    yield { name: `output/${j}/weight`, from: 0, rows: inputs, width: cardinality, pointer: output.weight, stride: output.units };
    yield { name: `output/${j}/bias`, from: 0, rows: 1, width: cardinality, pointer: output.bias, stride: output.units };
  }
}

/** A copy of the weights, parameter by parameter; with `shift`, of what lies so many bytes behind them (gradients, moments). */
export function* copyWeights(
  blueprint: Blueprint,
  plan: MemoryPlan,
  { floats }: Heap,
  shift = 0,
): Generator<undefined, Map<string, Float32Array>> {
  const weights = new Map<string, Float32Array>();
  for (const [name, shape] of weightShapes(blueprint)) weights.set(name, new Float32Array(lengthOf(shape)));
  for (const { name, from, rows, width, pointer, stride } of rectangles(blueprint, plan)) {
    const values = weights.get(name);
    for (let row = 0; row < rows; row++) {
      const at = ((pointer + shift) >>> 2) + row * stride;
      values?.set(floats.subarray(at, at + width), from + row * width);
    }
    yield;
  }
  return weights;
}

/** Puts weights in place, parameter by parameter. */
export function* placeWeights(blueprint: Blueprint, plan: MemoryPlan, heap: Heap, weights: Weights): Generator<undefined, void> {
  for (const { codes, paddedCodes, output } of plan.subColumns)
    heap.floats.fill(NEVER, (output.bias >>> 2) + codes, (output.bias >>> 2) + paddedCodes);
  yield* placeNumbers(blueprint, plan, heap, weights, 0);
}

/**
 * Puts one number for each parameter so many bytes behind the parameters: 0 for the weights themselves. The memory around
 * them stays as it is: zeros, since nothing else writes there.
 */
export function* placeNumbers(
  blueprint: Blueprint,
  plan: MemoryPlan,
  { floats }: Heap,
  numbers: Weights,
  shift: number,
): Generator<undefined, void> {
  checkWeights(blueprint, numbers);
  for (const { name, from, rows, width, pointer, stride } of rectangles(blueprint, plan)) {
    const values = numbers.get(name) ?? new Float32Array(0);
    for (let row = 0; row < rows; row++) {
      floats.set(values.subarray(from + row * width, from + (row + 1) * width), ((pointer + shift) >>> 2) + row * stride);
    }
    yield;
  }
}

/** Throws unless each parameter of the network is there, in its size. */
export function checkWeights(blueprint: Blueprint, weights: Weights): void {
  for (const [name, shape] of weightShapes(blueprint)) {
    const length = weights.get(name)?.length;
    if (length === lengthOf(shape)) continue;
    const got = length === undefined ? `"${name}" is missing` : `"${name}" has ${length} numbers`;
    throw new RangeError(
      `Cannot set the weights: ${got}, it needs ${lengthOf(shape)} (${shape.join(" x ")}). Take weights of the same network`,
    );
  }
}

function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
