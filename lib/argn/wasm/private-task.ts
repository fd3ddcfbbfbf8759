/** The tasks of a differentially private step: see private-pass.ts for how it works. */

import type { Network } from "./network";
import { type PrivateJob, PrivatePass } from "./private-pass";
import { addRunNoise, clearPadding } from "./run-noise";
import { filledFlag, gradientsOf, type TrainingBatch, updateRun } from "./training-task";

/** Sub-column j: loss, output gradients and lengths of the rows; the slot collects gradients of the rows' embeddings. */
export function* forwardPrivately(
  network: Network,
  job: PrivateJob,
  j: number,
  visible: Int32Array,
  slot: number,
): Generator<undefined, number> {
  const pass = new PrivatePass(network, job, j, visible);
  pass.firstLayer();
  let loss = 0;
  for (const block of pass.blocks()) {
    loss += pass.throughBlock(block);
    yield;
  }
  pass.embeddingGradients(slot);
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
  if (job.deviation > 0) {
    addRunNoise(network, run, job.deviation, 2 * j, shift);
    clearPadding(network, j, shift);
  }
  if (job.update !== undefined) updateRun(network, run, job.update, shift);
  return undefined;
}

/** Adds up what the slots hold for the embeddings of sub-column k, and measures it row by row. */
export function measureEmbedding(network: Network, { batch }: PrivateJob, k: number): void {
  const { kernels, heap, plan } = network;
  const { kept, width } = plan.subColumns[k];
  heap.floats.fill(0, kept.embeddingSquares >>> 2, (kept.embeddingSquares >>> 2) + batch.rows);
  const [total, ...others] = filledSums(network, batch, k);
  if (total === undefined) return;
  for (const other of others) kernels.add(batch.rows * width, other, total);
  kernels.addSquares(batch.rows, width, total, width, kept.embeddingSquares, 0);
}

/** The embeddings of sub-column k: the shortened gradients of its rows, noise and update. */
export function updateEmbeddingPrivately(network: Network, { batch, deviation, update }: PrivateJob, k: number): void {
  const { kernels, heap, plan } = network;
  const { embedding, width, ownWidth, codes } = plan.subColumns[k];
  const [total] = filledSums(network, batch, k);
  if (total !== undefined) {
    kernels.scaleRows(batch.rows, width, total, plan.factors, 0);
    kernels.scatterRows(batch.rows, width, total, width, batch.codes + k * batch.stride, embedding + plan.toGradients);
  }
  const run = { start: embedding, length: codes * width };
  if (deviation > 0) {
    addRunNoise(network, run, deviation, 2 * k + 1, plan.toGradients);
    const gradients = (embedding + plan.toGradients) >>> 2;
    for (let code = 0; code < codes; code++) heap.floats.fill(0, gradients + code * width + ownWidth, gradients + (code + 1) * width);
  }
  if (update !== undefined) updateRun(network, run, update);
}

/** Where the slots that hold something for sub-column k hold it, in their order. */
function filledSums(network: Network, batch: TrainingBatch, k: number): number[] {
  const { plan, heap } = network;
  const sums: number[] = [];
  for (let slot = 0; slot < plan.privateSlotCount; slot++) {
    if (heap.integers[filledFlag(network, batch, slot, k)] === 0) continue;
    sums.push(plan.inputGradients + slot * plan.inputGradientBytes + plan.subColumns[k].kept.inputOffset);
  }
  return sums;
}
