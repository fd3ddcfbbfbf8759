/** One part of an optimisation step: a sub-column forwards, backwards and its update. Each owns its gradients, so no thread waits for another. */

import { maskSeed } from "./mask-seed";
import { type Batch, type Dropout, dropoutOf, inputWeight, type Network } from "./network";
import { adamSettings } from "./adam-settings";
import { type PartPlan, type Piece, rowsOfPart } from "./plan-parts";

export interface TrainingBatch extends Batch {
  /** Pointer to the codes [J, stride / 4]. */
  readonly codes: number;
  /** Pointer to the flags of the slots [slots, J]. */
  readonly filled: number;
}

export interface TrainingJob {
  readonly batch: TrainingBatch;
  /** Where the chunk lies in its batch: keys of the rows' dropout masks. */
  readonly firstRow: number;
  /** 1 / rows of the whole batch. */
  readonly scale: number;
  readonly dropout: number;
  readonly dropoutSeed: number;
  /** After the last chunk of a batch the gradients are complete: the number of the step and its learning rate. */
  readonly update: Update | undefined;
}

/** How far behind a sub-column's layers their gradients lie: a batch in one chunk needs them for its task only, near the processor. */
export function gradientsOf({ plan, workspace }: Network, { update, firstRow }: TrainingJob, j: number): number {
  const { parts, start } = plan.subColumns[j];
  return parts === 1 && update !== undefined && firstRow === 0 ? workspace.layerGradient - start : plan.toGradients;
}

/** The job as a part sees it: with its rows only. */
export function partOfBatch({ plan }: Network, job: TrainingJob, { j, part }: PartPlan): TrainingJob {
  const { batch, firstRow } = job;
  const { first, rows } = rowsOfPart(batch.rows, part, plan.subColumns[j].parts);
  return {
    ...job,
    firstRow: firstRow + first,
    batch: { ...batch, rows, codes: batch.codes + 4 * first, index: batch.index + 4 * first },
  };
}

/** Gives the summed loss of the part's rows, and leaves the gradients of the embeddings in the slot. */
export function* trainPart(
  network: Network,
  job: TrainingJob,
  part: PartPlan,
  visible: Int32Array,
  slot: number,
): Generator<undefined, number> {
  const own = network.plan.subColumns[part.j];
  const toGradients = part.part === 0 ? gradientsOf(network, job, part.j) : part.toGradients;
  const task = new TrainingTask(network, job, { ...part, toGradients }, visible);
  const loss = yield* task.throughRows();
  yield;
  task.throughTables(slot);
  // gradients in several parts are incomplete still
  if (own.parts === 1 && job.update !== undefined) updateRun(network, own, job.update, toGradients);
  return loss;
}

/** Adds up the gradients of a piece from all parts that had rows, in their order, and updates it when complete. */
export function reducePiece({ kernels, plan }: Network, { batch, update }: TrainingJob, piece: Piece): void {
  for (const { j, part, toGradients } of plan.parts) {
    if (j !== piece.j || part === 0 || rowsOfPart(batch.rows, part, plan.subColumns[j].parts).rows === 0) continue;
    kernels.add(piece.length, piece.start + toGradients, piece.start + plan.toGradients);
    kernels.clear(piece.length, piece.start + toGradients);
  }
  if (update !== undefined) updateRun({ kernels, plan }, piece, update);
}

/** Adds up the slots' gradients of sub-column k's embeddings, in the order of the slots, and updates them when complete. */
export function reduceEmbedding(network: Network, { batch, update }: TrainingJob, k: number): void {
  const { kernels, heap, plan } = network;
  const { embedding, width, codes, presentOffset } = plan.subColumns[k];
  for (let slot = 0; slot < plan.slotCount; slot++) {
    if (heap.integers[filledFlag(network, batch, slot, k)] === 0) continue;
    const from = plan.slotSums + slot * plan.slotBytes + presentOffset;
    kernels.scatterRows(batch.counts[k], width, from, width, batch.present + k * batch.stride, embedding + plan.toGradients);
  }
  if (update !== undefined) updateRun(network, { start: embedding, length: codes * width }, update);
}

/** The number of a step in the optimiser, and its learning rate. */
export interface Update {
  readonly step: number;
  readonly learningRate: number;
}

/** One step of AdamW on a run of floats; clears their gradients. */
export function updateRun(
  { kernels, plan }: Pick<Network, "kernels" | "plan">,
  run: { start: number; length: number },
  update: Update,
  toGradients = plan.toGradients,
): void {
  const { start, length } = run;
  const { rate, beta1, beta2, rest1, rest2, epsilon, keep, correction2 } = adamSettings(update.step, update.learningRate);
  const [gradients, means, squares] = [start + toGradients, start + plan.toMeans, start + plan.toSquares];
  kernels.adamw(length, start, gradients, means, squares, rate, beta1, beta2, rest1, rest2, epsilon, keep, correction2);
}

export function filledFlag({ plan }: Network, { filled }: TrainingBatch, slot: number, k: number): number {
  return (filled >>> 2) + slot * plan.subColumns.length + k;
}

class TrainingTask {
  readonly j: number;
  readonly #shift: number;
  readonly #dropout: Dropout;
  readonly #top: number;

