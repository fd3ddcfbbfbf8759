/** Optimisation steps: batches cut into chunks, each chunk a few jobs of the crew. */

import type { Blueprint } from "../blueprint";
import type { Privacy, Step, Weights } from "../engine";
import type { Crew } from "./crew";
import { PRIVATE_EMBEDDINGS, PRIVATE_FORWARD, PRIVATE_LAYERS, PRIVATE_LENGTHS, REDUCE, TRAIN, writeFields } from "./job";
import { CHUNK_ROWS, PRIVATE_ROWS } from "./chunk-rows";
import type { Network } from "./network";
import { noiseKey } from "./noise-key";
import type { CodeColumn } from "./requests";
import { sequenceOf, writeSequence } from "./sequence";
import { planSlots } from "./slots";
import { readWeights } from "./weights";

export class Trainer {
  /** The rows that steps pick from. */
  columns: readonly CodeColumn[] = [];
  #steps = 0;

  constructor(
    readonly blueprint: Blueprint,
    readonly network: Network,
    readonly crew: Crew,
  ) {}

  /** New weights begin a new count of steps. */
  restart(): void {
    this.#steps = 0;
  }

  async train(steps: readonly Step[], learningRate: number): Promise<Float64Array> {
    const losses = new Float64Array(steps.length);
    for (const [s, step] of steps.entries()) {
      this.#steps++;
      losses[s] = await this.#pass(step, learningRate);
    }
    return losses;
  }

  /** Loss and gradients of a step, without its update: what a test compares, and a student may look at. */
  async gradients(step: Step): Promise<{ loss: number; gradients: Weights }> {
    const { plan, heap } = this.network;
    const loss = await this.#pass(step, undefined);
    const gradients = readWeights(this.blueprint, plan, heap, plan.toGradients);
    const start = (plan.parameters + plan.toGradients) >>> 2;
    heap.floats.fill(0, start, start + plan.parameterLength);
    return { loss, gradients };
  }

  /** The batch of a step chunk by chunk, the gradients of all chunks added up; with a learning rate, then the update. */
  async #pass({ rows, order, dropoutSeed, privacy }: Step, learningRate: number | undefined): Promise<number> {
    const { network, blueprint } = this;
    const sequence = sequenceOf(blueprint, order);
    writeSequence(network, sequence);
    writeFields(network, { scale: 1 / Math.max(1, rows.length), dropout: blueprint.dropout, seed: dropoutSeed | 0, learningRate });
    const most = privacy === undefined ? CHUNK_ROWS : PRIVATE_ROWS;
    let loss = 0;
    for (let first = 0; first === 0 || first < rows.length; first += most) {
      const chunk = rows.subarray(first, first + most);
      this.#assemble(chunk);
      planSlots(network, chunk.length, sequence);
      const isLast = first + most >= rows.length;
      writeFields(network, { rows: chunk.length, firstRow: first, step: isLast && learningRate !== undefined ? this.#steps : 0 });
      if (privacy === undefined) await this.#runChunk();
      else await this.#runPrivateChunk(privacy, chunk.length, isLast);
      loss += this.#lossOfChunk();
    }
    return loss / Math.max(1, rows.length);
  }

  async #runChunk(): Promise<void> {
    await this.crew.run(TRAIN, this.network.plan.slotCount);
    await this.crew.run(REDUCE, this.network.plan.subColumns.length);
  }

  async #runPrivateChunk(privacy: Privacy, rows: number, isLast: boolean): Promise<void> {
    const { network, crew } = this;
    const { clip, noiseMultiplier, expectedBatchSize, noiseSeed } = privacy;
    const { slotCount, subColumns } = network.plan;
    if (isLast) network.heap.integers.set(noiseKey(noiseSeed, this.#steps), network.plan.noiseKey >>> 2);
    writeFields(network, { deviation: isLast ? (noiseMultiplier * clip) / expectedBatchSize : 0 });
    await crew.run(PRIVATE_FORWARD, slotCount);
    await crew.run(PRIVATE_LENGTHS, subColumns.length);
    this.#writeFactors(rows, clip, expectedBatchSize);
    await crew.run(PRIVATE_LAYERS, slotCount);
    await crew.run(PRIVATE_EMBEDDINGS, subColumns.length);
  }

  /** What each row's gradient is multiplied by: it shortens those longer than `clip`, and divides by the expected batch size. */
  #writeFactors(rows: number, clip: number, expectedBatchSize: number): void {
    const { heap, plan } = this.network;
    for (let row = 0; row < rows; row++) {
      let square = 0;
      for (const { kept } of plan.subColumns)
        square += heap.floats[(kept.ownSquares >>> 2) + row] + heap.floats[(kept.embeddingSquares >>> 2) + row];
      heap.floats[(plan.factors >>> 2) + row] = Math.min(1, clip / Math.sqrt(square)) / expectedBatchSize;
    }
  }

  /** Fetches the codes of these rows, and numbers those that occur. */
  #assemble(rows: Int32Array): void {
    const { kernels, heap, plan, workspace } = this.network;
    for (const [k, column] of this.columns.entries()) {
      const shift = 4 * k * CHUNK_ROWS;
      const to = (plan.codes + shift) >>> 2;
      for (let i = 0; i < rows.length; i++) heap.integers[to + i] = column[rows[i]];
      const count = kernels.compact(rows.length, plan.codes + shift, workspace.slots, plan.index + shift, plan.present + shift);
      heap.integers[(plan.counts >>> 2) + k] = count;
    }
  }

  #lossOfChunk(): number {
    const { heap, plan } = this.network;
    let loss = 0;
    for (let j = 0; j < plan.subColumns.length; j++) loss += heap.doubles[plan.losses / 8 + j];
    return loss;
  }
}
