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

import { padded } from "./allotment";
import { maskSeed } from "./mask-seed";
import { type Dropout, dropoutOf, inputWeight, type Network, type Places } from "./network";
import { PRIVATE_BLOCKS } from "./plan-sub-columns";
import type { TrainingJob } from "./training-task";

export interface PrivateJob extends TrainingJob {
  /** What each row's gradient is shortened to where it is longer, and what their sum is divided by. */
  readonly clip: number;
  readonly expectedBatchSize: number;
  /** Standard deviation of the noise; 0 while gradients are incomplete. */
  readonly deviation: number;
}

/** Rows that are worked on at once, few enough for the first-level cache. */
interface Block {
  readonly first: number;
  readonly rows: number;
}

/** Width of the embeddings of some sub-columns side by side, without padding. */
export function packedWidth({ plan }: Network, subColumns: Int32Array): number {
  return subColumns.reduce((sum, k) => sum + plan.subColumns[k].ownWidth, 0);
}

/** Where a pass adds up what it finds for each row. */
export interface RowSums {
  /** Gradients of the rows' embeddings [PRIVATE_ROWS, packedInputs], and squared lengths of the other gradients. */
  readonly gradients: number;
  readonly squares: number;
  /** Whether there are gradients already; else what is there is overwritten. */
  readonly accumulate: boolean;
}

export class PrivatePass {
  readonly #places: Places;
  readonly #dropout: Dropout;
  /** Width of the visible embeddings side by side, in whole vectors. */
  #inputs = 0;

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
    const blockRows = PRIVATE_BLOCKS * this.network.plan.subColumns[this.j].blockRows;
    for (let first = 0; first < batch.rows; first += blockRows) yield { first, rows: Math.min(blockRows, batch.rows - first) };
  }

  /** What must stand before the blocks: the first layer of all rows, lengths of the rows' inputs, transposed weights, masks. */
  firstLayer(): void {
    const { network, job, j, visible } = this;
    const { heap, workspace } = network;
    this.#embed();
    network.firstLayer(j, visible, job.batch, this.#places);
    network.transposeAbove(j);
    heap.floats.fill(1, workspace.inputSquares >>> 2, (workspace.inputSquares >>> 2) + job.batch.rows);
    this.#addInputLengths();
    this.#transposeInputs();
    if (this.#dropout.threshold > 0) this.#makeMasks();
  }

  /** Loss and gradients of some rows: kept are those of all layers' outputs, added up those of the embeddings and squared lengths. */
  throughBlock(block: Block, sums: RowSums): number {
    const { network, job, j } = this;
    const { kernels, workspace, plan } = network;
    const { hidden, output } = plan.subColumns[j];
    const { first, rows } = block;
    network.computeLogits(j, first, rows, (layer, at, units) => this.#drop(layer, block, at, units), this.#places);
    const codes = job.batch.codes + j * job.batch.stride + 4 * first;
    const loss = kernels.crossEntropy(rows, output.units, this.#places.logits(j, first), output.bias, codes, 1);
    const above = network.layersAbove(j);
    for (let layer = above.length; layer > 0; layer--) {
      const { inputs, units } = above[layer - 1];
      const below = this.#places.activations(j, layer - 1, first);
      const [arriving, gradient] = [this.#outputGradient(layer, first), this.#outputGradient(layer - 1, first)];
      kernels.addLengths(rows, inputs, below, units, arriving, sums.squares + 4 * first);
      kernels.product(rows, inputs, units, arriving, units, 1, workspace.transposed[layer], inputs, gradient, inputs, 0);
      if (layer === hidden.length) kernels.gate(rows, inputs, below, gradient, this.#dropout.scale);
      else this.#drop(layer - 1, block, gradient, inputs);
    }
    const [{ units }] = hidden;
    const from = this.#outputGradient(0, first);
    kernels.addSquares(rows, units, from, units, sums.squares + 4 * first, workspace.inputSquares + 4 * first);
    if (this.visible.length > 0) this.#embeddingGradients(block, from, sums);
    return loss;
  }

  /** Gradients of the rows' embeddings, side by side in the order of the step: what is visible comes first. */
  #embeddingGradients({ first, rows }: Block, from: number, { gradients, accumulate }: RowSums): void {
    const { network, j, visible } = this;
    const { kernels, workspace, plan } = network;
    const [{ units }] = plan.subColumns[j].hidden;
    const [inputs, transposed, stride] = [this.#inputs, workspace.transposed[0], plan.packedInputs];
    const [to, add] = [gradients + 4 * first * stride, accumulate ? 1 : 0];
    if (this.#dropout.threshold === 0) return kernels.product(rows, inputs, units, from, units, 1, transposed, inputs, to, stride, add);
    const unmasked = workspace.embeddedGradient;
    kernels.product(rows, inputs, units, from, units, 1, transposed, inputs, unmasked, inputs, 0);
    kernels.addMasked(rows, visible.length, workspace.pairs, first, unmasked, inputs, to, stride, add);
  }

  /** The weights of all visible inputs transposed, side by side. */
  #transposeInputs(): void {
    const { network, j, visible } = this;
    const { kernels, workspace, plan } = network;
    const [{ units }] = plan.subColumns[j].hidden;
    const own = packedWidth(network, visible);
    const inputs = (this.#inputs = padded(own));
    let at = workspace.transposed[0];
    for (const k of visible) {
      const { ownWidth } = plan.subColumns[k];
      kernels.transpose(ownWidth, units, inputWeight(plan.subColumns[j], plan.subColumns[k]), units, at, inputs);
      at += 4 * ownWidth;
    }
    kernels.clearColumns(units, inputs - own, at, inputs);
  }

  /** The mask of each code's embedding, once per code, and where they are; the place of the embeddings is free by now. */
  #makeMasks(): void {
    const { network, job, visible } = this;
    const { plan, heap, workspace, kernels } = network;
    const { batch } = job;
    visible.forEach((k, position) => {
      const { width, ownWidth, presentOffset } = plan.subColumns[k];
      const masks = workspace.embedded + presentOffset;
      heap.floats.fill(1, masks >>> 2, (masks >>> 2) + batch.counts[k] * width);
      network.dropEmbedded(k, batch, masks, this.#inputSeed(k), this.#dropout);
      kernels.clearColumns(batch.counts[k], width - ownWidth, masks + 4 * ownWidth, width);
      heap.integers.set([masks, batch.index + k * batch.stride, ownWidth], (workspace.pairs >>> 2) + 3 * position);
    });
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
