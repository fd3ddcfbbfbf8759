/** The leader: turns requests into jobs of its crew, one after another, and gathers what they give. */

import { messageOf } from "../../base/errors";
import type { Blueprint } from "../blueprint";
import { Crew } from "./crew";
import { DRAW, LIKELIHOOD, PROBABILITIES, writeFields } from "./job";
import { CHUNK_ROWS } from "./chunk-rows";
import type { Network } from "./network";
import type { Reply, Request, RowRequest } from "./requests";
import { DRAW_NUMBERS } from "./row-task";
import { writeSequence } from "./sequence";
import { Trainer } from "./trainer";

export class Leader {
  readonly #crew: Crew;
  readonly trainer: Trainer;

  constructor(
    readonly blueprint: Blueprint,
    readonly network: Network,
    helpers: number,
  ) {
    this.#crew = new Crew(network, helpers);
    this.trainer = new Trainer(blueprint, network, this.#crew);
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
    const { plan, heap } = this.network;
    switch (request.kind) {
      case "training codes":
        this.trainer.columns = request.columns;
        return { kind: "done" };
      case "train":
        return { kind: "doubles", values: await this.trainer.train(request.steps, request.learningRate) };
      case "new weights":
        this.trainer.restart();
        return { kind: "done" };
      case "steps":
        return { kind: "steps", steps: this.trainer.steps };
      case "new moments":
        this.trainer.resume(request.steps);
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
    writeSequence(network, sequence);
    // small requests are shared out too, but a task under 64 rows would spend its time on tables
    const share = Math.ceil(rows / (this.#crew.helpers + 1));
    const rowsPerTask = Math.min(CHUNK_ROWS, Math.max(64, Math.ceil(share / 64) * 64));
    writeFields(network, { rows, rowsPerTask });
    await this.#crew.run(kind, Math.ceil(rows / rowsPerTask));
  }
}
