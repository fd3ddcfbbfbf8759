/**
 * The network, forwards: what a thread does with a batch and one sub-column to predict.
 *
 * The first layer in the form of tables: x_j * W_j is a sum over the visible sub-columns i of embedding_i[code_i] * W_j,i.
 * So each product `table_i = embedding_i * W_j,i` is made once per batch for the codes that occur, and a row's first
 * layer is a sum of table rows. What is invisible is left out, where a dense form would multiply zeros.
 */

import type { Heap } from "./heap";
import type { Kernels } from "./kernels";
import type { MemoryPlan } from "./memory-plan";
import type { LayerPlan, SubColumnPlan } from "./plan-sub-columns";
import type { WorkspacePlan } from "./plan-workspace";

/** Rows as the kernels see them: for each sub-column the numbers of its codes by row, and the codes that occur. */
export interface Batch {
  readonly rows: number;
  /** Pointers to [J, stride / 4] arrays: row k belongs to sub-column k. */
  readonly index: number;
  readonly present: number;
  readonly stride: number;
  /** How many codes of each sub-column occur. */
  readonly counts: Int32Array;
}

/** Dropout as the kernels count it: a share of 65536, and what the kept units are multiplied by. */
export interface Dropout {
  readonly threshold: number;
  readonly scale: number;
}

export const NO_DROPOUT: Dropout = { threshold: 0, scale: 1 };

/** The nearest share of 65536: 0.25 is exact. */
export function dropoutOf(share: number): Dropout {
  const threshold = Math.round(share * 65536);
  return { threshold, scale: 65536 / (65536 - threshold) };
}

/** Called on the activations of each hidden layer before they are used. */
export type Drop = (layer: number, activations: number, units: number) => void;

/** Where a pass keeps activations: in the workspace, overwritten by the next sub-column, or in places of their own. */
export interface Places {
  /** Of a hidden layer of sub-column j, from this row of the batch on. */
  activations(j: number, layer: number, firstRow: number): number;
  /** Of sub-column j, from this row of the batch on. */
  logits(j: number, firstRow: number): number;
}

/** The network of one thread: kernels, memory, and a workspace of its own. */
export class Network implements Places {
  readonly #room: number;

  constructor(
    readonly kernels: Kernels,
    readonly heap: Heap,
    readonly plan: MemoryPlan,
    readonly workspace: WorkspacePlan,
  ) {
    this.#room = plan.tableBytes;
  }

  /** Fetches the embeddings of the codes that occur in sub-column k. */
  embed(k: number, batch: Batch): void {
    const { embedding, width, presentOffset } = this.plan.subColumns[k];
    const to = this.workspace.embedded + presentOffset;
    this.kernels.gatherRows(batch.counts[k], width, embedding, batch.present + k * batch.stride, to, width);
  }

  /** The same with dropout: rows with the same code share a mask, which the seed and the code fix. */
  embedWithDropout(k: number, batch: Batch, seed: number, dropout: Dropout): void {
    this.embed(k, batch);
    if (dropout.threshold > 0) this.dropEmbedded(k, batch, this.workspace.embedded + this.plan.subColumns[k].presentOffset, seed, dropout);
  }

  /** Applies the mask of sub-column k to an array of its codes present: the embeddings, or their gradient. */
  dropEmbedded(k: number, batch: Batch, at: number, seed: number, { threshold, scale }: Dropout): void {
    const { width } = this.plan.subColumns[k];
    this.kernels.dropout(batch.counts[k], width, at, width, batch.present + k * batch.stride, 0, seed, threshold, scale);
  }

  /** Cuts the visible sub-columns into runs whose tables fit into the second-level cache together. */
  groups(visible: Int32Array, units: number, counts: Int32Array): Int32Array[] {
    const groups: Int32Array[] = [];
    let first = 0;
    let bytes = 0;
    visible.forEach((k, position) => {
      const more = 4 * units * counts[k];
      if (bytes > 0 && bytes + more > this.#room) {
        groups.push(visible.subarray(first, position));
        first = position;
        bytes = 0;
      }
      bytes += more;
    });
    groups.push(visible.subarray(first));
    return groups;
  }

