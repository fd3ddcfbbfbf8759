/** Which columns are drawn, in which order, and how boldly. */

import { checkNumber } from "../../base/check";
import { didYouMean, quoteList } from "../../base/errors";
import type { Rng } from "../../base/random";
import type { Draw } from "../engine";
import type { ModelState } from "../model-state";
import type { ColumnDraws } from "./draw-rows";
import { generationOrder, type Roles } from "./order";

export interface PlanOptions {
  /**
   * 1 (default) draws as the data has it, below 1 more typical values, above 1 more unusual ones; for all columns or by column.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => (i % 4 === 0 ? "seldom" : "often")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const typical = await argn.sample(100, { temperature: { x: 0.05 } });
   * assert.deepEqual([...new Set([...typical.rows()].map(({ x }) => x))], ["often"]);
   */
  readonly temperature?: number | Readonly<Record<string, number>>;
  /**
   * Draws from the likeliest values only, those that hold this share together; default 1, all of them.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * assert.equal((await argn.sample(100, { topP: 0.9 })).rowCount, 100);
   */
  readonly topP?: number | Readonly<Record<string, number>>;
}

/** Shares of the codes of a column's first sub-column that hold whatever the row is: NaN where the model decides. */
export type FixedShares = ReadonlyMap<number, Float64Array>;

/** What the draws of columns depend on besides their roles. */
export interface PlanSetting {
  readonly fixed: FixedShares;
  /** Columns that are not drawn. */
  readonly left: ReadonlySet<number>;
  readonly rng: Rng;
  /** What is being done, for messages: "Cannot sample". */
  readonly action: string;
}

/**
 * The draws of all columns that are neither given nor left out. A model that was trained in any order draws the rest in the order of
 * `rng`: small errors of the network then fall on other columns in each block of rows instead of adding up in the same
 * ones. Otherwise it comes in the order of the data.
 */
export function planDraws(state: ModelState, options: PlanOptions, roles: Roles, { fixed, left, rng, action }: PlanSetting): ColumnDraws[] {
  const names = state.blueprint.columns.map(({ name }) => name);
  const inOrder = generationOrder(names, roles, state.order === "any" ? rng : undefined).filter((name) => !left.has(names.indexOf(name)));
  if (state.order === "fixed") checkDataOrder(action, inOrder, names);
  return inOrder
    .filter((name) => roles.given?.includes(name) !== true)
    .map((name) => {
      const column = names.indexOf(name);
      const temperature = settingOf(options.temperature, name);
      const topP = settingOf(options.topP, name);
      return { column, draws: drawsOf(state, column, { temperature, topP }, fixed.get(column)) };
    });
}

/** Throws when temperature or top-p are out of range or name an unknown column. */
export function checkPlanOptions(state: ModelState, { temperature, topP }: PlanOptions): void {
  for (const [option, value, most] of [
    ["temperature", temperature, 10],
    ["topP", topP, 1],
  ] as const) {
    if (value === undefined) continue;
    if (typeof value !== "object") checkNumber("Cannot sample", option, value, 0, most);
    else {
      checkColumns(state, option, Object.keys(value));
      for (const [name, setting] of Object.entries(value)) checkNumber("Cannot sample", `the ${option} of "${name}"`, setting, 0, most);
    }
  }
}

/** Throws when a name is no column of the model. */
export function checkColumns(state: ModelState, option: string, given: readonly string[]): void {
  const names = state.blueprint.columns.map(({ name }) => name);
  for (const name of given) {
    if (names.includes(name)) continue;
    throw new RangeError(
      `Cannot sample: ${option} names "${name}", which is no column of the model.${didYouMean(name, names)} The columns are ${quoteList(names, 12)}`,
    );
  }
}

/** The sub-columns of a column. */
export function subColumnsOf(state: ModelState, column: number): number[] {
  const { first, count } = state.blueprint.columns[column];
  return Array.from({ length: count }, (_, s) => first + s);
}

function drawsOf(
  state: ModelState,
  column: number,
  controls: Pick<Draw, "temperature" | "topP">,
  prescribed: Float64Array | undefined,
): Draw[] {
  const first = state.blueprint.columns[column].first;
  return state.codec.columns[column].subColumns.map(({ suppressed, cardinality }, s) => {
    const fixed = s === 0 && prescribed !== undefined ? prescribed.slice() : new Float64Array(cardinality).fill(NaN);
    for (const code of suppressed) fixed[code] = 0;
    return { subColumn: first + s, ...controls, ...(fixed.every(Number.isNaN) ? {} : { fixed }) };
  });
}

function settingOf(value: number | Readonly<Record<string, number>> | undefined, column: string): number {
  return typeof value === "object" ? (Object.hasOwn(value, column) ? value[column] : 1) : (value ?? 1);
}

/** Throws unless these columns are the first of the data, in its order: a model of fixed order knows nothing else. */
export function checkDataOrder(action: string, inOrder: readonly string[], names: readonly string[]): void {
  if (inOrder.every((name, i) => name === names[i])) return;
  const at = inOrder.findIndex((name, i) => name !== names[i]);
  throw new RangeError(
    `${action}: the column order does not match: "${inOrder[at]}" would come where the data has "${names[at]}". The model was trained in the order of the data (order "fixed"), so only its first columns can be given or rebalanced, and only those behind them be drawn. Train with order "any"`,
  );
}
