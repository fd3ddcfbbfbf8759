/** Rows from a trained network, block by block. */

import { breather, throwIfAborted } from "../../base/abort";
import { checkInteger, checkOptions } from "../../base/check";
import { throttled } from "../../base/progress";
import { Rng } from "../../base/random";
import { coerced } from "../../encoding/coerce";
import { concat } from "../../table/concat";
import type { Table } from "../../table/table";
import type { CodeTable, Engine } from "../engine";
import type { ComputeOptions, ModelState } from "../model-state";
import { planDraws, type PlanOptions } from "./plan";

export interface SampleOptions extends ComputeOptions, PlanOptions {
  /** Fixes all draws; default 1. The same seed gives the same rows. */
  readonly seed?: number;
  /** Rows with some of the columns; the others are drawn to fit them. One given row is used for every row. */
  readonly given?: Table;
  /** Hears at most ten reports a second. */
  readonly onProgress?: (progress: SampleProgress) => void;
}

export interface SampleProgress {
  readonly rows: number;
  readonly of: number;
}

/** Each block draws the columns in an order of its own, so there should be many; but small ones keep the kernels waiting. */
const BLOCKS = 48;
const LEAST_ROWS_A_BLOCK = 128;
const MOST_ROWS_A_BLOCK = 16_384;
const NAMES = ["seed", "given", "temperature", "topP", "rebalance", "onProgress", "engine", "threads", "signal"];

export async function generate(engine: Engine, state: ModelState, rows: number, options: SampleOptions): Promise<Table> {
  checkOptions("Cannot sample", options, NAMES);
  checkInteger("Cannot sample", "rows", rows, 0, 0x7fffffff);
  const given = givenRows(options.given, rows);
  const rng = new Rng(options.seed ?? 1).fork("sample");
  const seed = rng.fork("draws").uint32() | 0;
  const report = throttled(options.onProgress);
  const breathe = breather();
  const blocks: Table[] = [];
  const blockRows = Math.min(Math.max(Math.ceil(rows / BLOCKS), LEAST_ROWS_A_BLOCK), MOST_ROWS_A_BLOCK);
  // zero rows still make a block, so that the table has its columns
  for (let firstRow = 0; firstRow < rows || blocks.length === 0; firstRow += blockRows) {
    throwIfAborted(options.signal, "Sampling");
    const rowCount = Math.min(blockRows, rows - firstRow);
    const plan = planDraws(state, options, given, rng.fork(`order ${firstRow}`));
    const part = given?.slice(firstRow, firstRow + rowCount);
    const table = part === undefined ? emptyCodes(state, rowCount) : encodeGiven(state, part);
    await engine.sample({ table, known: plan.known, draws: plan.draws, seed, firstRow });
    const decoded = state.codec.decode(table, { rng: rng.fork(`decode ${firstRow}`), firstRow });
    blocks.push(part === undefined ? decoded : withGivenCells(decoded, part));
    report({ rows: firstRow + rowCount, of: rows }, firstRow + rowCount === rows);
    await breathe();
  }
  return concat(blocks);
}

function givenRows(given: Table | undefined, rows: number): Table | undefined {
  if (given === undefined || given.rowCount === rows) return given;
  if (given.rowCount === 1) return given.take(new Int32Array(rows));
  throw new RangeError(
    `Cannot sample ${rows} rows with ${given.rowCount} given rows: give as many as you sample, or one that is used for every row`,
  );
}

function emptyCodes({ blueprint }: ModelState, rowCount: number): CodeTable {
  return { rowCount, codes: blueprint.subColumns.map(() => new Int32Array(rowCount)) };
}

/** Codes of the given columns; those of the others are placeholders until they are drawn. */
function encodeGiven(state: ModelState, given: Table): CodeTable {
  const known = state.codec.columns.map(({ name }) => name).filter((name) => given.has(name));
  const encoded = state.codec.encode(given, { columns: known, rng: new Rng(1).fork("given") });
  return { rowCount: given.rowCount, codes: state.blueprint.subColumns.map((_, j) => encoded.codes[j] ?? new Int32Array(given.rowCount)) };
}

/** The given cells stand in the result as they were given, even where the model knows them only as rare or clipped. */
function withGivenCells(decoded: Table, given: Table): Table {
  const known = given.columns.filter(({ name }) => decoded.has(name));
  return known.reduce((table, column) => table.with(coerced(column, decoded.column(column.name).type)), decoded);
}
