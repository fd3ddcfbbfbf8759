/** Filling the missing cells of real rows with draws from the model, given everything that is known of each row. */

import { breather, throwIfAborted } from "../../base/abort";
import { checkInteger, checkOptions } from "../../base/check";
import { quoteList } from "../../base/errors";
import { throttled } from "../../base/progress";
import { Rng } from "../../base/random";
import { type Column, isMissing, missingCount, takeCells } from "../../table/column";
import { concat } from "../../table/concat";
import { mergeCells } from "../../table/merge-cells";
import type { Table } from "../../table/table";
import { checkGiven } from "../constraints/check-given";
import { deriveHoles } from "../constraints/derive";
import { derivedColumns, inputsOf, rulesOf } from "../constraints/rules-of";
import type { Engine } from "../engine";
import type { ComputeOptions, ModelState } from "../model-state";
import { BalancedDraw } from "./balanced-draw";
import { hasValues, withoutMissing } from "./complete";
import type { ColumnTuning } from "./draw-rows";
import { type BlockSource, fillBlock } from "./fill-block";
import { marginWeights } from "./margin-weights";
import { decodeBlock } from "./table-of-block";

export interface ImputeOptions extends ComputeOptions {
  /**
   * Columns to fill; default all that have missing cells.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const filled = await argn.impute(Table.of({ x: [0, null], y: [null, "b"] }), { columns: ["y"] });
   * assert.deepEqual([filled.cell(0, "y") === null, filled.cell(1, "x")], [false, null]);
   */
  readonly columns?: readonly string[];
  /**
   * Fixes all draws; default 1.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const holed = Table.of({ x: [0, 1], y: [null, null] });
   * assert.deepEqual(await argn.impute(holed, { seed: 3 }), await argn.impute(holed, { seed: 3 }));
   */
  readonly seed?: number;
  /**
   * Hears at most ten reports a second: rows done, over all draws.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * let done = 0;
   * await argn.impute(Table.of({ x: [0, 1], y: [null, null] }), { onProgress: ({ rows }) => (done = rows) });
   * assert.equal(done, 2);
   */
  readonly onProgress?: (progress: { readonly rows: number; readonly of: number }) => void;
}

const ACTION = "Cannot impute";
const NAMES = ["columns", "seed", "onProgress", "engine", "threads", "signal", "draws", "aggregate"];
const ROWS_A_BLOCK = 16_384;

/**
 * Several completions of the table, each with its own draws. Cells that are there stay as they are. A row's missing cells
 * are drawn one after another, given its present cells and those drawn before; columns that are not filled count as
 * missing where they are missing. The model's constraints hold in every row that is filled.
 */
export async function completions(
  engine: Engine,
  state: ModelState,
  table: Table,
  draws: number,
  options: ImputeOptions,
): Promise<Table[]> {
  checkOptions(ACTION, options, NAMES);
  checkInteger(ACTION, "draws", draws, 1, 10_000);
  const wanted = columnsToFill(state, table, options.columns);
  const made = derivedColumns(state);
  const filled = wanted.filter(({ name }) => !made.includes(name));
  const holed = rowsWithHoles(filled, table.rowCount);
  const known = table.select(state.codec.columns.map(({ name }) => name).filter((name) => table.has(name))).take(holed);
  const source = prepare(engine, state, table, filled);
  const { rules } = source;
  if (rules !== undefined) checkGiven(state, rules, known, { action: ACTION, filled: source.complete, rows: holed });
  const report = throttled(options.onProgress);
  const breathe = breather();
  const results: Table[] = [];
  const seeded = new Rng(options.seed ?? 1);
  const weights = holed.length === 0 ? undefined : await marginWeights(engine, state, table, filled, source.fixed, seeded.fork("margins"));
  for (let draw = 0; draw < draws; draw++) {
    const rng = seeded.fork(`impute ${draw}`);
    const tuning = tuningOf(state, filled, weights, draws === 1 ? rng.fork("balance") : undefined);
    const blocks: Table[] = [];
    for (let firstRow = 0; firstRow < holed.length; firstRow += ROWS_A_BLOCK) {
      throwIfAborted(options.signal, "Imputation");
      const part = known.slice(firstRow, firstRow + ROWS_A_BLOCK);
      blocks.push(await completeRows({ ...source, tuning }, part, firstRow, rng.fork(firstRow)));
      report({ rows: draw * holed.length + firstRow + part.rowCount, of: draws * holed.length });
      await breathe();
    }
    const complete = blocks.length === 0 ? table : withCells(table, filled, holed, concat(blocks));
    results.push(rules === undefined ? complete : deriveHoles(rules, complete, wanted, rng.fork("derive")));
  }
  return results;
}

