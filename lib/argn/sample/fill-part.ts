/** Draws rows that have the same cells open, under shares and rules; what cannot be drawn at once is drawn anew. */

import type { Rng } from "../../base/random";
import { markUntold } from "../../encoding/repeats";
import type { CodeTable } from "../engine";
import { takeCodes } from "../train/batches";
import { drawRows } from "./draw-rows";
import type { BlockSource } from "./fill-block";
import { planDraws, subColumnsOf } from "./plan";
import { RowSteering } from "./row-steering";

/** Rows of a block of which the same columns are given. */
export interface Part {
  readonly rows: Int32Array;
  /** Names of the columns that these rows have. */
  readonly given: readonly string[];
  readonly rng: Rng;
  readonly seed: number;
  /** Given numbers and dates of the whole block. */
  readonly numbers: ReadonlyMap<number, Float64Array>;
}

const MOST_ATTEMPTS = 20;

/** Draws the rows of one part in place; those that the rules leave nothing for are drawn anew, a few times. */
export async function fillPart(
  source: BlockSource,
  table: CodeTable,
  settled: Map<number, Float64Array>,
  firstRow: number,
  part: Part,
): Promise<void> {
  const { engine, state, roles, options, fixed, left, action, tuning } = source;
  const columns = part.given.map((name) => state.codec.columns.findIndex((column) => column.name === name));
  const plan = planDraws(state, options, { ...roles, given: part.given }, { fixed, left, rng: part.rng, action });
  if (plan.length === 0) return;
  const known = columns.flatMap((column) => subColumnsOf(state, column));
  for (const { follower, leader, subColumn } of state.codec.repeats) {
    if (columns.includes(follower) && !columns.includes(leader)) markUntold(table.codes[subColumn], part.rows);
  }
  let { rows } = part;
  for (let attempt = 0; rows.length > 0; attempt++) {
    const whole = rows.length === table.rowCount;
    const drawn = whole ? table : takeCodes(table, rows);
    const steering = steeringOf(source, part, { table: drawn, rows, columns, firstRow, attempt });
    const seed = attempt === 0 ? part.seed : part.rng.fork(`attempt ${attempt}`).uint32() | 0;
    const stuck = await drawRows(
      engine,
      { table: drawn, known, columns: plan, seed, firstRow, ...(tuning === undefined ? {} : { tuning }) },
      steering,
    );
    const drawnColumns = plan.flatMap(({ column }) => subColumnsOf(state, column));
    if (!whole) for (const j of drawnColumns) rows.forEach((row, i) => (table.codes[j][row] = drawn.codes[j][i]));
    for (const [column, values] of steering?.settled ?? []) {
      const all = settled.get(column) ?? new Float64Array(table.rowCount).fill(NaN);
      settled.set(column, all);
      rows.forEach((row, i) => (all[row] = values[i]));
    }
    if (stuck.size > 0 && attempt + 1 === MOST_ATTEMPTS) {
      const [[row, column]] = stuck;
      throw contradiction(source, part, column, firstRow + rows[row]);
    }
    const before = rows;
    rows = Int32Array.from([...stuck.keys()].sort((a, b) => a - b).map((i) => before[i]));
  }
}

/** What restricts these rows; undefined when nothing does. */
function steeringOf(
  { state, rules, chooseRegion, roles }: BlockSource,
  { numbers, rng }: Part,
  {
    table,
    rows,
    columns,
    firstRow,
    attempt,
  }: { table: CodeTable; rows: Int32Array; columns: readonly number[]; firstRow: number; attempt: number },
): RowSteering | undefined {
  if (rules === undefined && chooseRegion === undefined) return undefined;
  const rebalanced = chooseRegion === undefined ? [] : (roles.rebalanced ?? []);
  const given = [...numbers].filter(([column]) => columns.includes(column));
  return new RowSteering({
    state,
    ...(rules === undefined ? {} : { rules }),
    classRegion: (column, row) => chooseRegion?.(column, firstRow + rows[row]),
    rebalanced: new Set(rebalanced.map((name) => state.codec.columns.findIndex((column) => column.name === name))),
    table,
    given: new Map(given.map(([column, values]) => [column, Float64Array.from(rows, (row) => values[row])])),
    known: columns,
    firstRow,
    rng: rng.fork(`values ${attempt}`),
  });
}

function contradiction({ state, rules, action }: BlockSource, { given }: Part, column: number, row: number): RangeError {
  const { name } = state.codec.columns[column];
  const ruled = rules?.rulesOn(column) ?? "";
  const by = ruled === "" ? "the shares of rebalance" : `the constraint ${ruled}`;
  const beside = given.length > 0 ? " beside what is given" : "";
  return new RangeError(`${action}: ${by} leaves no value for "${name}" in row ${row + 1}${beside}; the wishes contradict each other`);
}
