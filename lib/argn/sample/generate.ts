/** Rows from a trained network, block by block. */

import { breather, throwIfAborted } from "../../base/abort";
import { checkInteger, checkOptions } from "../../base/check";
import { throttled } from "../../base/progress";
import { Rng } from "../../base/random";
import { concatInTurns } from "../../table/concat";
import type { Table } from "../../table/table";
import { checkGiven } from "../constraints/check-given";
import { deriveColumns } from "../constraints/derive";
import { derivedColumns, rulesOf } from "../constraints/rules-of";
import type { Engine } from "../engine";
import type { ComputeOptions, ModelState } from "../model-state";
import { drawOutcome } from "./draw-outcome";
import { type Block, type BlockSource, fillBlock } from "./fill-block";
import { checkParity, type ParityOptions } from "./parity-options";
import { checkColumns, checkPlanOptions, type PlanOptions, planDraws } from "./plan";
import { checkComplete, withoutMissing } from "./complete";
import { prepareShares, type RebalanceOptions } from "./prepare-shares";
import { chooseRegions } from "./rebalance";
import { tableOfBlock } from "./table-of-block";

export interface SampleOptions extends ComputeOptions, PlanOptions {
  /**
   * Fixes all draws; default 1. The same seed gives the same rows.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * assert.deepEqual(await argn.sample(20, { seed: 2 }), await argn.sample(20, { seed: 2 }));
   */
  readonly seed?: number;
  /**
   * Rows with some of the columns; the others are drawn to fit them. One given row is used for every row. A missing cell
   * counts as missing where the training had missing cells in this column, and is drawn where it had none.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const synthetic = await argn.sample(3, { given: Table.of({ y: ["a", "b", "a"] }) });
   * assert.deepEqual([...synthetic.rows()].map(({ y }) => y), ["a", "b", "a"]);
   */
  readonly given?: Table;
  /**
   * Shares that values of columns shall have: `{ income: { ">50K": 0.5 }, age: { "18..30": 0.5, "60..": 0.2 } }`. A range
   * holds its lower limit and not its upper one. What is not named shares the rest.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const synthetic = await argn.sample(1000, { rebalance: { y: { a: 0.9 } } });
   * assert(Math.abs(synthetic.filter(({ y }) => y === "a").rowCount / 1000 - 0.9) < 0.05);
   */
  readonly rebalance?: RebalanceOptions;
  /**
   * Columns that come without missing cells; where given rows have holes in them, these are drawn.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 90 }, (_, i) => (i % 3 === 0 ? null : i % 3)) });
   * const argn = await TabularARGN.train(table, { epochs: 1 });
   * assert([...(await argn.sample(50, { complete: ["x"] })).rows()].every(({ x }) => x !== null));
   */
  readonly complete?: readonly string[];
  /**
   * Gives an outcome the same shares in every group: `{ outcome: "income", across: ["sex"] }`.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const fair = await argn.sample(500, { parity: { outcome: "y", across: ["x"] } });
   * assert(statisticalParity(fair, { outcome: "y", favourable: "a", across: ["x"] }).gap < 0.05);
   */
  readonly parity?: ParityOptions;
  /**
   * Hears at most ten reports a second.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * let done = 0;
   * await argn.sample(500, { onProgress: ({ rows }) => (done = rows) });
   * assert.equal(done, 500);
   */
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
const NAMES = ["seed", "given", "temperature", "topP", "rebalance", "complete", "parity", "onProgress", "engine", "threads", "signal"];

export async function generate(engine: Engine, state: ModelState, rows: number, options: SampleOptions): Promise<Table> {
  checkOptions("Cannot sample", options, NAMES);
  checkInteger("Cannot sample", "rows", rows, 0, 0x7fffffff);
  const rng = new Rng(options.seed ?? 1).fork("sample");
  const given = givenRows(options.given, rows);
  const source = await prepare(engine, state, options, given, rng);
  const report = throttled(options.onProgress);
  const breathe = breather();
  const blocks: (Block & { readonly firstRow: number })[] = [];
  const tables: Table[] = [];
  const finish = (block: Block, firstRow: number): Promise<Table> => {
    const part = given?.slice(firstRow, firstRow + block.table.rowCount);
    const { held, complete } = source;
    return tableOfBlock(state, block, { firstRow, given: part, held, complete, rng: rng.fork(`decode ${firstRow}`) });
  };
  const blockRows = Math.min(Math.max(Math.ceil(rows / BLOCKS), LEAST_ROWS_A_BLOCK), MOST_ROWS_A_BLOCK);
  // zero rows still make a block, so that the table has its columns
  for (let firstRow = 0; firstRow === 0 || firstRow < rows; firstRow += blockRows) {
    throwIfAborted(options.signal, "Sampling");
    const rowCount = Math.min(blockRows, rows - firstRow);
    const block = await fillBlock(source, rowCount, firstRow, given?.slice(firstRow, firstRow + rowCount), rng.fork(`order ${firstRow}`));
    if (options.parity === undefined) tables.push(await finish(block, firstRow));
    else blocks.push({ ...block, firstRow });
    report({ rows: firstRow + rowCount, of: rows }, firstRow + rowCount === rows);
    await breathe();
  }
  if (options.parity !== undefined) {
    await completeOutcome(source, blocks, options.parity, rng.fork("parity"));
    for (const block of blocks) tables.push(await finish(block, block.firstRow));
  }
  const table = await concatInTurns(tables);
  return source.rules === undefined ? table : deriveColumns(source.rules, table, given, rng.fork("derive"));
}

/** All that blocks have in common; throws where wishes are out of range or contradict each other. */
async function prepare(
  engine: Engine,
  state: ModelState,
  options: SampleOptions,
  given: Table | undefined,
  rng: Rng,
): Promise<BlockSource> {
  checkPlanOptions(state, options);
  const { rebalance = {}, parity, complete = [] } = options;
  checkColumns(state, "rebalance", Object.keys(rebalance));
  checkComplete(state, complete, rebalance);
  const rules = rulesOf(state);
  if (rules !== undefined && given !== undefined) checkGiven(state, rules, given, { action: "Cannot sample", filled: new Set(complete) });
  const names = state.codec.columns.map(({ name }) => name);
  const isGiven = names.filter((name) => given?.has(name) === true);
  const ruled = new Set([...(rules?.bounds.keys() ?? []), ...(rules?.combinations.flatMap(({ columns }) => columns) ?? [])]);
  const derived = derivedColumns(state).map((name) => names.indexOf(name));
  if (parity !== undefined) checkParity(state, { parity, given: isGiven, ruled: new Set([...ruled, ...derived]) });
  const shares = prepareShares(state, rebalance, {
    given: isGiven,
    ruled,
    derived: derived.map((c) => names[c]),
    outcome: parity?.outcome,
  });
  const outcome = parity === undefined ? [] : [names.indexOf(parity.outcome)];
  // a network of fixed order must see every column before those that follow
  const left = state.order === "fixed" ? outcome : [...derived, ...outcome];
  return {
    engine,
    state,
    action: "Cannot sample",
    options,
    roles: {
      given: isGiven,
      // the columns of one list keep the order of the data, as a model trained in that order needs it
      rebalanced: names.filter((name) => Object.hasOwn(rebalance, name) && name !== parity?.outcome),
      sensitive: parity === undefined ? [] : names.filter((name) => parity.across.includes(name)),
      ...(parity === undefined ? {} : { outcome: parity.outcome }),
    },
    fixed: withoutMissing(state, complete, shares.fixed),
    ...(rules === undefined ? {} : { rules }),
    ...(shares.columns.length === 0
      ? {}
      : { chooseRegion: await chooseRegions(engine, state, shares.columns, options, rules, rng.fork("rebalance")) }),
    complete: new Set(complete),
    left: new Set(left.filter((column) => !isGiven.includes(names[column]))),
    held: new Set(
      names.flatMap((name, c) => {
        const wished = Object.hasOwn(rebalance, name) || parity?.outcome === name || parity?.across.includes(name) === true || ruled.has(c);
        return (wished && !isGiven.includes(name)) || complete.includes(name) ? [c] : [];
      }),
    ),
    seed: rng.fork("draws").uint32() | 0,
  };
}

/** Draws the outcome of parity for all rows, which are complete but for it. */
async function completeOutcome(source: BlockSource, blocks: readonly Block[], parity: ParityOptions, rng: Rng): Promise<void> {
  const { engine, state, options, left, fixed } = source;
  const column = state.codec.columns.findIndex(({ name }) => name === parity.outcome);
  const plan = planDraws(state, options, source.roles, { fixed: new Map(), left: new Set(), rng, action: source.action });
  const draw = plan.find((one) => one.column === column)?.draws[0];
  if (draw !== undefined) await drawOutcome(engine, state, blocks, parity, draw, left, fixed.get(column), rng);
}

function givenRows(given: Table | undefined, rows: number): Table | undefined {
  if (given === undefined || given.rowCount === rows) return given;
  if (given.rowCount === 1) return given.take(new Int32Array(rows));
  throw new RangeError(
    `Cannot sample ${rows} rows with ${given.rowCount} given rows: give as many as you sample, or one that is used for every row`,
  );
}
