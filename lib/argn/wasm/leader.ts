/** The leader: turns requests into jobs of its crew, one after another, and gathers what they give. */

import { messageOf } from "../../base/errors";
import type { Blueprint } from "../blueprint";
import type { Step, Weights } from "../engine";
import { Crew } from "./crew";
import { DRAW, LIKELIHOOD, PROBABILITIES, REDUCE, TRAIN, writeFields } from "./job";
import { CHUNK_ROWS } from "./memory-plan";
import type { Network } from "./network";
import type { CodeColumn, Reply, Request, RowRequest } from "./requests";
import { DRAW_NUMBERS } from "./row-task";
import { planSlots } from "./slots";
import { readWeights, writeWeights } from "./weights";

export class Leader {
  readonly #crew: Crew;
  #columns: readonly CodeColumn[] = [];
  #steps = 0;

  constructor(
    readonly blueprint: Blueprint,
    readonly network: Network,
    helpers: number,
  ) {
    this.#crew = new Crew(network, helpers);
  }

  /** Fulfils a request; what goes wrong is a reply too. The caller waits for one reply before it sends the next request. */
  async fulfil(request: Request): Promise<Reply> {
    try {
      return await this.#fulfil(request);
    } catch (thrown) {
      return { kind: "failed", message: messageOf(thrown) };
    }
  }

  stop(): void {
    this.#crew.stop();
  }

  async #fulfil(request: Request): Promise<Reply> {
    const { blueprint, network } = this;
    const { plan, heap } = network;
    switch (request.kind) {
      case "training codes":
        this.#columns = request.columns;
        return { kind: "done" };
      case "train":
        return { kind: "doubles", values: await this.#train(request.steps, request.learningRate) };
      case "weights":
        return { kind: "weights", weights: readWeights(blueprint, plan, heap) };
      case "set weights":
        writeWeights(blueprint, plan, heap, request.weights);
        this.#steps = 0;
        return { kind: "done" };
      case "likelihood": {
        heap.integers.set(request.wanted, plan.wanted >>> 2);
        await this.#runRows(LIKELIHOOD, request);
        return { kind: "doubles", values: heap.doubles.slice(plan.reply / 8, plan.reply / 8 + request.rows) };
      }
      case "draw":
        return { kind: "codes", values: await this.#draw(request) };
      case "probabilities": {
        await this.#runRows(PROBABILITIES, request);
        const { codes } = plan.subColumns[request.sequence[request.sequence.length - 1]];
        return { kind: "floats", values: heap.floats.slice(plan.reply >>> 2, (plan.reply >>> 2) + request.rows * codes) };
      }
    }
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

  async #train(steps: readonly Step[], learningRate: number): Promise<Float64Array> {
    const losses = new Float64Array(steps.length);
    for (const [s, step] of steps.entries()) {
      this.#steps++;
      losses[s] = await this.#pass(step, learningRate);
    }
    return losses;
  }

  /** The batch of a step chunk by chunk, the gradients of all chunks added up; with a learning rate, then the update. */
  async #pass({ rows, order, dropoutSeed }: Step, learningRate: number | undefined): Promise<number> {
    const { network, blueprint } = this;
    const sequence = this.#writeSequence(sequenceOf(blueprint, order));
    writeFields(network, { scale: 1 / Math.max(1, rows.length), dropout: blueprint.dropout, seed: dropoutSeed | 0, learningRate });
    let loss = 0;
    for (let first = 0; first === 0 || first < rows.length; first += CHUNK_ROWS) {
      const chunk = rows.subarray(first, first + CHUNK_ROWS);
      this.#assemble(chunk);
      planSlots(network, chunk.length, sequence);
      const isLast = first + CHUNK_ROWS >= rows.length;
      writeFields(network, { rows: chunk.length, firstRow: first, step: isLast && learningRate !== undefined ? this.#steps : 0 });
      await this.#crew.run(TRAIN, network.plan.slotCount);
      await this.#crew.run(REDUCE, network.plan.subColumns.length);
      loss += this.#lossOfChunk();
    }
    return loss / Math.max(1, rows.length);
  }

  /** Fetches the codes of these rows, and numbers those that occur. */
  #assemble(rows: Int32Array): void {
    const { kernels, heap, plan, workspace } = this.network;
    for (const [k, column] of this.#columns.entries()) {
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

  async #draw(request: Extract<Request, { kind: "draw" }>): Promise<Int32Array> {
    const { heap, plan } = this.network;
    const { rows, sequence, known, settings, fixed, seed, firstRow } = request;
    heap.doubles.set(settings, plan.draws / 8 + DRAW_NUMBERS * known);
    fixed.forEach((shares, i) => {
      const { fixed: at } = plan.subColumns[sequence[known + i]];
      heap.doubles[plan.draws / 8 + DRAW_NUMBERS * (known + i) + 2] = shares === undefined ? 0 : at;
      if (shares !== undefined) heap.doubles.set(shares, at / 8);
    });
    writeFields(this.network, { known, seed: seed | 0, firstRow });
    await this.#runRows(DRAW, request);
    const drawn = new Int32Array((sequence.length - known) * rows);
    for (let position = known; position < sequence.length; position++) {
      const from = (plan.request >>> 2) + sequence[position] * plan.requestRows;
      drawn.set(heap.integers.subarray(from, from + rows), (position - known) * rows);
    }
    return drawn;
  }

  /** Puts the codes that came with a request in place, and has its rows worked off. */
  async #runRows(kind: number, { rows, sequence, codes }: RowRequest): Promise<void> {
    const { network } = this;
    const { heap, plan } = network;
    for (let position = 0; position * rows < codes.length; position++) {
      heap.integers.set(
        codes.subarray(position * rows, (position + 1) * rows),
        (plan.request >>> 2) + sequence[position] * plan.requestRows,
      );
    }
    this.#writeSequence(sequence);
    // small requests are shared out too, but a task under 128 rows would spend its time on tables
    const share = Math.ceil(rows / (this.#crew.helpers + 1));
    const rowsPerTask = Math.min(CHUNK_ROWS, Math.max(128, Math.ceil(share / 64) * 64));
    writeFields(network, { rows, rowsPerTask });
    await this.#crew.run(kind, Math.ceil(rows / rowsPerTask));
  }

  #writeSequence(sequence: Int32Array): Int32Array {
    this.network.heap.integers.set(sequence, this.network.plan.sequence >>> 2);
    writeFields(this.network, { positions: sequence.length });
    return sequence;
  }
}

/** The sub-columns in the order of their columns. */
export function sequenceOf(blueprint: Blueprint, order: Int32Array): Int32Array {
  const sequence: number[] = [];
  for (const c of order) {
    const { first, count } = blueprint.columns[c];
    for (let j = first; j < first + count; j++) sequence.push(j);
  }
  return Int32Array.from(sequence);
}
