/** Sharing out the sub-columns of a training step into tasks of like cost. */

import type { Network } from "./network";

/**
 * Writes which sub-columns each slot holds: the costliest first, each into the slot that has least to do. It depends on
 * the batch alone, never on threads, and the sums within a slot have a fixed order: so has everything computed.
 */
export function planSlots({ heap, plan }: Network, rows: number, sequence: Int32Array): void {
  const costs = costsOf({ heap, plan }, rows, sequence);
  const byCost = Array.from(costs.keys()).sort((a, b) => costs[b] - costs[a] || a - b);
  const loads = new Float64Array(plan.slotCount);
  const members: number[][] = Array.from(loads, () => []);
  for (const j of byCost) {
    const slot = loads.indexOf(Math.min(...loads));
    loads[slot] += costs[j];
    members[slot].push(j);
  }
  const starts = plan.slotStarts >>> 2;
  let next = 0;
  members.forEach((slot, s) => {
    heap.integers[starts + s] = next;
    for (const j of slot) heap.integers[(plan.slotMembers >>> 2) + next++] = j;
  });
  heap.integers[starts + plan.slotCount] = next;
  const flags = plan.slotFilled >>> 2;
  heap.integers.fill(0, flags, flags + plan.slotCount * plan.subColumns.length);
}

/** Multiplications of each sub-column's part of the step, about. */
function costsOf({ heap, plan }: Pick<Network, "heap" | "plan">, rows: number, sequence: Int32Array): Float64Array {
  const costs = new Float64Array(plan.subColumns.length);
  let tables = 0;
  sequence.forEach((j, position) => {
    const { hidden, output, length, width } = plan.subColumns[j];
    const above = [...hidden.slice(1), output].reduce((sum, { inputs, units }) => sum + inputs * units, 0);
    costs[j] = 3 * rows * above + hidden[0].units * (3 * tables + rows * position) + length;
    tables += heap.integers[(plan.counts >>> 2) + j] * width;
  });
  return costs;
}
