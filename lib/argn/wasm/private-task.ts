/** The tasks of a differentially private step: see private-pass.ts for how it works. */

import { padded } from "./allotment";
import { PRIVATE_ROWS } from "./chunk-rows";
import type { Network } from "./network";
import { packedWidth, type PrivateJob, PrivatePass } from "./private-pass";
import { addLayerNoise, addRunNoise } from "./run-noise";
import { gradientsOf, updateRun } from "./training-task";

/** What a slot collects: gradients of the rows' embeddings, and squared lengths of the gradients of its sub-columns' layers. */
export function slotPlaces({ plan }: Network, slot: number): { readonly gradients: number; readonly squares: number } {
  return { gradients: plan.inputGradients + slot * plan.inputGradientBytes, squares: plan.slotSquares + 4 * slot * PRIVATE_ROWS };
}

/** Sub-column j: loss, output gradients and lengths of the rows. The first of its slot sees most, the others add to what it left. */
export function* forwardPrivately(
  network: Network,
  job: PrivateJob,
  j: number,
  visible: Int32Array,
  slot: number,
  isFirst: boolean,
): Generator<undefined, number> {
  const { gradients, squares } = slotPlaces(network, slot);
  if (isFirst) network.kernels.clear(PRIVATE_ROWS, squares);
  const pass = new PrivatePass(network, job, j, visible);
  pass.firstLayer();
  let loss = 0;
  for (const block of pass.blocks()) {
    loss += pass.throughBlock(block, { gradients, squares, accumulate: !isFirst });
    yield;
  }
  return loss;
}

/** Sub-column j: the gradients of its layers from the shortened output gradients; noise and update when complete. */
export function* updateLayersPrivately(network: Network, job: PrivateJob, j: number, visible: Int32Array): Generator<undefined, undefined> {
  const pass = new PrivatePass(network, job, j, visible);
  const run = network.plan.subColumns[j];
  const shift = gradientsOf(network, job, j);
  for (const block of pass.blocks()) {
    pass.layerGradients(block, shift);
    yield;
  }
  pass.firstLayerGradients(shift);
  if (job.deviation > 0) addLayerNoise(network, j, job.deviation, shift);
  if (job.update !== undefined) updateRun(network, run, job.update, shift);
  return undefined;
}

/** Rows that are measured and shortened by one task. */
export const ROWS_A_MEASURE = 64;

/** A slot with work, and what the first of its sub-columns sees: all of it has gradients. */
export interface BusySlot {
  readonly slot: number;
  readonly visible: Int32Array;
}

/**
 * Some rows: adds up what the slots hold, measures it, and shortens the gradients of the embeddings, which then lie in the
 * widest slot. What the gradients of the layers are to be multiplied by is kept as the rows' factors.
 */
export function shortenRows(network: Network, job: PrivateJob, busy: readonly BusySlot[], task: number): void {
  const { kernels, heap, plan, workspace } = network;
  const stride = plan.packedInputs;
  const first = task * ROWS_A_MEASURE;
  const rows = Math.min(ROWS_A_MEASURE, job.batch.rows - first);
  const widest = widestOf(busy);
  const rowsOf = (slot: number): number => slotPlaces(network, slot).gradients + 4 * first * stride;
  const width = (visible: Int32Array): number => padded(packedWidth(network, visible));
  for (const { slot, visible } of busy)
    if (slot !== widest.slot) kernels.addRows(rows, width(visible), rowsOf(slot), stride, rowsOf(widest.slot), stride);
  kernels.clear(ROWS_A_MEASURE, workspace.rowNumbers);
  kernels.addSquares(rows, width(widest.visible), rowsOf(widest.slot), stride, workspace.rowNumbers, 0);
  for (const { slot } of busy) kernels.add(ROWS_A_MEASURE, slotPlaces(network, slot).squares + 4 * first, workspace.rowNumbers);
  for (let row = 0; row < rows; row++) {
    const length = Math.sqrt(heap.floats[(workspace.rowNumbers >>> 2) + row]);
    heap.floats[(plan.factors >>> 2) + first + row] = Math.min(1, job.clip / length) / job.expectedBatchSize;
  }
  kernels.scaleRows(rows, stride, rowsOf(widest.slot), plan.factors + 4 * first, 0);
}

/** The embeddings of sub-column k: the shortened gradients of its rows, noise and update. */
export function updateEmbeddingPrivately(network: Network, job: PrivateJob, busy: readonly BusySlot[], k: number): void {
  const { kernels, plan } = network;
  const { batch, deviation, update } = job;
  const { embedding, width, ownWidth, codes } = plan.subColumns[k];
  const gradients = embedding + plan.toGradients;
  const { slot, visible } = widestOf(busy);
  const place = visible.indexOf(k);
  if (place >= 0) {
    const from = slotPlaces(network, slot).gradients + 4 * packedWidth(network, visible.subarray(0, place));
    kernels.scatterRows(batch.rows, width, from, plan.packedInputs, batch.codes + k * batch.stride, gradients);
  }
  const run = { start: embedding, length: codes * width };
  if (deviation > 0) addRunNoise(network, run, deviation, [2 * k + 1, 0], plan.toGradients);
  kernels.clearColumns(codes, width - ownWidth, gradients + 4 * ownWidth, width);
  if (update !== undefined) updateRun(network, run, update);
}

/** The slot of the last sub-column in the order, which sees all others. */
function widestOf(busy: readonly BusySlot[]): BusySlot {
  return busy.reduce((widest, one) => (one.visible.length > widest.visible.length ? one : widest));
}