  constructor(
    readonly network: Network,
    readonly job: TrainingJob,
    { j, toGradients }: PartPlan,
    readonly visible: Int32Array,
  ) {
    this.j = j;
    this.#shift = toGradients;
    this.#dropout = dropoutOf(job.dropout);
    this.#top = network.plan.subColumns[j].hidden.length - 1;
  }

  /** All that goes row by row: the loss, the gradients of all layers but the first, and the gradient of the first layer's output. */
  *throughRows(): Generator<undefined, number> {
    const { network, job, j } = this;
    const { batch } = job;
    for (const k of this.visible) network.embedWithDropout(k, batch, this.#inputSeed(k), this.#dropout);
    network.firstLayer(j, this.visible, batch);
    network.transposeAbove(j);
    const { blockRows } = network.plan.subColumns[j];
    let loss = 0;
    for (let row = 0; row < batch.rows; row += blockRows) {
      loss += this.#throughBlock(row, Math.min(blockRows, batch.rows - row));
      if (blockRows < 64) yield;
    }
    return loss;
  }

  #throughBlock(row: number, rows: number): number {
    const { network, job, j } = this;
    const { kernels, workspace, plan } = network;
    const { output } = plan.subColumns[j];
    network.computeLogits(j, row, rows, (layer, activations, units) => this.#drop(layer, row, rows, activations, units));
    const codes = job.batch.codes + j * job.batch.stride + 4 * row;
    const loss = kernels.crossEntropy(rows, output.units, workspace.logits, output.bias, codes, job.scale);
    this.#backThroughBlock(row, rows);
    return loss;
  }

  #backThroughBlock(row: number, rows: number): void {
    const { network, j } = this;
    const { kernels, workspace, plan } = network;
    const shift = this.#shift;
    let arriving = workspace.logits;
    const above = network.layersAbove(j);
    for (let layer = above.length; layer > 0; layer--) {
      const { inputs, units, weight, bias } = above[layer - 1];
      const below = network.activations(j, layer - 1, row);
      const gradient = this.#gradient(layer - 1, row);
      kernels.product(inputs, units, rows, below, 1, inputs, arriving, units, weight + shift, units, 1);
      kernels.addColumns(rows, units, arriving, bias + shift);
      kernels.product(rows, inputs, units, arriving, units, 1, workspace.transposed[layer], inputs, gradient, inputs, 0);
      if (layer - 1 === this.#top) kernels.gate(rows, inputs, below, gradient, this.#dropout.scale);
      else this.#drop(layer - 1, row, rows, gradient, inputs);
      arriving = gradient;
    }
    const { units, bias } = plan.subColumns[j].hidden[0];
    kernels.addColumns(rows, units, arriving, bias + shift);
  }

  /** The way back through the tables of the first layer: its weights and the embeddings. */
  throughTables(slot: number): void {
    const { network, job, j, visible } = this;
    const { kernels, workspace, plan } = network;
    const { units } = plan.subColumns[j].hidden[0];
    if (visible.length === 0) return;
    for (const group of network.groups(visible, units, job.batch.counts)) {
      const tables = network.placeTables(group, units, job.batch);
      kernels.clear((tables[group.length] - tables[0]) / 4, tables[0]);
      kernels.spreadToTables(job.batch.rows, group.length, units, workspace.pairs, workspace.firstGradient);
      group.forEach((k, position) => this.#throughTable(k, tables[position], slot));
    }
  }

  #throughTable(k: number, table: number, slot: number): void {
    const { network, job, j } = this;
    const { kernels, workspace, plan, heap } = network;
    const [own, input] = [plan.subColumns[j], plan.subColumns[k]];
    const { units } = own.hidden[0];
    const { width, presentOffset } = input;
    const count = job.batch.counts[k];
    const weight = inputWeight(own, input);
    const embedded = workspace.embedded + presentOffset;
    kernels.product(width, units, count, embedded, 1, width, table, units, weight + this.#shift, units, 1);
    kernels.transpose(width, units, weight, units, workspace.transposed[0], width);
    const sum = plan.slotSums + slot * plan.slotBytes + presentOffset;
    const flag = filledFlag(network, job.batch, slot, k);
    const isFirst = heap.integers[flag] === 0;
    const gradient = isFirst ? sum : workspace.embeddedGradient;
    kernels.product(count, width, units, table, units, 1, workspace.transposed[0], width, gradient, width, 0);
    if (this.#dropout.threshold > 0) network.dropEmbedded(k, job.batch, gradient, this.#inputSeed(k), this.#dropout);
    if (!isFirst) kernels.add(count * width, gradient, sum);
    heap.integers[flag] = 1;
  }

  #drop(layer: number, row: number, rows: number, at: number, units: number): void {
    const { threshold, scale } = this.#dropout;
    if (threshold === 0) return;
    const seed = maskSeed(this.job.dropoutSeed, this.j, -1 - layer);
    this.network.kernels.dropout(rows, units, at, units, 0, this.job.firstRow + row, seed, threshold, scale);
  }

  #gradient(layer: number, row: number): number {
    const { workspace, plan } = this.network;
    if (layer > 0) return workspace.deeperGradient[layer];
    return workspace.firstGradient + 4 * row * plan.subColumns[this.j].hidden[0].units;
  }

  #inputSeed(k: number): number {
    return maskSeed(this.job.dropoutSeed, this.j, k);
  }
}
