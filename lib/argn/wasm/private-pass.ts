/**
 * A differentially private pass through one sub-column's network, in one backward pass. The gradient of one row with respect to a linear layer is the
 * outer product of the layer's input and the gradient of its output, so its squared length is the product of theirs:
 *
 *   |gradient|^2 = sum over layers (1 + |input|^2) * |output gradient|^2  +  sum over sub-columns |embedding gradient|^2
 *
 * (1 for the bias.) The first pass keeps all inputs and output gradients of the rows and measures these lengths; then
 * each row's output gradients are shortened, and the weights' gradients are formed from what is left. Exact, since
 * every layer sees each row once.
 */

import { maskSeed } from "./mask-seed";
import { type Dropout, dropoutOf, inputWeight, type Network, type Places } from "./network";
import { filledFlag, type TrainingJob } from "./training-task";

export interface PrivateJob extends TrainingJob {
  /** Standard deviation of the noise; 0 while gradients are incomplete. */
  readonly deviation: number;
}

/** Rows that are worked on at once, few enough for the first-level cache. */
interface Block {
  readonly first: number;
  readonly rows: number;
}

export class PrivatePass {
  readonly #places: Places;
  readonly #dropout: Dropout;

  constructor(
    readonly network: Network,
    readonly job: PrivateJob,
    readonly j: number,
    readonly visible: Int32Array,
  ) {
    const { subColumns } = network.plan;
    this.#dropout = dropoutOf(job.dropout);
    this.#places = {
      activations: (of, layer, firstRow) => subColumns[of].kept.activations[layer] + 4 * firstRow * subColumns[of].hidden[layer].units,
      logits: (of, firstRow) => subColumns[of].kept.logits + 4 * firstRow * subColumns[of].output.units,
    };
  }

  *blocks(): Generator<Block, void> {
    const { batch } = this.job;
    const { blockRows } = this.network.plan.subColumns[this.j];
    for (let first = 0; first < batch.rows; first += blockRows) yield { first, rows: Math.min(blockRows, batch.rows - first) };
  }

  /** What must stand before the blocks: the first layer of all rows, transposed weights, and lengths of zero. */
  firstLayer(): void {
    const { network, job, j, visible } = this;
    const { heap, plan, workspace } = network;
    const { ownSquares } = plan.subColumns[j].kept;
    this.#embed();
    network.firstLayer(j, visible, job.batch, this.#places);
    network.transposeAbove(j);
    heap.floats.fill(0, ownSquares >>> 2, (ownSquares >>> 2) + job.batch.rows);
    heap.floats.fill(1, workspace.inputSquares >>> 2, (workspace.inputSquares >>> 2) + job.batch.rows);
    this.#addInputLengths();
  }

  /** Loss, output gradients of all layers, and lengths of some rows. */
  throughBlock(block: Block): number {
    const { network, job, j } = this;
    const { kernels, workspace, plan } = network;
    const { hidden, output, kept } = plan.subColumns[j];
    const { first, rows } = block;
    network.computeLogits(j, first, rows, (layer, at, units) => this.#drop(layer, block, at, units), this.#places);
    const codes = job.batch.codes + j * job.batch.stride + 4 * first;
    const loss = kernels.crossEntropy(rows, output.units, this.#places.logits(j, first), output.bias, codes, 1);
    const above = network.layersAbove(j);
    for (let layer = above.length; layer > 0; layer--) {
      const { inputs, units } = above[layer - 1];
      const below = this.#places.activations(j, layer - 1, first);
      const [arriving, gradient] = [this.#outputGradient(layer, first), this.#outputGradient(layer - 1, first)];
      this.#addLengths(block, below, inputs, arriving, units);
      kernels.product(rows, inputs, units, arriving, units, 1, workspace.transposed[layer], inputs, gradient, inputs, 0);
      if (layer === hidden.length) kernels.gate(rows, inputs, below, gradient, this.#dropout.scale);
      else this.#drop(layer - 1, block, gradient, inputs);
    }
    const squares = workspace.inputSquares + 4 * first;
    kernels.addSquares(rows, hidden[0].units, this.#outputGradient(0, first), hidden[0].units, kept.ownSquares + 4 * first, squares);
    return loss;
  }

  /** Gradients of each row's embeddings, added to those of the slot: the weights of all inputs side by side, block by block of rows. */
  embeddingGradients(slot: number): void {
    const { network, job, j, visible } = this;
    const { kernels, workspace, plan, heap } = network;
    const [{ units }] = plan.subColumns[j].hidden;
    const inputs = this.#transposeInputs();
    for (const { first, rows } of this.blocks()) {
      const [from, to] = [this.#outputGradient(0, first), workspace.embeddedGradient];
      kernels.product(rows, inputs, units, from, units, 1, workspace.transposed[0], inputs, to, inputs, 0);
      let at = to;
      for (const k of visible) {
        const { width } = plan.subColumns[k];
        const isFirst = heap.integers[filledFlag(network, job.batch, slot, k)] === 0;
        this.#addToSlot(k, slot, { first, rows }, at, inputs, isFirst);
        at += 4 * width;
      }
    }
    for (const k of visible) heap.integers[filledFlag(network, job.batch, slot, k)] = 1;
  }

  /** The weights of all visible inputs transposed, side by side, and the masks of their embeddings; gives their width. */
  #transposeInputs(): number {
    const { network, j, visible } = this;
    const { kernels, workspace, plan } = network;
    const [{ units }] = plan.subColumns[j].hidden;
    const inputs = visible.reduce((sum, k) => sum + plan.subColumns[k].width, 0);
    let at = workspace.transposed[0];
    for (const k of visible) {
      const { width } = plan.subColumns[k];
      kernels.transpose(width, units, inputWeight(plan.subColumns[j], plan.subColumns[k]), units, at, inputs);
      at += 4 * width;
      if (this.#dropout.threshold > 0) this.#makeMask(k);
    }
    return inputs;
  }

  /** The mask of each code's embedding, once per code; the place of the embeddings is free by now. */
  #makeMask(k: number): void {
    const { network, job } = this;
    const { width, presentOffset } = network.plan.subColumns[k];
    const masks = network.workspace.embedded + presentOffset;
    network.heap.floats.fill(1, masks >>> 2, (masks >>> 2) + job.batch.counts[k] * width);
    network.dropEmbedded(k, job.batch, masks, this.#inputSeed(k), this.#dropout);
  }

  /** Adds the gradients of some rows' embeddings of sub-column k to those of the slot. */
  #addToSlot(k: number, slot: number, { first, rows }: Block, from: number, stride: number, isFirst: boolean): void {
    const { kernels, workspace, plan } = this.network;
    const { batch } = this.job;
    const { width, presentOffset, kept } = plan.subColumns[k];
    const masks = this.#dropout.threshold > 0 ? workspace.embedded + presentOffset : 0;
    const index = batch.index + k * batch.stride + 4 * first;
    const to = plan.inputGradients + slot * plan.inputGradientBytes + kept.inputOffset + 4 * first * width;
    kernels.addMasked(rows, width, from, stride, masks, index, to, isFirst ? 0 : 1);
  }

  /** Gradients of all layers' weights and biases but the first weight's, from the shortened output gradients of some rows; `shift` bytes behind them. */
  layerGradients({ first, rows }: Block, shift: number): void {
    const { network, j } = this;
    const { kernels, plan } = network;
    const { units: firstUnits, bias: firstBias } = plan.subColumns[j].hidden[0];
    const factors = plan.factors + 4 * first;
    for (const [i, { inputs, units, weight, bias }] of network.layersAbove(j).entries()) {
      const arriving = this.#outputGradient(i + 1, first);
      kernels.scaleRows(rows, units, arriving, factors, bias + shift);
      kernels.product(inputs, units, rows, this.#places.activations(j, i, first), 1, inputs, arriving, units, weight + shift, units, 1);
    }
    kernels.scaleRows(rows, firstUnits, this.#outputGradient(0, first), factors, firstBias + shift);
  }

  /** The gradient of the first weight, by way of the tables. */
  firstLayerGradients(shift: number): void {
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
        const weight = inputWeight(plan.subColumns[j], plan.subColumns[k]) + shift;
        kernels.product(
          width,
          units,
          batch.counts[k],
          workspace.embedded + presentOffset,
          1,
          width,
          tables[position],
          units,
          weight,
          units,
          1,
        );
      });
    }
  }

  /** Where the gradient of a layer's output lies, from this row on: layer 0 is the first, the last one's output are the logits. */
  #outputGradient(layer: number, firstRow: number): number {
    const { hidden, kept } = this.network.plan.subColumns[this.j];
    if (layer === hidden.length) return this.#places.logits(this.j, firstRow);
    return kept.gradients[layer] + 4 * firstRow * hidden[layer].units;
  }

  /** Adds (1 + |input|^2) * |output gradient|^2 to the lengths of some rows. */
  #addLengths({ first, rows }: Block, input: number, inputs: number, gradient: number, units: number): void {
    const { kernels, workspace, heap, plan } = this.network;
    heap.floats.fill(1, workspace.rowNumbers >>> 2, (workspace.rowNumbers >>> 2) + rows);
    kernels.addSquares(rows, inputs, input, inputs, workspace.rowNumbers, 0);
    kernels.addSquares(rows, units, gradient, units, plan.subColumns[this.j].kept.ownSquares + 4 * first, workspace.rowNumbers);
  }

  /** The squared length of each row's input to the first layer: a sum over what it sees, measured once per code. */
  #addInputLengths(): void {
    const { kernels, workspace, heap, plan } = this.network;
    const { batch } = this.job;
    for (const k of this.visible) {
      const { width, presentOffset } = plan.subColumns[k];
      const start = workspace.codeNumbers >>> 2;
      heap.floats.fill(0, start, start + batch.counts[k]);
      kernels.addSquares(batch.counts[k], width, workspace.embedded + presentOffset, width, workspace.codeNumbers, 0);
      kernels.addGathered(batch.rows, workspace.codeNumbers, batch.index + k * batch.stride, workspace.inputSquares);
    }
  }

  #embed(): void {
    for (const k of this.visible) this.network.embedWithDropout(k, this.job.batch, this.#inputSeed(k), this.#dropout);
  }

  #drop(layer: number, { first, rows }: Block, at: number, units: number): void {
    const { threshold, scale } = this.#dropout;
    if (threshold === 0) return;
    const { firstRow, dropoutSeed } = this.job;
    const seed = maskSeed(dropoutSeed, this.j, -1 - layer);
    this.network.kernels.dropout(rows, units, at, units, 0, firstRow + first, seed, threshold, scale);
  }

  #inputSeed(k: number): number {
    return maskSeed(this.job.dropoutSeed, this.j, k);
  }
}
