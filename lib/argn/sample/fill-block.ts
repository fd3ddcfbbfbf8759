/** The codes of one block of rows: what is given stays, the rest is drawn. */

import type { Rng } from "../../base/random";
import { isMissing, type Column } from "../../table/column";
import type { Table } from "../../table/table";
import type { CompiledRules } from "../constraints/compile";
import type { CodeTable, Engine } from "../engine";
import type { ModelState } from "../model-state";
import { takeCodes } from "../train/batches";
import { drawRows } from "./draw-rows";
import { missingPatterns } from "./patterns";
import { type FixedShares, type PlanOptions, planDraws, subColumnsOf } from "./plan";
import type { Roles } from "./order";
import type { ChooseRegion } from "./rebalance";
import { RowSteering } from "./row-steering";

export interface BlockSource {
  readonly engine: Engine;
  readonly state: ModelState;
  readonly options: PlanOptions;
  readonly roles: Roles;
  readonly fixed: FixedShares;
  readonly rules?: CompiledRules;
  readonly chooseRegion?: ChooseRegion;
  /** Columns that are not drawn here: derived ones, and the outcome of parity. */
  readonly left: ReadonlySet<number>;
  /** Columns whose codes must come back as they were drawn. */
  readonly held: ReadonlySet<number>;
  readonly seed: number;
}

export interface Block {
  readonly table: CodeTable;
  /** Values of columns that were steered, by column: they stand in the result instead of what their codes would give. */
  readonly settled: ReadonlyMap<number, Float64Array>;
}

const MOST_ATTEMPTS = 20;

/** Draws a block; `given` holds the rows' known cells. A missing given cell is open where its column knows no missing cells. */
export async function fillBlock(
  source: BlockSource,
  rowCount: number,
  firstRow: number,
  given: Table | undefined,
  rng: Rng,
): Promise<Block> {
  const { state } = source;
  const table = startingCodes(state, rowCount, given);
  const settled = new Map<number, Float64Array>();
  const known = state.codec.columns.filter(({ name }) => given?.has(name) === true);
  const numbers = new Map<number, Float64Array>();
  for (const { name } of known) {
    const column = given?.column(name);
    if (column?.type === "number" || column?.type === "datetime")
      numbers.set(
        state.codec.columns.findIndex((one) => one.name === name),
        column.values,
      );
  }
  const mayBeOpen = known.flatMap(({ name, missingCode, subColumns }) =>
    missingCode === undefined && subColumns.length > 0 && given !== undefined ? [given.column(name)] : [],
  );
  const patterns = mayBeOpen.some(hasHoles) ? missingPatterns(mayBeOpen, rowCount) : [{ missing: [], rows: allRows(rowCount) }];
  for (const [p, pattern] of patterns.entries()) {
    const part: Part = {
      rows: pattern.rows,
      open: pattern.missing,
      given: known.map(({ name }) => name).filter((name) => !pattern.missing.includes(name)),
      // the first pattern draws as a block without holes would
      rng: p === 0 ? rng : rng.fork(`pattern ${p}`),
      seed: p === 0 ? source.seed : rng.fork(`pattern ${p}`).uint32() | 0,
      numbers,
    };
    await fillPart(source, table, settled, firstRow, part);
  }
  return { table, settled };
}

interface Part {
  readonly rows: Int32Array;
  readonly open: readonly string[];
  readonly given: readonly string[];
  readonly rng: Rng;
  readonly seed: number;
  /** Given numbers and dates of the whole block. */
  readonly numbers: ReadonlyMap<number, Float64Array>;
}

/** Draws the rows of one pattern; those that the rules leave nothing for are drawn anew, a few times. */
async function fillPart(
  source: BlockSource,
  table: CodeTable,
  settled: Map<number, Float64Array>,
  firstRow: number,
  part: Part,
): Promise<void> {
  const { engine, state, roles, options, fixed, rules, chooseRegion, left } = source;
  const indexOf = (name: string): number => state.codec.columns.findIndex((column) => column.name === name);
  const columns = part.given.map(indexOf);
  const plan = planDraws(state, options, { ...roles, given: part.given }, fixed, part.rng).filter(({ column }) => !left.has(column));
  const known = columns.flatMap((column) => subColumnsOf(state, column));
  const given = new Map([...part.numbers].filter(([column]) => columns.includes(column)));
  let { rows } = part;
  for (let attempt = 0; rows.length > 0; attempt++) {
    const whole = rows.length === table.rowCount;
    const drawn = whole ? table : takeCodes(table, rows);
    const chosen = rows;
    const steering =
      rules === undefined && chooseRegion === undefined
        ? undefined
        : new RowSteering({
            state,
            ...(rules === undefined ? {} : { rules }),
            classRegion: (column, row) => chooseRegion?.(column, firstRow + chosen[row]),
            rebalanced: new Set((chooseRegion === undefined ? [] : (roles.rebalanced ?? [])).map(indexOf)),
            table: drawn,
            given: new Map([...given].map(([column, values]) => [column, Float64Array.from(chosen, (row) => values[row])])),
            known: columns,
            firstRow,
            rng: part.rng.fork(`values ${attempt}`),
          });
    const seed = attempt === 0 ? part.seed : part.rng.fork(`attempt ${attempt}`).uint32() | 0;
    const stuck = await drawRows(engine, { table: drawn, known, columns: plan, seed, firstRow }, steering);
    if (!whole)
      plan.forEach(({ column }) =>
        subColumnsOf(state, column).forEach((j) => chosen.forEach((row, i) => (table.codes[j][row] = drawn.codes[j][i]))),
      );
    for (const [column, values] of steering?.settled ?? []) {
      const all = settled.get(column) ?? new Float64Array(table.rowCount).fill(NaN);
      settled.set(column, all);
      chosen.forEach((row, i) => (all[row] = values[i]));
    }
    if (stuck.size > 0 && attempt + 1 === MOST_ATTEMPTS) {
      const [[row, column]] = stuck;
      throw contradiction(source, column, firstRow + chosen[row]);
    }
    rows = Int32Array.from(
      [...stuck.keys()].sort((a, b) => a - b),
      (i) => chosen[i],
    );
  }
}

function contradiction({ state, rules, roles }: BlockSource, column: number, row: number): RangeError {
  const { name } = state.codec.columns[column];
  const ruled = rules?.rulesOn(column) ?? "";
  const by = ruled === "" ? "the shares of rebalance" : `the constraint ${ruled}`;
  const beside = (roles.given ?? []).length > 0 ? " beside what is given" : "";
  return new RangeError(`Cannot sample: ${by} leaves no value for "${name}" in row ${row + 1}${beside}; the wishes contradict each other`);
}

/** Codes of the given columns; those of the others are placeholders until they are drawn. */
function startingCodes(state: ModelState, rowCount: number, given: Table | undefined): CodeTable {
  if (given === undefined) return { rowCount, codes: state.blueprint.subColumns.map(() => new Int32Array(rowCount)) };
  return state.codec.encode(given, { columns: state.codec.columns.map(({ name }) => name).filter((name) => given.has(name)) });
}

function hasHoles(column: Column): boolean {
  for (let i = 0; i < column.length; i++) if (isMissing(column, i)) return true;
  return false;
}

function allRows(rowCount: number): Int32Array {
  return Int32Array.from({ length: rowCount }, (_, i) => i);
}
