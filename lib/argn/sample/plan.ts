/** In which order the columns are drawn, and what the caller prescribes for each. */

import { checkNumber } from "../../base/check";
import { didYouMean, quoteList } from "../../base/errors";
import type { Rng } from "../../base/random";
import type { Table } from "../../table/table";
import type { Draw } from "../engine";
import type { ModelState } from "../model-state";

export interface PlanOptions {
  /** 1 (default) draws as the data has it, below 1 more typical values, above 1 more unusual ones; for all columns or by column. */
  readonly temperature?: number | Readonly<Record<string, number>>;
  /** Draws from the likeliest values only, those that hold this share together; default 1, all of them. */
  readonly topP?: number | Readonly<Record<string, number>>;
  /** Shares that values of a column shall have: `{ income: { ">50K": 0.5 } }`. What is not named shares the rest. */
  readonly rebalance?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface Plan {
  /** Sub-columns that are given. */
  readonly known: readonly number[];
  readonly draws: readonly Draw[];
}

/**
 * Given columns come first, then rebalanced ones, so that everything else is drawn to fit them. The rest comes in the
 * order of `rng`, for a model that was trained in any order: small errors of the network then fall on other columns in
 * each block of rows instead of adding up in the same ones. Otherwise it comes in the order of the data.
 */
export function planDraws(state: ModelState, options: PlanOptions, given: Table | undefined, rng: Rng): Plan {
  const names = state.blueprint.columns.map(({ name }) => name);
  const rebalance = options.rebalance ?? {};
  checkNames("rebalance", Object.keys(rebalance), names);
  for (const [option, value] of [
    ["temperature", options.temperature],
    ["topP", options.topP],
  ] as const) {
    if (typeof value === "object") checkNames(option, Object.keys(value), names);
  }
  const isGiven = (name: string): boolean => given?.has(name) === true;
  const isRebalanced = (name: string): boolean => Object.hasOwn(rebalance, name);
  const free = names.filter((name) => !isGiven(name) && !isRebalanced(name));
  const inOrder = [
    ...names.filter(isGiven),
    ...names.filter((name) => !isGiven(name) && isRebalanced(name)),
    ...(state.order === "any" ? rng.shuffle(free) : free),
  ];
  if (state.order === "fixed") checkFixedOrder(inOrder, names);
  const known = names.flatMap((name, c) => (isGiven(name) ? subColumnsOf(state, c) : []));
  const draws = inOrder
    .filter((name) => !isGiven(name))
    .flatMap((name) => {
      const shares = isRebalanced(name) ? rebalance[name] : undefined;
      return drawsOf(
        state,
        names.indexOf(name),
        settingOf("temperature", options.temperature, name, 0, 10),
        settingOf("topP", options.topP, name, 0, 1),
        shares,
      );
    });
  return { known, draws };
}

function drawsOf(
  state: ModelState,
  column: number,
  temperature: number,
  topP: number,
  shares: Readonly<Record<string, number>> | undefined,
): Draw[] {
  const { subColumns } = state.codec.columns[column];
  const first = state.blueprint.columns[column].first;
  return subColumns.map(({ suppressed, cardinality }, s) => {
    const fixed = new Float64Array(cardinality).fill(NaN);
    if (s === 0 && shares !== undefined) prescribeShares(fixed, state, column, shares);
    for (const code of suppressed) fixed[code] = 0;
    return { subColumn: first + s, temperature, topP, ...(fixed.every(Number.isNaN) ? {} : { fixed }) };
  });
}

function prescribeShares(fixed: Float64Array, state: ModelState, column: number, shares: Readonly<Record<string, number>>): void {
  const { name } = state.codec.columns[column];
  let sum = 0;
  for (const [value, share] of Object.entries(shares)) {
    checkNumber("Cannot rebalance", `the share of "${value}" in "${name}"`, share, 0, 1);
    fixed[state.codec.codeOf(name, value)] = share;
    sum += share;
  }
  if (sum > 1 + 1e-9) throw new RangeError(`Cannot rebalance "${name}": the shares sum to ${sum}, they must sum to at most 1`);
}

function settingOf(
  option: string,
  value: number | Readonly<Record<string, number>> | undefined,
  column: string,
  least: number,
  most: number,
): number {
  const setting = typeof value === "object" ? (Object.hasOwn(value, column) ? value[column] : 1) : (value ?? 1);
  checkNumber("Cannot sample", option, setting, least, most);
  return setting;
}

/** The sub-columns of a column. */
export function subColumnsOf(state: ModelState, column: number): number[] {
  const { first, count } = state.blueprint.columns[column];
  return Array.from({ length: count }, (_, s) => first + s);
}

function checkNames(option: string, given: readonly string[], names: readonly string[]): void {
  for (const name of given) {
    if (names.includes(name)) continue;
    throw new RangeError(
      `Cannot sample: ${option} names "${name}", which is no column of the model.${didYouMean(name, names)} The columns are ${quoteList(names, 12)}`,
    );
  }
}

function checkFixedOrder(inOrder: readonly string[], names: readonly string[]): void {
  if (inOrder.every((name, i) => name === names[i])) return;
  throw new RangeError(
    `Cannot sample: the model was trained in the order of the data (order "fixed"), so only its first columns can be given or rebalanced. Train with order "any"`,
  );
}