/** All that the blocks have in common. */
function prepare(engine: Engine, state: ModelState, table: Table, filled: readonly Column[]): BlockSource {
  const names = state.codec.columns.map(({ name }) => name);
  const rules = rulesOf(state);
  const derived = derivedColumns(state);
  const learnt = filled.map(({ name }) => name);
  const isLeft = (name: string): boolean => !table.has(name) || (state.order === "any" && derived.includes(name));
  const ruled = [...(rules?.bounds.keys() ?? []), ...(rules?.combinations.flatMap(({ columns }) => columns) ?? [])];
  return {
    engine,
    state,
    action: ACTION,
    options: {},
    roles: { imputed: learnt },
    fixed: withoutMissing(state, learnt, new Map(), true),
    ...(rules === undefined ? {} : { rules }),
    complete: new Set(learnt),
    left: new Set(names.flatMap((name, c) => (isLeft(name) ? [c] : []))),
    held: new Set(ruled.filter((column) => table.has(names[column]))),
    seed: 0,
  };
}

/**
 * The weights of each column, and balanced draws where there is one completion only: the counts of several must differ as
 * chance has it, since analyses take their spread from them.
 */
function tuningOf(
  state: ModelState,
  filled: readonly Column[],
  weights: ReadonlyMap<number, Float64Array> | undefined,
  balance: Rng | undefined,
): Map<number, ColumnTuning> {
  return new Map(
    filled.map(({ name }) => {
      const column = state.codec.columns.findIndex((candidate) => candidate.name === name);
      const own = weights?.get(column);
      const [{ cardinality }] = state.codec.columns[column].subColumns;
      return [
        column,
        {
          ...(own === undefined ? {} : { weights: own }),
          ...(balance === undefined ? {} : { balance: new BalancedDraw(cardinality, balance.fork(name)) }),
        },
      ];
    }),
  );
}

/** The rows with nothing missing in the columns to fill. */
async function completeRows(source: BlockSource, known: Table, firstRow: number, rng: Rng): Promise<Table> {
  const block = await fillBlock({ ...source, seed: rng.uint32() | 0 }, known.rowCount, firstRow, known, rng);
  return decodeBlock(source.state, block, { held: source.held, rng: rng.fork("decode") });
}

/** The table with the holes of these columns filled; row i of `complete` belongs to row holed[i]. */
function withCells(table: Table, filled: readonly Column[], holed: Int32Array, complete: Table): Table {
  const source = new Int32Array(table.rowCount);
  holed.forEach((row, i) => (source[row] = i));
  return filled.reduce((result, column) => result.with(mergeCells(column, takeCells(complete.column(column.name), source))), table);
}

function rowsWithHoles(columns: readonly Column[], rowCount: number): Int32Array {
  return Int32Array.from({ length: rowCount }, (_, i) => i).filter((row) => columns.some((column) => isMissing(column, row)));
}

/** The columns with holes to fill: learnt ones, and those that a constraint makes from columns of the table. */
function columnsToFill(state: ModelState, table: Table, names: readonly string[] | undefined): Column[] {
  const learnt = state.codec.columns
    .filter(({ name, subColumns }) => subColumns.length > 0 && hasValues(state, name))
    .map(({ name }) => name);
  const made = derivedColumns(state);
  const lacks = (name: string): string[] => inputsOf(state, name).filter((input) => !table.has(input));
  const canFill = (name: string): boolean => (made.includes(name) ? lacks(name).length === 0 : learnt.includes(name));
  if (names === undefined) return table.columns.filter((column) => canFill(column.name) && missingCount(column) > 0);
  return names.map((name) => {
    const column = table.column(name);
    if (canFill(name)) return column;
    const why = made.includes(name)
      ? `a constraint derives it from ${quoteList(lacks(name))}, which the table lacks`
      : "the model has not learnt this column (an identifier, a constant, or not in the training table)";
    throw new RangeError(`${ACTION} "${name}": ${why}`);
  });
}
