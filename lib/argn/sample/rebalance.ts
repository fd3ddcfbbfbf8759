/** Which part of the prescribed values each row gets, so that several columns have their shares at once. */

import { quoteList } from "../../base/errors";
import type { Rng } from "../../base/random";
import type { CompiledRules } from "../constraints/compile";
import type { CodeTable, Engine } from "../engine";
import type { ModelState } from "../model-state";
import { drawRows } from "./draw-rows";
import { type PlanOptions, planDraws } from "./plan";
import { rake } from "./raking";
import type { Region } from "./region";
import { RowSteering, rowUniform } from "./row-steering";
import { classOf, type SharedColumn } from "./shares";

/** The part of each rebalanced column that a row is to lie in. */
export type ChooseRegion = (column: number, row: number) => Region | undefined;

const PILOT_ROWS = 10_000;
const MOST_CELLS = 100_000;
/** Weight of the table in which the columns are independent: a combination that the pilot missed stays possible. */
const SMOOTHING = 0.002;
const WORST_MARGIN = 1e-3;

/**
 * A function from column and row to the part of the column. One column gets its shares as they stand. Several get the
 * table of combinations nearest to the model's own that has all the shares (`rake`), so that they still go together as
 * they did; the model's own table is that of 10,000 rows of these columns.
 *
 * @throws {RangeError} when no such table exists
 */
export async function chooseRegions(
  engine: Engine,
  state: ModelState,
  columns: readonly SharedColumn[],
  options: PlanOptions,
  rules: CompiledRules | undefined,
  rng: Rng,
): Promise<ChooseRegion> {
  const sizes = columns.map(({ classes }) => classes.length);
  const cells = sizes.reduce((product, size) => product * size, 1);
  if (cells > MOST_CELLS) {
    throw new RangeError(
      `Cannot rebalance ${quoteList(columns.map(({ name }) => name))} together: their shares have ${cells} combinations, at most ${MOST_CELLS} are possible; name fewer values`,
    );
  }
  const margins = columns.map(({ classes }) => classes.map(({ share }) => share));
  const shares = columns.length === 1 ? Float64Array.from(margins[0]) : await joint(engine, state, columns, margins, options, rules, rng);
  const cumulative = shares.slice();
  for (let cell = 1; cell < cells; cell++) cumulative[cell] += cumulative[cell - 1];
  const seed = rng.fork("cells").uint32() | 0;
  const strides = sizes.map((_, c) => sizes.slice(c + 1).reduce((product, size) => product * size, 1));
  return (column, row) => {
    const c = columns.findIndex((shared) => shared.column === column);
    if (c < 0) return undefined;
    const cell = firstAbove(cumulative, rowUniform(seed, row) * cumulative[cells - 1]);
    return columns[c].classes[Math.floor(cell / strides[c]) % sizes[c]].region;
  };
}

async function joint(
  engine: Engine,
  state: ModelState,
  columns: readonly SharedColumn[],
  margins: readonly (readonly number[])[],
  options: PlanOptions,
  rules: CompiledRules | undefined,
  rng: Rng,
): Promise<Float64Array> {
  const own = await pilotShares(engine, state, columns, options, rules, rng.fork("pilot"));
  const { cells, worst } = rake(own, margins);
  if (worst < WORST_MARGIN) return cells;
  const beside = rules === undefined ? "" : ", or the constraints";
  throw new RangeError(
    `Cannot rebalance ${quoteList(columns.map(({ name }) => name))} together: the shares contradict each other${beside}; the model draws too few rows that would fit all of them`,
  );
}

/** The model's own shares of the combinations of parts. */
async function pilotShares(
  engine: Engine,
  state: ModelState,
  columns: readonly SharedColumn[],
  options: PlanOptions,
  rules: CompiledRules | undefined,
  rng: Rng,
): Promise<Float64Array> {
  const wanted = columns.map(({ column }) => column);
  const table: CodeTable = { rowCount: PILOT_ROWS, codes: state.blueprint.subColumns.map(() => new Int32Array(PILOT_ROWS)) };
  const roles = { rebalanced: columns.map(({ name }) => name) };
  const left = new Set(state.blueprint.columns.keys());
  for (const column of wanted) left.delete(column);
  const plan = planDraws(state, options, roles, { fixed: new Map(), left, rng: rng.fork("order"), action: "Cannot rebalance" });
  const steering = new RowSteering({
    state,
    ...(rules === undefined ? {} : { rules }),
    classRegion: () => undefined,
    // all of them are brought back as values, which tell the part
    rebalanced: new Set(wanted),
    table,
    given: new Map(),
    known: [],
    firstRow: 0,
    rng: rng.fork("decode"),
  });
  await drawRows(engine, { table, known: [], columns: plan, seed: rng.uint32() | 0, firstRow: 0 }, steering);
  const parts = columns.map((shared) => {
    const codes = table.codes[state.codec.columns[shared.column].first];
    const values = steering.settled.get(shared.column);
    return Int32Array.from(codes, (code, i) => classOf(shared, code, values?.[i] ?? NaN));
  });
  return smoothed(
    parts,
    columns.map(({ classes }) => classes.length),
    rules === undefined ? SMOOTHING : 0,
  );
}

function smoothed(parts: readonly Int32Array[], sizes: readonly number[], weight: number): Float64Array {
  const cells = sizes.reduce((product, size) => product * size, 1);
  const counts = new Float64Array(cells);
  const margins = sizes.map((size) => new Float64Array(size).fill(0.5));
  for (let i = 0; i < PILOT_ROWS; i++) {
    if (parts.some((part) => part[i] < 0)) continue;
    counts[parts.reduce((cell, part, c) => cell * sizes[c] + part[i], 0)]++;
    parts.forEach((part, c) => margins[c][part[i]]++);
  }
  const total = counts.reduce((sum, rows) => sum + rows, 0);
  return counts.map((rows, cell) => {
    let [independent, left] = [1, cell];
    for (let c = sizes.length - 1; c >= 0; c--) {
      independent *= margins[c][left % sizes[c]] / (total + 0.5 * sizes[c]);
      left = Math.floor(left / sizes[c]);
    }
    return (1 - weight) * (rows / Math.max(1, total)) + weight * independent;
  });
}

function firstAbove(cumulative: Float64Array, value: number): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
