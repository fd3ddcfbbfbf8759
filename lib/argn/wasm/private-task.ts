/**
 * A differentially private step, in one backward pass. The gradient of one row with respect to a linear layer is the
 * outer product of the layer's input and the gradient of its output, so its squared length is the product of theirs:
 *
 *   |gradient|^2 = sum over layers (1 + |input|^2) * |output gradient|^2  +  sum over sub-columns |embedding gradient|^2
 *
 * (1 for the bias.) The first pass keeps all inputs and output gradients of the rows and measures these lengths; then
 * each row's output gradients are shortened, and the weights' gradients are formed from what is left. Exact, since
 * every layer sees each row once.
 */

import { maskSeed } from "./mask-seed";
import { dropoutOf, inputWeight, type Network, type Places } from "./network";
import { addRunNoise, clearPadding } from "./run-noise";
import { filledFlag, type TrainingJob, updateRun } from "./training-task";

export interface PrivateJob extends TrainingJob {
  /** Standard deviation of the noise; 0 while gradients are incomplete. */
  readonly deviation: number;
}

/** Sub-column j: loss, output gradients and lengths of the rows; the slot collects gradients of the rows' embeddings. */
export function* forwardPrivately(network: Network, job: PrivateJob, j: number, visible: Int32Array, slot: number): Generator<undefined, number> {
  const pass = new PrivatePass(network, job, j, visible);
  const loss = pass.forward();
  yield;
  pass.backward();
  yield;
  pass.embeddingGradients(slot);
  return loss;
}

/** Sub-column j: the gradients of its layers from the shortened output gradients; noise and update when complete. */
export function* updateLayersPrivately(network: Network, job: PrivateJob, j: number, visible: Int32Array): Generator<undefined, undefined> {
  const pass = new PrivatePass(network, job, j, visible);
  pass.layerGradients();
  yield;
  pass.firstLayerGradients();
  const run = network.plan.subColumns[j];
  if (job.deviation > 0) {
    addRunNoise(network, run, job.deviation, 2 * j);
    clearPadding(network, j);
  }
  if (job.update !== undefined) updateRun(network, run, job.update);
  return undefined;
}

/** Adds up what the slots hold for the embeddings of sub-column k, and measures it row by row. */
export function measureEmbedding(network: Network, { batch }: PrivateJob, k: number): void {
  const { kernels, heap, plan } = network;
  const { kept, width } = plan.subColumns[k];
  heap.floats.fill(0, kept.embeddingSquares >>> 2, (kept.embeddingSquares >>> 2) + batch.rows);
  const [total, ...others] = filledSums(network, k);
  if (total === undefined) return;
  for (const other of others) kernels.add(batch.rows * width, other, total);
  kernels.addSquares(batch.rows, width, total, width, kept.embeddingSquares, 0);
}

/** The embeddings of sub-column k: the shortened gradients of its rows, noise and update. */
export function updateEmbeddingPrivately(network: Network, { batch, deviation, update }: PrivateJob, k: number): void {
  const { kernels, heap, plan } = network;
  const { embedding, width, ownWidth, codes } = plan.subColumns[k];
  const [total] = filledSums(network, k);
  if (total !== undefined) {
    kernels.scaleRows(batch.rows, width, total, plan.factors);
    kernels.scatterRows(batch.rows, width, total, width, plan.codes + k * batch.stride, embedding + plan.toGradients);
  }
  const run = { start: embedding, length: codes * width };
  if (deviation > 0) {
    addRunNoise(network, run, deviation, 2 * k + 1);
    const gradients = (embedding + plan.toGradients) >>> 2;
    for (let code = 0; code < codes; code++) heap.floats.fill(0, gradients + code * width + ownWidth, gradients + (code + 1) * width);
  }
  if (update !== undefined) updateRun(network, run, update);
}

