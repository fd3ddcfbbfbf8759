/** Sharing out the parts of a training step into tasks of like cost. */

import type { Network } from "./network";
import type { BatchPlan } from "./plan-batch";
import { rowsOfPart } from "./plan-parts";

/**
 * Writes which parts each slot works off: the costliest first, each into the slot that has least to do. It depends on
 * the batch alone, never on threads, and the sums within a slot have a fixed order: so has everything computed. A private
 * step leaves the sub-columns whole.
 */
export function planSlots({ heap, plan }: Network, batch: BatchPlan, rows: number, isPrivate: boolean): void {
  const costs = costsOf({ heap, plan }, batch, rows, isPrivate);
  const byCost = Array.from(costs.keys())
    .filter((member) => costs[member] >= 0)
    .sort((a, b) => costs[b] - costs[a] || a - b);
  const loads = new Float64Array(isPrivate ? plan.privateSlotCount : plan.slotCount);
  const members: number[][] = Array.from(loads, () => []);
  for (const member of byCost) {
    const slot = loads.indexOf(Math.min(...loads));
    loads[slot] += costs[member];
    members[slot].push(member);
  }
  // what the last in the order sees holds what the others of its slot see
  const { integers } = heap;
  const sequence = integers.subarray(batch.sequence >>> 2, (batch.sequence >>> 2) + plan.subColumns.length);
  if (isPrivate) for (const slot of members) slot.sort((a, b) => sequence.indexOf(plan.parts[b].j) - sequence.indexOf(plan.parts[a].j));
  const starts = batch.slotStarts >>> 2;
  let next = 0;
  members.forEach((slot, s) => {
    heap.integers[starts + s] = next;
    for (const member of slot) heap.integers[(batch.slotMembers >>> 2) + next++] = member;
  });
  heap.integers.fill(next, starts + loads.length, starts + plan.slotCount + 1);
  const flags = batch.slotFilled >>> 2;
  heap.integers.fill(0, flags, flags + plan.slotCount * plan.subColumns.length);
}

/** Multiplications of each part of the step, about; -1 for parts that have no rows. */
function costsOf({ heap, plan }: Pick<Network, "heap" | "plan">, batch: BatchPlan, rows: number, isPrivate: boolean): Float64Array {
  const J = plan.subColumns.length;
  const positions = new Int32Array(J);
  const tables = new Float64Array(J);
  let width = 0;
  heap.integers.subarray(batch.sequence >>> 2, (batch.sequence >>> 2) + J).forEach((j, position) => {
    positions[j] = position;
    tables[j] = width;
    width += heap.integers[(batch.counts >>> 2) + j] * plan.subColumns[j].width;
  });
  return Float64Array.from(plan.parts, ({ j, part }) => {
    const { hidden, output, length, parts } = plan.subColumns[j];
    const own = isPrivate ? (part === 0 ? rows : 0) : rowsOfPart(rows, part, parts).rows;
    // zero rows are still a part: a private step adds noise to it
    if (part > 0 && own === 0) return -1;
    const above = [...hidden.slice(1), output].reduce((sum, { inputs, units }) => sum + inputs * units, 0);
    return 3 * own * above + hidden[0].units * (3 * tables[j] + own * positions[j]) + length;
  });
}
