/** The order in which sub-columns follow each other. */

import type { Blueprint } from "../blueprint";
import { writeFields } from "./job";
import type { Network } from "./network";

/** The sub-columns in the order of their columns. */
export function sequenceOf(blueprint: Blueprint, order: Int32Array): Int32Array {
  const sequence: number[] = [];
  for (const c of order) {
    const { first, count } = blueprint.columns[c];
    for (let j = first; j < first + count; j++) sequence.push(j);
  }
  return Int32Array.from(sequence);
}

/** Puts the sequence of a request where all threads find it. */
export function writeSequence(network: Network, sequence: Int32Array): void {
  network.heap.integers.set(sequence, network.plan.sequence >>> 2);
  writeFields(network, { positions: sequence.length });
}