/** Where the slots that hold something for sub-column k hold it, in their order. */
function filledSums(network: Network, k: number): number[] {
  const { plan, heap } = network;
  const sums: number[] = [];
  for (let slot = 0; slot < plan.slotCount; slot++) {
    if (heap.integers[filledFlag(network, slot, k)] === 0) continue;
    sums.push(plan.inputGradients + slot * plan.inputGradientBytes + plan.subColumns[k].kept.inputOffset);
  }
  return sums;
}

class PrivatePass {
  readonly #places: Places;

  constructor(
    readonly network: Network,
    readonly job: PrivateJob,
    readonly j: number,
    readonly visible: Int32Array,
  ) {
    const { subColumns } = network.plan;
    this.#places = {
      activations: (of, layer, firstRow) => subColumns[of].kept.activations[layer] + 4 * firstRow * subColumns[of].hidden[layer].units,
      logits: (of) => subColumns[of].kept.logits,
    };
  }

  /** Fills the activations and the gradient of the logits of all rows; gives their summed loss. */
  forward(): number {
    const { network, job, j, visible } = this;
    const { kernels, plan } = network;
    const { batch } = job;
    this.#embed();
    network.firstLayer(j, visible, batch, this.#places);
    network.computeLogits(j, 0, batch.rows, (layer, at, units) => this.#drop(layer, at, units), this.#places);
    const { output, kept } = plan.subColumns[j];
    return kernels.crossEntropy(batch.rows, output.units, kept.logits, output.bias, plan.codes + j * batch.stride, 1);
  }

  /** Output gradients of all layers, and the squared length of each row's gradient of these layers. */
  backward(): void {
    const { network, job, j } = this;
    const { kernels, workspace, plan, heap } = network;
    const { hidden, kept } = plan.subColumns[j];
    const { rows } = job.batch;
    network.transposeAbove(j);
    heap.floats.fill(0, kept.ownSquares >>> 2, (kept.ownSquares >>> 2) + rows);
    const above = network.layersAbove(j);
    for (let layer = above.length; layer > 0; layer--) {
      const { inputs, units } = above[layer - 1];
      const [below, arriving, gradient] = [kept.activations[layer - 1], this.#outputGradient(layer), kept.gradients[layer - 1]];
      this.#addLengths(arriving, units, () => kernels.addSquares(rows, inputs, below, inputs, workspace.rowNumbers, 0));
      kernels.product(rows, inputs, units, arriving, units, 1, workspace.transposed[layer], inputs, gradient, inputs, 0);
      if (layer === hidden.length) kernels.gate(rows, inputs, below, gradient, this.#dropout.scale);
      else this.#drop(layer - 1, gradient, inputs);
    }
    this.#addLengths(kept.gradients[0], hidden[0].units, () => this.#addInputLengths());
  }

  /** Gradients of each row's embeddings, added to those of the slot. */
  embeddingGradients(slot: number): void {
    const { network, job, j } = this;
    const { kernels, workspace, plan, heap } = network;
    const { hidden, kept } = plan.subColumns[j];
    const [{ units }, { batch }] = [hidden[0], job];
    for (const k of this.visible) {
      const { width, kept: keptOfInput } = plan.subColumns[k];
      const sum = plan.inputGradients + slot * plan.inputGradientBytes + keptOfInput.inputOffset;
      const flag = filledFlag(network, slot, k);
      const gradient = heap.integers[flag] === 0 ? sum : workspace.embeddedGradient;
      kernels.transpose(width, units, inputWeight(plan.subColumns[j], plan.subColumns[k]), units, workspace.transposed[0], width);
      kernels.product(batch.rows, width, units, kept.gradients[0], units, 1, workspace.transposed[0], width, gradient, width, 0);
      const { threshold, scale } = this.#dropout;
      const codes = plan.codes + k * batch.stride;
      if (threshold > 0) kernels.dropout(batch.rows, width, gradient, width, codes, 0, this.#inputSeed(k), threshold, scale);
      if (gradient !== sum) kernels.add(batch.rows * width, gradient, sum);
      heap.integers[flag] = 1;
    }
  }

  /** Gradients of all layers' weights and biases but the first weight's, from the shortened output gradients. */
  layerGradients(): void {
    const { network, job, j } = this;
    const { kernels, plan } = network;
    const { rows } = job.batch;
    const { hidden, kept } = plan.subColumns[j];
    const shift = plan.toGradients;
    for (const [i, { inputs, units, weight, bias }] of network.layersAbove(j).entries()) {
      const arriving = this.#outputGradient(i + 1);
      kernels.scaleRows(rows, units, arriving, plan.factors);
      kernels.product(inputs, units, rows, kept.activations[i], 1, inputs, arriving, units, weight + shift, units, 1);
      kernels.addColumns(rows, units, arriving, bias + shift);
    }
    kernels.scaleRows(rows, hidden[0].units, kept.gradients[0], plan.factors);
    kernels.addColumns(rows, hidden[0].units, kept.gradients[0], hidden[0].bias + shift);
  }

  /** The gradient of the first weight, by way of the tables. */
  firstLayerGradients(): void {
    const { network, job, j, visible } = this;
    const { kernels, workspace, plan } = network;
    const { hidden, kept } = plan.subColumns[j];
    const [{ units }, { batch }] = [hidden[0], job];
    if (visible.length === 0) return;
    this.#embed();
    for (const group of network.groups(visible, units, batch.counts)) {
      const tables = network.placeTables(group, units, batch);
      kernels.clear((tables[group.length] - tables[0]) / 4, tables[0]);
      kernels.spreadToTables(batch.rows, group.length, units, workspace.pairs, kept.gradients[0]);
      group.forEach((k, position) => {
        const { width, presentOffset } = plan.subColumns[k];
        const weight = inputWeight(plan.subColumns[j], plan.subColumns[k]) + plan.toGradients;
        kernels.product(width, units, batch.counts[k], workspace.embedded + presentOffset, 1, width, tables[position], units, weight, units, 1);
      });
    }
  }

  get #dropout() {
    return dropoutOf(this.job.dropout);
  }

  /** Where the gradient of a layer's output lies: layer 0 is the first, the last one's output are the logits. */
  #outputGradient(layer: number): number {
    const { hidden, kept } = this.network.plan.subColumns[this.j];
    return layer === hidden.length ? kept.logits : kept.gradients[layer];
  }

  /** Adds (1 + |input|^2) * |output gradient|^2 to each row's length. */
  #addLengths(gradient: number, units: number, addInputs: () => void): void {
    const { kernels, workspace, heap, plan } = this.network;
    const { rows } = this.job.batch;
    heap.floats.fill(1, workspace.rowNumbers >>> 2, (workspace.rowNumbers >>> 2) + rows);
    addInputs();
    kernels.addSquares(rows, units, gradient, units, plan.subColumns[this.j].kept.ownSquares, workspace.rowNumbers);
  }

  /** The squared length of a row's input to the first layer: a sum over what it sees, measured once per code. */
  #addInputLengths(): void {
    const { kernels, workspace, heap, plan } = this.network;
    const { batch } = this.job;
    for (const k of this.visible) {
      const { width, presentOffset } = plan.subColumns[k];
      const start = workspace.codeNumbers >>> 2;
      heap.floats.fill(0, start, start + batch.counts[k]);
      kernels.addSquares(batch.counts[k], width, workspace.embedded + presentOffset, width, workspace.codeNumbers, 0);
      kernels.addGathered(batch.rows, workspace.codeNumbers, batch.index + k * batch.stride, workspace.rowNumbers);
    }
  }

  #embed(): void {
    for (const k of this.visible) this.network.embedWithDropout(k, this.job.batch, this.#inputSeed(k), this.#dropout);
  }

  #drop(layer: number, at: number, units: number): void {
    const { threshold, scale } = this.#dropout;
    if (threshold === 0) return;
    const { batch, firstRow, dropoutSeed } = this.job;
    this.network.kernels.dropout(batch.rows, units, at, units, 0, firstRow, maskSeed(dropoutSeed, this.j, -1 - layer), threshold, scale);
  }

  #inputSeed(k: number): number {
    return maskSeed(this.job.dropoutSeed, this.j, k);
  }
}
