/** Work by rows without a gradient: likelihoods, draws, probabilities. Rows are independent, so each task takes a run of them. */

import { CHUNK_ROWS } from "./chunk-rows";
import type { Batch, Network } from "./network";

/** A run of the request's rows. */
export interface RowRun {
  readonly first: number;
  readonly rows: number;
}

/** Inverse temperature, top-p, pointer to prescribed shares or 0: what the draws of a request hold per position. */
export const DRAW_NUMBERS = 4;

/** reply[row] (64 bits) = log-probability of the sub-columns wanted, each given all before it in the sequence. */
export function* addLikelihoods(network: Network, run: RowRun, sequence: Int32Array): Generator<undefined, void> {
  const { kernels, heap, plan } = network;
  const totals = plan.reply + 8 * run.first;
  heap.doubles.fill(0, totals / 8, totals / 8 + run.rows);
  const rows = new RequestRows(network, run);
  for (let position = 0; position < sequence.length; position++) {
    const j = sequence[position];
    if (heap.integers[(plan.wanted >>> 2) + position] !== 0) {
      const { output } = plan.subColumns[j];
      for (const block of rows.blocks(j, sequence.subarray(0, position))) {
        kernels.addLogProbability(
          block.rows,
          output.units,
          network.workspace.logits,
          output.bias,
          rows.codes(j, block.first),
          totals + 8 * block.first,
        );
      }
      yield;
    }
    rows.see(j);
  }
}

/** Draws the codes of the sub-columns from position `known` on, one after another, each given all before it. */
export function* drawCodes(
  network: Network,
  run: RowRun,
  sequence: Int32Array,
  known: number,
  seed: number,
  firstRow: number,
): Generator<undefined, void> {
  const { kernels, heap, plan, workspace } = network;
  const rows = new RequestRows(network, run);
  for (let position = 0; position < known; position++) rows.see(sequence[position]);
  for (let position = known; position < sequence.length; position++) {
    const j = sequence[position];
    const { codes, output } = plan.subColumns[j];
    const [inverseTemperature, topP, fixed] = heap.doubles.subarray(plan.draws / 8 + DRAW_NUMBERS * position);
    for (const block of rows.blocks(j, sequence.subarray(0, position))) {
      kernels.softmax(block.rows, output.units, workspace.logits, output.bias, inverseTemperature);
      if (topP < 1) kernels.nucleus(block.rows, codes, workspace.logits, output.units, topP, workspace.heap);
      if (fixed > 0) kernels.prescribe(block.rows, codes, workspace.logits, output.units, fixed);
      const row = firstRow + run.first + block.first;
      kernels.draw(block.rows, codes, workspace.logits, output.units, seed, row, j, rows.codes(j, block.first));
    }
    rows.see(j);
    yield;
  }
}

/** reply [rows, K] = probabilities of the last sub-column of the sequence, given those before it. */
export function* writeProbabilities(network: Network, run: RowRun, sequence: Int32Array): Generator<undefined, void> {
  const { kernels, heap, plan, workspace } = network;
  const j = sequence[sequence.length - 1];
  const visible = sequence.subarray(0, -1);
  const { codes, output } = plan.subColumns[j];
  const rows = new RequestRows(network, run);
  for (const k of visible) rows.see(k);
  for (const block of rows.blocks(j, visible)) {
    kernels.softmax(block.rows, output.units, workspace.logits, output.bias, 1);
    for (let row = 0; row < block.rows; row++) {
      const from = (workspace.logits >>> 2) + row * output.units;
      heap.floats.copyWithin((plan.reply >>> 2) + (run.first + block.first + row) * codes, from, from + codes);
    }
    yield;
  }
}

/** The rows of a run: which of their codes occur, sub-column by sub-column as they become known. */
class RequestRows {
  readonly #batch: Batch;

  constructor(
    readonly network: Network,
    readonly run: RowRun,
  ) {
    const { workspace, plan } = network;
    const stride = 4 * CHUNK_ROWS;
    this.#batch = {
      rows: run.rows,
      index: workspace.index,
      present: workspace.present,
      stride,
      counts: new Int32Array(plan.subColumns.length),
    };
  }

  /** Where the codes of sub-column j lie, from this row of the run on. */
  codes(j: number, row = 0): number {
    const { plan } = this.network;
    return plan.request + 4 * (j * plan.requestRows + this.run.first + row);
  }

  /** Takes the codes of sub-column k as known. */
  see(k: number): void {
    const { kernels, workspace } = this.network;
    const { index, present, stride, counts, rows } = this.#batch;
    counts[k] = kernels.compact(rows, this.codes(k), workspace.slots, index + k * stride, present + k * stride);
    this.network.embed(k, this.#batch);
  }

  /** Computes the logits of sub-column j, block by block, into the workspace. */
  *blocks(j: number, visible: Int32Array): Generator<RowRun, void> {
    this.network.firstLayer(j, visible, this.#batch);
    const { blockRows } = this.network.plan.subColumns[j];
    for (let first = 0; first < this.run.rows; first += blockRows) {
      const rows = Math.min(blockRows, this.run.rows - first);
      this.network.computeLogits(j, first, rows);
      yield { first, rows };
    }
  }
}
