/**
 * A job: many tasks of one kind, described in shared memory, that all threads of the crew work off together. Every
 * field is a number, so that a thread needs nothing but the memory.
 */

import { type BusySlot, forwardPrivately, shortenRows, updateEmbeddingPrivately, updateLayersPrivately } from "./private-task";
import type { PrivateJob } from "./private-pass";
import { partOfBatch, reduceEmbedding, reducePiece, type TrainingJob, trainPart } from "./training-task";
import { addLikelihoods, drawCodes, writeProbabilities } from "./row-task";
import { CHUNK_ROWS } from "./chunk-rows";
import type { Network } from "./network";

export const STOP = 0;
export const TRAIN = 1;
export const REDUCE = 2;
export const LIKELIHOOD = 3;
export const DRAW = 4;
export const PROBABILITIES = 5;
export const PRIVATE_FORWARD = 6;
export const PRIVATE_LENGTHS = 7;
export const PRIVATE_LAYERS = 8;
export const PRIVATE_EMBEDDINGS = 9;

/** What a job says besides its tasks. Unused fields stay at their last value. */
export interface JobFields {
  /** Rows of the batch, or of the request. */
  rows: number;
  /** Which of the two batches is at work. */
  batch: number;
  /** Where the chunk lies in its batch, or the request in its table. */
  firstRow: number;
  /** Length of the sequence of sub-columns. */
  positions: number;
  /** How many positions are known from the start. */
  known: number;
  /** Rows a task takes. */
  rowsPerTask: number;
  /** Of dropout, or of draws. */
  seed: number;
  scale: number;
  dropout: number;
  /** Number of the optimiser's step, or 0 while gradients are still incomplete. */
  step: number;
  learningRate: number;
  /** Standard deviation of the noise of a private step, or 0 while gradients are still incomplete. */
  deviation: number;
  /** Of a private step: the length that rows' gradients are shortened to, and the expected batch size. */
  clip: number;
  expectedBatchSize: number;
}

const FIELDS = [
  "rows",
  "batch",
  "firstRow",
  "positions",
  "known",
  "rowsPerTask",
  "seed",
  "scale",
  "dropout",
  "step",
  "learningRate",
  "deviation",
  "clip",
  "expectedBatchSize",
] as const;

/** Writes the fields where all threads find them. */
export function writeFields({ heap, plan }: Network, fields: Partial<JobFields>): void {
  FIELDS.forEach((name, i) => {
    const value = fields[name];
    if (value !== undefined) heap.doubles[plan.numbers / 8 + i] = value;
  });
}

function readFields({ heap, plan }: Network): JobFields {
  const [rows, batch, firstRow, positions, known, rowsPerTask, seed, ...training] = heap.doubles.slice(
    plan.numbers / 8,
    plan.numbers / 8 + FIELDS.length,
  );
  const [scale, dropout, step, learningRate, deviation, clip, expectedBatchSize] = training;
  return {
    rows,
    batch,
    firstRow,
    positions,
    known,
    rowsPerTask,
    seed,
    scale,
    dropout,
    step,
    learningRate,
    deviation,
    clip,
    expectedBatchSize,
  };
}

/** Requests bring a sequence of their own, training has one in its batch. */
function isOfRequest(kind: number): boolean {
  return kind === LIKELIHOOD || kind === DRAW || kind === PROBABILITIES;
}

/** A job as one thread sees it. */
export class Job {
  readonly #fields: JobFields;
  readonly #sequence: Int32Array;
  #trainingJob: TrainingJob | undefined;
  #privateJob: PrivateJob | undefined;
  #busy: readonly BusySlot[] | undefined;

  constructor(
    readonly network: Network,
    readonly kind: number,
  ) {
    const { heap, plan } = network;
    this.#fields = readFields(network);
    const { batch, positions } = this.#fields;
    const sequence = isOfRequest(kind) ? plan.sequence : plan.batches[batch].sequence;
    const length = isOfRequest(kind) ? positions : plan.subColumns.length;
    this.#sequence = heap.integers.slice(sequence >>> 2, (sequence >>> 2) + length);
  }

