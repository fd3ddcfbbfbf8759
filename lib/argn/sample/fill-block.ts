/** The codes of one block of rows: what is given stays, the rest is drawn. */

import type { Rng } from "../../base/random";
import { missingCount } from "../../table/column";
import type { Table } from "../../table/table";
import type { CompiledRules } from "../constraints/compile";
import type { CodeTable, Engine } from "../engine";
import type { ModelState } from "../model-state";
import type { ColumnTuning } from "./draw-rows";
import { fillPart } from "./fill-part";
import type { Roles } from "./order";
import { givenNumbers } from "./given-numbers";
import { missingPatterns } from "./patterns";
import type { FixedShares, PlanOptions } from "./plan";
import type { ChooseRegion } from "./rebalance";

export interface BlockSource {
  readonly engine: Engine;
  readonly state: ModelState;
  /** What is being done, for messages: "Cannot sample". */
  readonly action: string;
  readonly options: PlanOptions;
  readonly roles: Roles;
  readonly fixed: FixedShares;
  readonly rules?: CompiledRules;
  readonly chooseRegion?: ChooseRegion;
  /** Names of columns whose missing given cells are drawn. */
  readonly complete: ReadonlySet<string>;
  /** Columns that are not drawn here: derived ones, the outcome of parity, those that a table to impute lacks. */
  readonly left: ReadonlySet<number>;
  /** Columns whose codes must come back as they were drawn. */
  readonly held: ReadonlySet<number>;
  readonly tuning?: ReadonlyMap<number, ColumnTuning>;
  readonly seed: number;
}

export interface Block {
  readonly table: CodeTable;
  /** Values of columns that were steered, by column: they stand in the result instead of what their codes would give. */
  readonly settled: ReadonlyMap<number, Float64Array>;
}

/** Draws a block; `given` holds the rows' known cells. A missing given cell is open where its column knows no missing cells, or must be complete. */
export async function fillBlock(
  source: BlockSource,
  rowCount: number,
  firstRow: number,
  given: Table | undefined,
  rng: Rng,
): Promise<Block> {
  const { state, complete, seed } = source;
  const table = await startingCodes(state, rowCount, given);
  const settled = new Map<number, Float64Array>();
  const known = state.codec.columns.filter(({ name }) => given?.has(name) === true);
  const mayBeOpen = known.flatMap(({ name, missingCode, subColumns }) => {
    const opens = subColumns.length > 0 && (missingCode === undefined || complete.has(name));
    return opens && given !== undefined ? [given.column(name)] : [];
  });
  const hasHoles = mayBeOpen.some((column) => missingCount(column) > 0);
  const patterns = hasHoles ? missingPatterns(mayBeOpen, rowCount) : [{ missing: [], rows: allRows(rowCount) }];
  const numbers = givenNumbers(state, given);
  for (const [p, { rows, missing }] of patterns.entries()) {
    // the first pattern draws as a block without holes would
    const own = p === 0 ? rng : rng.fork(`pattern ${p}`);
    await fillPart(source, table, settled, firstRow, {
      rows,
      given: known.map(({ name }) => name).filter((name) => !missing.includes(name)),
      rng: own,
      seed: p === 0 ? seed : own.uint32() | 0,
      numbers,
    });
  }
  return { table, settled };
}

/** Codes of the given columns; those of the others are placeholders until they are drawn. */
async function startingCodes(state: ModelState, rowCount: number, given: Table | undefined): Promise<CodeTable> {
  if (given === undefined) return { rowCount, codes: state.blueprint.subColumns.map(() => new Int32Array(rowCount)) };
  return state.codec.encodeInTurns(given, { columns: state.codec.columns.map(({ name }) => name).filter((name) => given.has(name)) });
}

function allRows(rowCount: number): Int32Array {
  return Int32Array.from({ length: rowCount }, (_, i) => i);
}
