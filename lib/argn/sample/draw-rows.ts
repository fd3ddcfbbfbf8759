/**
 * Fills the open columns of rows, one after another. Columns that nothing restricts go to the engine in one go; a column
 * that is steered is drawn here, sub-column by sub-column, from the engine's probabilities.
 */

import { type CodeTable, drawUniform, type Draw, type Engine } from "../engine";
import type { BalancedDraw } from "./balanced-draw";
import { adjustProbabilities, drawCode } from "./draw-code";

/** The draws of one column. */
export interface ColumnDraws {
  /** Index of the column. */
  readonly column: number;
  readonly draws: readonly Draw[];
}

/** What restricts the draws of some columns, row by row. */
export interface Steering {
  steers(column: number): boolean;
  /** Called when a column is about to be drawn. */
  begin(column: number): void;
  /**
   * Multiplies the shares of the codes of a row's sub-column by how far each may come out, given the codes of the
   * column drawn before. Gives whether any code is left.
   */
  restrict(column: number, prefix: readonly number[], row: number, shares: Float32Array): boolean;
  /** Called when all codes of a column are there, whether it was steered or not. */
  finish(column: number): void;
}

/** What is done to the draws of a column's first sub-column. */
export interface ColumnTuning {
  /** Factors of the codes' probabilities. */
  readonly weights?: Float64Array;
  /** Draws the codes instead of a draw by itself for each row. */
  readonly balance?: BalancedDraw;
}

export interface RowsRequest {
  readonly table: CodeTable;
  /** Sub-columns that are known. */
  readonly known: readonly number[];
  readonly columns: readonly ColumnDraws[];
  readonly seed: number;
  readonly firstRow: number;
  readonly tuning?: ReadonlyMap<number, ColumnTuning>;
}

/** Draws the columns in this order, in place. Gives the rows for which nothing was left to draw, with the column. */
export async function drawRows(
  engine: Engine,
  { table, known, columns, seed, firstRow, tuning }: RowsRequest,
  steering?: Steering,
): Promise<Map<number, number>> {
  const stuck = new Map<number, number>();
  const visible = [...known];
  let free: Draw[] = [];
  const drawFree = async (): Promise<void> => {
    if (free.length > 0) await engine.sample({ table, known: [...visible], draws: free, seed, firstRow });
    visible.push(...free.map(({ subColumn }) => subColumn));
    free = [];
  };
  for (const { column, draws } of columns) {
    const steered = steering?.steers(column) === true ? steering : undefined;
    const tuned = tuning?.get(column);
    if (steered === undefined && tuned === undefined) {
      free.push(...draws);
      continue;
    }
    await drawFree();
    steered?.begin(column);
    for (const [s, draw] of draws.entries()) {
      const before = draws.slice(0, s).map(({ subColumn }) => subColumn);
      const shares = await engine.probabilities(table, visible, draw.subColumn); // [B, K]
      const setting = { column, seed, firstRow, ...(s === 0 && tuned !== undefined ? { tuned } : {}) };
      for (const row of drawSteered(table, shares, draw, before, setting, steered)) stuck.set(row, column);
      visible.push(draw.subColumn);
    }
    steered?.finish(column);
  }
  await drawFree();
  return stuck;
}

/** One sub-column of all rows; gives the rows that are stuck. */
function drawSteered(
  table: CodeTable,
  shares: Float32Array,
  draw: Draw,
  before: readonly number[],
  { column, seed, firstRow, tuned }: { column: number; seed: number; firstRow: number; tuned?: ColumnTuning },
  steering: Steering | undefined,
): number[] {
  const cardinality = table.rowCount === 0 ? 1 : shares.length / table.rowCount;
  const stuck: number[] = [];
  const target = table.codes[draw.subColumn];
  for (let i = 0; i < table.rowCount; i++) {
    const row = shares.subarray(i * cardinality, (i + 1) * cardinality); // [K]
    dropImpossible(row, draw.fixed);
    const { weights, balance } = tuned ?? {};
    if (weights !== undefined) for (let code = 0; code < cardinality; code++) row[code] *= weights[code];
    const prefix = before.map((j) => table.codes[j][i]);
    const possible = steering?.restrict(column, prefix, i, row) ?? true;
    if (possible) adjustProbabilities(row, { temperature: draw.temperature, topP: draw.topP });
    else stuck.push(i);
    target[i] = possible && balance !== undefined ? balance.next(row) : drawCode(row, drawUniform(seed, firstRow + i, draw.subColumn));
  }
  return stuck;
}

/** Codes fixed to 0 have no share; all others have some, so that any of them can be drawn where no other may. */
function dropImpossible(row: Float32Array, fixed: Float64Array | undefined): void {
  for (let code = 0; code < row.length; code++) row[code] = fixed?.[code] === 0 ? 0 : Math.max(row[code], LEAST_SHARE);
}

const LEAST_SHARE = 1e-12;