  /** Writes the pairs (table, index) of a group and gives where each table lies, and the end of the last. */
  placeTables(group: Int32Array, units: number, batch: Batch): number[] {
    const { integers } = this.heap;
    const starts = [this.workspace.tables];
    group.forEach((k, position) => {
      const pair = (this.workspace.pairs >>> 2) + 2 * position;
      integers[pair] = starts[position];
      integers[pair + 1] = batch.index + k * batch.stride;
      starts.push(starts[position] + 4 * units * batch.counts[k]);
    });
    return starts;
  }

  /** The first hidden layer of sub-column j for all rows of the batch; the embeddings must be in place. */
  firstLayer(j: number, visible: Int32Array, batch: Batch, places: Places = this): void {
    const { kernels, workspace } = this;
    const { hidden } = this.plan.subColumns[j];
    const { units, bias } = hidden[0];
    const groups = this.groups(visible, units, batch.counts);
    groups.forEach((group, g) => {
      const tables = this.placeTables(group, units, batch);
      group.forEach((k, position) => {
        const { width, ownWidth, presentOffset } = this.plan.subColumns[k];
        const embedded = workspace.embedded + presentOffset;
        kernels.product(batch.counts[k], units, ownWidth, embedded, width, 1, this.#inputWeight(j, k), units, tables[position], units, 0);
      });
      const relu = hidden.length === 1 && g === groups.length - 1 ? 1 : 0;
      kernels.sumTables(batch.rows, group.length, units, workspace.pairs, bias, places.activations(j, 0, 0), g === 0 ? 0 : 1, relu);
    });
  }

  /** The further hidden layers and the logits of a block of rows. */
  computeLogits(j: number, firstRow: number, rows: number, drop?: Drop, places: Places = this): void {
    const { kernels } = this;
    const { hidden, output } = this.plan.subColumns[j];
    hidden.forEach(({ inputs, units, weight, bias }, layer) => {
      const to = places.activations(j, layer, firstRow);
      if (layer > 0) {
        kernels.product(rows, units, inputs, places.activations(j, layer - 1, firstRow), inputs, 1, weight, units, to, units, 0);
        kernels.addBias(rows, units, to, bias, layer === hidden.length - 1 ? 1 : 0);
      }
      drop?.(layer, to, units);
    });
    const last = places.activations(j, hidden.length - 1, firstRow);
    kernels.product(
      rows,
      output.units,
      output.inputs,
      last,
      output.inputs,
      1,
      output.weight,
      output.units,
      places.logits(j, firstRow),
      output.units,
      0,
    );
  }

  /** Where the logits of a block lie: one place for all. */
  logits(): number {
    return this.workspace.logits;
  }

  /** The layers that follow the first: deeper hidden layers, then the output. */
  layersAbove(j: number): LayerPlan[] {
    const { hidden, output } = this.plan.subColumns[j];
    return [...hidden.slice(1), output];
  }

  /** The weights of these layers, transposed side by side for the way back. */
  transposeAbove(j: number): void {
    for (const [layer, { inputs, units, weight }] of this.layersAbove(j).entries()) {
      this.kernels.transpose(inputs, units, weight, units, this.workspace.transposed[layer + 1], inputs);
    }
  }

  /** Where the activations of a hidden layer start for a block of rows. */
  activations(j: number, layer: number, firstRow: number): number {
    if (layer > 0) return this.workspace.deeper[layer];
    return this.workspace.first + 4 * firstRow * this.plan.subColumns[j].hidden[0].units;
  }

  /** The rows of j's first weight that belong to the embedding of k. */
  #inputWeight(j: number, k: number): number {
    return inputWeight(this.plan.subColumns[j], this.plan.subColumns[k]);
  }
}

/** The rows of a first weight that belong to the embedding of another sub-column. */
export function inputWeight({ hidden }: SubColumnPlan, input: SubColumnPlan): number {
  return hidden[0].weight + 4 * input.inputRow * hidden[0].units;
}
