/** Which rows are trained on when: the split into training and validation, batches, orders of the columns. */

import { atOnce } from "../../base/in-turns";
import type { Rng } from "../../base/random";
import type { Blueprint } from "../blueprint";
import { dataOrder } from "../blueprint";
import type { CodeTable, Step } from "../engine";

/** Any order: each batch is trained in an order of its own, so that every column can be conditional on any others. */
export type ColumnOrder = "any" | "fixed";

const LEAST_BATCH = 8;
const LARGEST_BATCH = 512;
const ROWS_THAT_NEED_LITTLE_DROPOUT = 10_000;

/** Rows a batch: a power of two near 1/64 of the rows, 8 to 512. Beyond 512 an epoch has too few steps to learn as much. */
export function batchSizeFor(rows: number): number {
  const size = 2 ** Math.floor(Math.log2(Math.max(1, rows / 64)));
  return Math.min(Math.max(size, LEAST_BATCH), LARGEST_BATCH, Math.max(1, rows));
}

/** Share of inputs dropped by default: few rows are learnt by heart without it, many rows are blurred by it. */
export function dropoutFor(rows: number): number {
  return rows < ROWS_THAT_NEED_LITTLE_DROPOUT ? 0.25 : 0.1;
}

/** The learning rate that suits a batch size: it grows with its square root. */
export function learningRateFor(batchSize: number): number {
  return 0.001 * Math.sqrt(batchSize / 32);
}

/**
 * The steps of one epoch: every row once, in random order; the rows left over at the end make a smaller batch. With
 * weights, each row comes as often as its weight is worth, on average over epochs.
 */
export function epochSteps(
  rowCount: number,
  batchSize: number,
  blueprint: Blueprint,
  order: ColumnOrder,
  rng: Rng,
  weights?: Float64Array,
): Step[] {
  const rows = rng.fork("rows");
  const shuffled =
    weights === undefined ? rows.permutation(rowCount) : Int32Array.from(rows.shuffle(weightedRows(weights, rng.fork("weights"))));
  const orders = rng.fork("orders");
  const seeds = rng.fork("dropout");
  const steps: Step[] = [];
  for (let start = 0; start < rowCount; start += batchSize) {
    steps.push({
      rows: shuffled.slice(start, Math.min(start + batchSize, rowCount)),
      order: order === "any" ? orders.permutation(blueprint.columns.length) : dataOrder(blueprint),
      dropoutSeed: seeds.uint32() | 0,
    });
  }
  return steps;
}

/** As many rows as there are weights, each about weight / mean weight times: its whole part for sure, the rest by chance. */
export function weightedRows(weights: Float64Array, rng: Rng): number[] {
  const unit = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const rows: number[] = [];
  let due = rng.uniform();
  weights.forEach((weight, row) => {
    for (due += weight / unit; due >= 1; due--) rows.push(row);
  });
  return rows;
}

/**
 * The orders in which validation rows are scored: the same in every epoch, so that a better loss means a better
 * network. The cyclic shifts of one random order put every column at every depth equally often.
 */
export function validationOrders(blueprint: Blueprint, order: ColumnOrder, rng: Rng, most = 4): Int32Array[] {
  if (order === "fixed") return [dataOrder(blueprint)];
  const columns = blueprint.columns.length;
  const base = rng.permutation(columns);
  const count = Math.min(most, columns);
  return Array.from({ length: count }, (_, i) => {
    const shift = Math.floor((i * columns) / count);
    return Int32Array.from(base, (_column, position) => base[(position + shift) % columns]);
  });
}

export interface TrainingData {
  readonly training: CodeTable;
  readonly validation: CodeTable;
  /** What each row is worth; absent when all are worth the same. */
  readonly weights?: { readonly training: Float64Array; readonly validation: Float64Array };
}

/** Holds some rows back for validation: at least one, and never the only one, which then serves both. Pauses between sub-columns. */
export function* splitForValidation(table: CodeTable, share: number, rng: Rng, weights?: Float64Array): Generator<undefined, TrainingData> {
  if (table.rowCount < 2) return { training: table, validation: table };
  const shuffled = rng.permutation(table.rowCount);
  yield;
  const held = Math.min(table.rowCount - 1, Math.max(1, Math.round(table.rowCount * share)));
  const [validation, training] = [shuffled.subarray(0, held), shuffled.subarray(held)];
  const codes = { training: yield* takingCodes(table, training), validation: yield* takingCodes(table, validation) };
  if (weights === undefined) return codes;
  const own = { training: takeWeights(weights, training), validation: takeWeights(weights, validation) };
  return { ...codes, weights: own };
}

/** Some rows' weights; rows that are all worth nothing count alike, so that a loss of theirs exists. */
function takeWeights(weights: Float64Array, rows: Int32Array): Float64Array {
  const taken = Float64Array.from(rows, (row) => weights[row]);
  return taken.some((weight) => weight > 0) ? taken : taken.fill(1);
}

/** Some rows of a code table. */
export function takeCodes(table: CodeTable, rows: Int32Array): CodeTable {
  return atOnce(takingCodes(table, rows));
}

function* takingCodes(table: CodeTable, rows: Int32Array): Generator<undefined, CodeTable> {
  const taken: Int32Array[] = [];
  for (const codes of table.codes) {
    const own = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) own[i] = codes[rows[i]];
    taken.push(own);
    yield;
  }
  return { rowCount: rows.length, codes: taken };
}
