/** Optimisation steps: batches cut into chunks, each chunk a few jobs of the crew. */

import { atOnce } from "../../base/in-turns";
import type { Blueprint } from "../blueprint";
import type { Privacy, Step, Weights } from "../engine";
import type { Crew } from "./crew";
import { PRIVATE_EMBEDDINGS, PRIVATE_FORWARD, PRIVATE_LAYERS, PRIVATE_LENGTHS, REDUCE, TRAIN, writeFields } from "./job";
import { CHUNK_ROWS, PRIVATE_ROWS } from "./chunk-rows";
import type { Network } from "./network";
import { noiseKey } from "./noise-key";
import type { CodeColumn } from "./requests";
import { sequenceOf } from "./sequence";
import { ROWS_A_MEASURE } from "./private-task";
import { planSlots } from "./slots";
import { copyWeights } from "./weights";

/** Some rows of a step. */
interface Chunk {
  readonly step: Step;
  /** The number of the step in a call. */
  readonly s: number;
  readonly firstRow: number;
  readonly rows: Int32Array;
  readonly isLast: boolean;
}

export class Trainer {
  /** The rows that steps pick from. */
  columns: readonly CodeColumn[] = [];
  #steps = 0;

  constructor(
    readonly blueprint: Blueprint,
    readonly network: Network,
    readonly crew: Crew,
  ) {}

  /** New weights begin a new count of steps, and forget the moments of the old ones. */
  restart(): void {
    const { plan, heap } = this.network;
    // untouched memory is zero, and costs nothing as long as it stays so
    if (this.#steps > 0)
      for (const shift of [plan.toGradients, plan.toMeans, plan.toSquares]) {
        const start = (plan.parameters + shift) >>> 2;
        heap.floats.fill(0, start, start + plan.parameterLength);
      }
    this.#steps = 0;
  }

  /** Goes on after so many steps, whose moments are in place. */
  resume(steps: number): void {
    this.#steps = steps;
  }

  /** The steps that the optimiser has made. */
  get steps(): number {
    return this.#steps;
  }

  train(steps: readonly Step[], learningRate: number): Promise<Float64Array> {
    return this.#pass(steps, learningRate);
  }

  /** Loss and gradients of a step, without its update: what a test compares, and a student may look at. */
  async gradients(step: Step): Promise<{ loss: number; gradients: Weights }> {
    const { plan, heap } = this.network;
    const [loss] = await this.#pass([step], undefined);
    const gradients = atOnce(copyWeights(this.blueprint, plan, heap, plan.toGradients));
    const start = (plan.parameters + plan.toGradients) >>> 2;
    heap.floats.fill(0, start, start + plan.parameterLength);
    return { loss, gradients };
  }

  /**
   * The steps chunk by chunk, the gradients of a step's chunks added up; with a learning rate, then the update. While the
   * helpers begin with a chunk, the leader prepares the next one: nobody waits for it.
   */
  async #pass(steps: readonly Step[], learningRate: number | undefined): Promise<Float64Array> {
    const losses = new Float64Array(steps.length);
    const chunks = steps.flatMap(chunksOf);
    if (chunks.length > 0) this.#prepare(chunks[0], 0);
    for (const [i, chunk] of chunks.entries()) {
      const { step, s, firstRow, rows, isLast } = chunk;
      const size = Math.max(1, step.rows.length);
      if (isLast && learningRate !== undefined) this.#steps++;
      writeFields(this.network, {
        batch: i % 2,
        rows: rows.length,
        firstRow,
        scale: 1 / size,
        dropout: this.blueprint.dropout,
        seed: step.dropoutSeed | 0,
        learningRate,
        step: isLast && learningRate !== undefined ? this.#steps : 0,
      });
      const prepareNext = (): void => {
        if (i + 1 < chunks.length) this.#prepare(chunks[i + 1], (i + 1) % 2);
      };
      if (step.privacy === undefined) await this.#runChunk(prepareNext);
      else await this.#runPrivateChunk(step.privacy, rows.length, isLast, prepareNext);
      losses[s] += this.#lossOfChunk(i % 2) / size;
    }
    return losses;
  }

  async #runChunk(prepareNext: () => void): Promise<void> {
    const { slotCount, subColumns, pieces } = this.network.plan;
    await this.crew.run(TRAIN, slotCount, prepareNext);
    await this.crew.run(REDUCE, pieces.length + subColumns.length);
  }

  async #runPrivateChunk(privacy: Privacy, rows: number, isLast: boolean, prepareNext: () => void): Promise<void> {
    const { network, crew } = this;
    const { clip, noiseMultiplier, expectedBatchSize, noiseSeed } = privacy;
    const { privateSlotCount, subColumns } = network.plan;
    if (isLast) network.heap.integers.set(noiseKey(noiseSeed, this.#steps), network.plan.noiseKey >>> 2);
    writeFields(network, { deviation: isLast ? (noiseMultiplier * clip) / expectedBatchSize : 0, clip, expectedBatchSize });
    await crew.run(PRIVATE_FORWARD, privateSlotCount, prepareNext);
    await crew.run(PRIVATE_LENGTHS, Math.ceil(rows / ROWS_A_MEASURE));
    await crew.run(PRIVATE_LAYERS, privateSlotCount);
    await crew.run(PRIVATE_EMBEDDINGS, subColumns.length);
  }

  /** Fetches the codes of a chunk, numbers those that occur, and shares out the work. */
  #prepare({ step, rows }: Chunk, which: number): void {
    const { kernels, heap, plan, workspace } = this.network;
    const batch = plan.batches[which];
    for (const [k, column] of this.columns.entries()) {
      const shift = 4 * k * CHUNK_ROWS;
      const to = (batch.codes + shift) >>> 2;
      for (let i = 0; i < rows.length; i++) heap.integers[to + i] = column[rows[i]];
      const count = kernels.compact(rows.length, batch.codes + shift, workspace.slots, batch.index + shift, batch.present + shift);
      heap.integers[(batch.counts >>> 2) + k] = count;
    }
    heap.integers.set(sequenceOf(this.blueprint, step.order), batch.sequence >>> 2);
    planSlots(this.network, batch, rows.length, step.privacy !== undefined);
  }

  /** The sum over the parts that had rows, in their order. */
  #lossOfChunk(which: number): number {
    const { heap, plan } = this.network;
    const { slotStarts, slotMembers } = plan.batches[which];
    const count = heap.integers[(slotStarts >>> 2) + plan.slotCount];
    const members = heap.integers.slice(slotMembers >>> 2, (slotMembers >>> 2) + count).sort();
    return members.reduce((loss, member) => loss + heap.doubles[plan.losses / 8 + member], 0);
  }
}

function chunksOf(step: Step, s: number): Chunk[] {
  const { rows, privacy } = step;
  const most = privacy === undefined ? CHUNK_ROWS : PRIVATE_ROWS;
  return Array.from({ length: Math.max(1, Math.ceil(rows.length / most)) }, (_, c) => ({
    step,
    s,
    firstRow: c * most,
    rows: rows.subarray(c * most, (c + 1) * most),
    isLast: (c + 1) * most >= rows.length,
  }));
}
