/** Filling the missing cells of real rows with draws from the model, given everything that is known of each row. */

import { breather, throwIfAborted } from "../../base/abort";
import { checkInteger, checkOptions } from "../../base/check";
import { throttled } from "../../base/progress";
import { Rng } from "../../base/random";
import { type Column, missingCount } from "../../table/column";
import { mergeCells } from "../../table/merge-cells";
import type { Table } from "../../table/table";
import type { CodeTable, Draw, Engine } from "../engine";
import type { ComputeOptions, ModelState } from "../model-state";
import { takeCodes } from "../train/batches";
import { missingPatterns, type Pattern } from "./patterns";
import { subColumnsOf } from "./plan";

export interface ImputeOptions extends ComputeOptions {
  /** Columns to fill; default all that have missing cells. */
  readonly columns?: readonly string[];
  /** Fixes all draws; default 1. */
  readonly seed?: number;
  readonly onProgress?: (progress: { readonly rows: number; readonly of: number }) => void;
}

const NAMES = ["columns", "seed", "onProgress", "engine", "threads", "signal", "draws", "aggregate"];

/**
 * Several completions of the table, each with its own draws. Cells that are there stay as they are. A row's missing cells
 * are drawn one after another, given its present cells and those drawn before; columns that are not filled count as
 * missing where they are missing.
 */
export async function completions(
  engine: Engine,
  state: ModelState,
  table: Table,
  draws: number,
  options: ImputeOptions,
): Promise<Table[]> {
  checkOptions("Cannot impute", options, NAMES);
  checkInteger("Cannot impute", "draws", draws, 1, 10_000);
  const filled = columnsToFill(state, table, options.columns);
  const names = state.codec.columns.map(({ name }) => name).filter((name) => table.has(name));
  const encoded = state.codec.encode(table.select(names), { columns: names });
  const patterns = missingPatterns(filled, table.rowCount).filter(({ missing }) => missing.length > 0);
  const report = throttled(options.onProgress);
  const breathe = breather();
  const of = draws * patterns.reduce((sum, { rows }) => sum + rows.length, 0);
  const results: Table[] = [];
  let done = 0;
  for (let draw = 0; draw < draws; draw++) {
    const rng = new Rng(options.seed ?? 1).fork(`impute ${draw}`);
    const codes = encoded.codes.map((column) => column.slice());
    for (const [p, pattern] of patterns.entries()) {
      throwIfAborted(options.signal, "Imputation");
      await fillPattern(engine, state, names, { rowCount: table.rowCount, codes }, pattern, rng.fork(p).uint32() | 0);
      report({ rows: (done += pattern.rows.length), of });
      await breathe();
    }
    const decoded = state.codec.decode({ rowCount: table.rowCount, codes }, { rng: rng.fork("decode") });
    results.push(filled.reduce((result, column) => result.with(mergeCells(column, decoded.column(column.name))), table));
  }
  return results;
}

/** Draws the missing cells of the rows of one pattern, in place. */
async function fillPattern(
  engine: Engine,
  state: ModelState,
  present: readonly string[],
  codes: CodeTable,
  pattern: Pattern,
  seed: number,
): Promise<void> {
  const part = takeCodes(codes, pattern.rows);
  const holes = pattern.missing.map((name) => state.codec.columns.findIndex((column) => column.name === name));
  const known = state.codec.columns.flatMap(({ name }, c) => (present.includes(name) && !holes.includes(c) ? subColumnsOf(state, c) : []));
  await engine.sample({ table: part, known, draws: holes.flatMap((c) => presentDraws(state, c)), seed, firstRow: 0 });
  for (const j of holes.flatMap((c) => subColumnsOf(state, c))) {
    for (let i = 0; i < pattern.rows.length; i++) codes.codes[j][pattern.rows[i]] = part.codes[j][i];
  }
}

/** Draws of a column that may not come out missing, nor as a rare category. */
function presentDraws(state: ModelState, column: number): Draw[] {
  const { subColumns, missingCode, encoding } = state.codec.columns[column];
  return subColumnsOf(state, column).map((subColumn, s) => {
    const fixed = new Float64Array(subColumns[s].cardinality).fill(NaN);
    for (const code of subColumns[s].suppressed) fixed[code] = 0;
    if (s === 0 && missingCode !== undefined) fixed[missingCode] = 0;
    if (s === 0 && encoding === "categorical" && fixed.length > 2) fixed[0] = 0;
    return { subColumn, temperature: 1, topP: 1, fixed };
  });
}

function columnsToFill(state: ModelState, table: Table, names: readonly string[] | undefined): Column[] {
  const learnt = new Set(state.codec.columns.filter(({ subColumns }) => subColumns.length > 0).map(({ name }) => name));
  if (names === undefined) return table.columns.filter((column) => learnt.has(column.name) && missingCount(column) > 0);
  return names.map((name) => {
    const column = table.column(name);
    if (!learnt.has(name))
      throw new RangeError(
        `Cannot impute "${name}": the model has not learnt this column (an identifier, a constant, or not in the training table)`,
      );
    return column;
  });
}