  /** Works off a task, pausing where others may have a turn. */
  *perform(task: number): Generator<undefined, void> {
    const { network } = this;
    const { known, seed, firstRow } = this.#fields;
    if (this.kind === TRAIN) yield* this.#eachOfSlot(task, (member, visible) => this.#trainPart(member, visible, task));
    else if (this.kind === REDUCE) this.#reduce(task);
    else if (this.kind === LIKELIHOOD) yield* addLikelihoods(network, this.#run(task), this.#sequence);
    else if (this.kind === DRAW) yield* drawCodes(network, this.#run(task), this.#sequence, known, seed, firstRow);
    else if (this.kind === PROBABILITIES) yield* writeProbabilities(network, this.#run(task), this.#sequence);
    else yield* this.#performPrivate(task);
  }

  #trainPart(member: number, visible: Int32Array, slot: number): Generator<undefined, number> {
    const { network } = this;
    const part = network.plan.parts[member];
    return trainPart(network, partOfBatch(network, this.#training(), part), part, visible, slot);
  }

  /** Pieces first: they are the larger tasks. */
  #reduce(task: number): void {
    const { network } = this;
    const { pieces } = network.plan;
    if (task < pieces.length) reducePiece(network, this.#training(), pieces[task]);
    else reduceEmbedding(network, this.#training(), task - pieces.length);
  }

  *#performPrivate(task: number): Generator<undefined, void> {
    const { network } = this;
    const job = this.#private();
    const subColumn = (member: number): number => network.plan.parts[member].j;
    if (this.kind === PRIVATE_FORWARD)
      yield* this.#eachOfSlot(task, (member, visible, isFirst) =>
        forwardPrivately(network, job, subColumn(member), visible, task, isFirst),
      );
    else if (this.kind === PRIVATE_LENGTHS) shortenRows(network, job, this.#busySlots(), task);
    else if (this.kind === PRIVATE_LAYERS)
      yield* this.#eachOfSlot(task, (member, visible) => updateLayersPrivately(network, job, subColumn(member), visible));
    else if (this.kind === PRIVATE_EMBEDDINGS) updateEmbeddingPrivately(network, job, this.#busySlots(), task);
  }

  #private(): PrivateJob {
    const { deviation, clip, expectedBatchSize } = this.#fields;
    return (this.#privateJob ??= { ...this.#training(), deviation, clip, expectedBatchSize });
  }

  /** The slots of a private step that have sub-columns, each with what the first of them sees. */
  #busySlots(): readonly BusySlot[] {
    const { heap, plan } = this.network;
    const { slotStarts, slotMembers } = plan.batches[this.#fields.batch];
    return (this.#busy ??= Array.from({ length: plan.privateSlotCount }, (_, slot) => {
      const start = heap.integers[(slotStarts >>> 2) + slot];
      const isBusy = start < heap.integers[(slotStarts >>> 2) + slot + 1];
      return { slot, visible: isBusy ? this.#visibleTo(heap.integers[(slotMembers >>> 2) + start]) : undefined };
    }).flatMap(({ slot, visible }) => (visible === undefined ? [] : [{ slot, visible }])));
  }

  /** The sub-columns before that of a part. */
  #visibleTo(member: number): Int32Array {
    return this.#sequence.subarray(0, this.#sequence.indexOf(this.network.plan.parts[member].j));
  }

  /** Goes through the parts of a slot in their order; what a pass gives is the part's loss. */
  *#eachOfSlot(
    slot: number,
    pass: (member: number, visible: Int32Array, isFirst: boolean) => Generator<undefined, number | undefined>,
  ): Generator<undefined, void> {
    const { heap, plan } = this.network;
    const { slotStarts, slotMembers } = plan.batches[this.#fields.batch];
    const [start, end] = [heap.integers[(slotStarts >>> 2) + slot], heap.integers[(slotStarts >>> 2) + slot + 1]];
    for (let i = start; i < end; i++) {
      const member = heap.integers[(slotMembers >>> 2) + i];
      const loss = yield* pass(member, this.#visibleTo(member), i === start);
      if (loss !== undefined) heap.doubles[plan.losses / 8 + member] = loss;
    }
  }

  #run(task: number): { first: number; rows: number } {
    const { rows, rowsPerTask } = this.#fields;
    return { first: task * rowsPerTask, rows: Math.min(rowsPerTask, rows - task * rowsPerTask) };
  }

  /** Made once: views of the memory take longer to make than many a task. */
  #training(): TrainingJob {
    return (this.#trainingJob ??= this.#readTraining());
  }

  #readTraining(): TrainingJob {
    const { heap, plan } = this.network;
    const { rows, firstRow, scale, dropout, seed, step, learningRate } = this.#fields;
    const { codes, index, present, counts: at, slotFilled: filled } = plan.batches[this.#fields.batch];
    const counts = heap.integers.subarray(at >>> 2, (at >>> 2) + plan.subColumns.length);
    const batch = { rows, codes, index, present, stride: 4 * CHUNK_ROWS, counts, filled };
    return { batch, firstRow, scale, dropout, dropoutSeed: seed, update: step > 0 ? { step, learningRate } : undefined };
  }
}
