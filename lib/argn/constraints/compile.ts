/** Rules made ready for drawing: bounds of each column, the order between columns, combinations by code. */

import { quoteList } from "../../base/errors";
import { type Reach, fullHull, reachOfColumn } from "../sample/reach";
import { ANY_VALUE, holds, type Interval, intersection, justAbove, justBelow, type ValueRegion } from "../sample/region";
import type { ModelState } from "../model-state";
import { Combinations } from "./combinations";
import { ruleText, type StoredConstraint } from "./constraint";
import { type Expression, parseFormula } from "./formula";
import { pointInTimeOf } from "./point-in-time";

/** `low` is at most `high`, or less: directly, or by way of other columns. */
export interface Order {
  readonly low: number;
  readonly high: number;
  readonly strict: boolean;
  readonly rule: string;
}

export interface CompiledRules {
  /** By column, the values that its own ranges leave. */
  readonly ranges: ReadonlyMap<number, ValueRegion>;
  /** By column, the values that all rules leave whatever the row is, within what the model knows. */
  readonly bounds: ReadonlyMap<number, ValueRegion>;
  /** With all that follows: a <= b and b <= c give a <= c. */
  readonly orders: readonly Order[];
  /** As they are written. */
  readonly steps: readonly Order[];
  readonly combinations: readonly Combinations[];
  readonly formulas: readonly {
    readonly column: string;
    readonly expression: Expression;
    readonly decimals?: number;
    readonly rule: string;
  }[];
  readonly keys: readonly { readonly column: string; readonly pattern: string; readonly rule: string }[];
  /** The rules that a column takes part in, for messages. */
  rulesOn(column: number): string;
}

/** @throws {RangeError} when no row can obey the rules */
export function compileRules(state: ModelState, rules: readonly StoredConstraint[]): CompiledRules {
  const indexOf = (name: string): number => state.codec.columns.findIndex((column) => column.name === name);
  const bounds = new Map<number, ValueRegion>();
  for (const rule of rules) {
    if (rule.kind !== "range") continue;
    const column = indexOf(rule.column);
    orderedReach(state, column, rule);
    const { type } = state.codec.toJSON().columns[column];
    const [least, most] = [rule.least, rule.most].map((limit) =>
      type === "datetime" ? pointInTimeOf(limit, ruleText(rule)) : numberOf(limit, rule),
    );
    const region: ValueRegion = { kind: "values", intervals: [{ low: least ?? -Infinity, high: most ?? Infinity }], missing: true };
    bounds.set(column, intersection(bounds.get(column) ?? ANY_VALUE, region));
  }
  const ranges = new Map(bounds);
  const steps = inequalities(state, rules, indexOf);
  const orders = closure(steps);
  tighten(state, bounds, steps, rules, indexOf);
  const combinations = rules.flatMap((rule) =>
    rule.kind === "combinations" || rule.kind === "one-to-one"
      ? [possibleCombinations(state, new Combinations(rule.columns.map(indexOf), rule.codes, ruleText(rule)), bounds, steps)]
      : [],
  );
  const formulas = rules.flatMap((rule) =>
    rule.kind === "formula" ? [{ ...rule, expression: parseFormula(rule.formula), rule: ruleText(rule) }] : [],
  );
  const keys = rules.flatMap((rule) => (rule.kind === "unique" ? [{ ...rule, rule: ruleText(rule) }] : []));
  return { ranges, bounds, orders, steps, combinations, formulas, keys, rulesOn: (column) => rulesOn(state, rules, column) };
}

function rulesOn(state: ModelState, rules: readonly StoredConstraint[], column: number): string {
  const { name } = state.codec.columns[column];
  return quoteRules(
    rules.filter((rule) =>
      "columns" in rule ? rule.columns.includes(name) : "low" in rule ? rule.low === name || rule.high === name : rule.column === name,
    ),
  );
}

function quoteRules(rules: readonly StoredConstraint[]): string {
  return rules.map(ruleText).join(" and ");
}

function numberOf(limit: number | string | undefined, rule: StoredConstraint): number | undefined {
  if (limit === undefined) return undefined;
  const value = typeof limit === "number" ? limit : Number(limit);
  if (Number.isNaN(value)) throw new TypeError(`Cannot use the constraint ${ruleText(rule)}: ${JSON.stringify(limit)} is no number`);
  return value;
}

/** The reach of a column of numbers or dates that the model has learnt. */
function orderedReach(state: ModelState, column: number, rule: StoredConstraint): Reach {
  const { name, encoding } = state.codec.columns[column];
  const reach = reachOfColumn(state, column);
  if (reach !== undefined) return reach;
  throw new RangeError(
    `Cannot use the constraint ${ruleText(rule)}: "${name}" is encoded as "${encoding}", a column of numbers or dates that differ is needed`,
  );
}

function inequalities(state: ModelState, rules: readonly StoredConstraint[], indexOf: (name: string) => number): Order[] {
  const orders: Order[] = [];
  for (const rule of rules) {
    if (rule.kind !== "inequality") continue;
    const [low, high] = [indexOf(rule.low), indexOf(rule.high)];
    for (const column of [low, high]) orderedReach(state, column, rule);
    const types = [low, high].map((column) => state.codec.toJSON().columns[column].type);
    if (types[0] !== types[1])
      throw new TypeError(`Cannot use the constraint ${ruleText(rule)}: it compares a ${types[0]} with a ${types[1]}`);
    if (low === high) throw new RangeError(`Cannot use the constraint ${ruleText(rule)}: it compares a column with itself`);
    orders.push({ low, high, strict: rule.strict === true, rule: ruleText(rule) });
  }
  return orders;
}

/** All orders that follow from the inequalities. */
function closure(steps: readonly Order[]): Order[] {
  const found = new Map<string, Order>();
  for (const order of steps) {
    const key = `${order.low} ${order.high}`;
    if (found.get(key)?.strict !== true) found.set(key, order);
  }
  for (let grown = true; grown;) {
    grown = false;
    for (const [a, b] of [...found.values()].flatMap((one) => [...found.values()].map((other) => [one, other]))) {
      if (a.high !== b.low) continue;
      const rule = a.rule === b.rule ? a.rule : `${a.rule} and ${b.rule}`;
      if (a.low === b.high) throw new RangeError(`Cannot use the constraints ${rule}: they go round in a circle; leave one out`);
      const known = found.get(`${a.low} ${b.high}`);
      const strict = a.strict || b.strict;
      if (known !== undefined && (known.strict || !strict)) continue;
      found.set(`${a.low} ${b.high}`, { low: a.low, high: b.high, strict, rule });
      grown = true;
    }
  }
  return [...found.values()];
}

/** Cuts the bounds of each column to what its encoding can give and the orders leave, step by step through each chain. */
function tighten(
  state: ModelState,
  bounds: Map<number, ValueRegion>,
  steps: readonly Order[],
  rules: readonly StoredConstraint[],
  indexOf: (name: string) => number,
): void {
  const hulls = new Map<number, Interval>();
  const snaps = new Map<number, Reach["snap"]>();
  for (const rule of rules) {
    if (rule.kind !== "range" && rule.kind !== "inequality") continue;
    for (const column of rule.kind === "range" ? [indexOf(rule.column)] : [indexOf(rule.low), indexOf(rule.high)]) {
      const reach = orderedReach(state, column, rule);
      const full = fullHull(reach);
      const [allowed] = bounds.get(column)?.intervals ?? [{ low: Infinity, high: -Infinity }];
      const own = bounds.has(column) ? allowed : { low: -Infinity, high: Infinity };
      snaps.set(column, reach.snap);
      hulls.set(column, {
        low: Math.max(full?.low ?? Infinity, own?.low ?? Infinity),
        high: Math.min(full?.high ?? -Infinity, own?.high ?? -Infinity),
      });
    }
  }
  const cut = (column: number, { low, high }: Interval): void => {
    const inside = low <= high ? snaps.get(column)?.({ low, high }) : undefined;
    if (inside === undefined) throw emptied(state, rules, column);
    hulls.set(column, inside);
  };
  for (const [column, hull] of hulls) cut(column, hull);
  // a chain of n columns has its last word after n rounds
  for (let round = 0; round < hulls.size; round++) {
    for (const { low, high, strict } of steps) {
      const [lower, upper] = [hulls.get(low), hulls.get(high)];
      if (lower === undefined || upper === undefined) continue;
      cut(low, { low: lower.low, high: Math.min(lower.high, strict ? justBelow(upper.high) : upper.high) });
      cut(high, { low: Math.max(upper.low, strict ? justAbove(lower.low) : lower.low), high: upper.high });
    }
  }
  for (const [column, interval] of hulls) bounds.set(column, { kind: "values", intervals: [interval], missing: true });
}

function emptied(state: ModelState, rules: readonly StoredConstraint[], column: number): RangeError {
  const { name } = state.codec.columns[column];
  // all that is tied to the column by orders has a part in it
  const tied = new Set([name]);
  for (let size = 0; size < tied.size;) {
    size = tied.size;
    for (const rule of rules)
      if (rule.kind === "inequality" && (tied.has(rule.low) || tied.has(rule.high))) tied.add(rule.low).add(rule.high);
  }
  const blamed = rules.filter(
    (rule) =>
      (rule.kind === "range" && tied.has(rule.column)) || (rule.kind === "inequality" && (tied.has(rule.low) || tied.has(rule.high))),
  );
  return new RangeError(
    `Cannot use the constraints ${quoteRules(blamed)}: they leave no value for ${quoteList([name])}, of which the model knows ${describe(state, column)}`,
  );
}

/** The combinations whose values lie within the bounds of their columns and obey the orders between them. */
function possibleCombinations(
  state: ModelState,
  all: Combinations,
  bounds: ReadonlyMap<number, ValueRegion>,
  steps: readonly Order[],
): Combinations {
  const reaches = all.columns.map((column) => reachOfColumn(state, column));
  const valueOf = (codes: readonly number[], column: number): number => {
    const member = all.columns.indexOf(column);
    return member < 0 ? NaN : (reaches[member]?.hull([codes[member]])?.low ?? NaN);
  };
  const codes = all.codes.filter(
    (tuple) =>
      all.columns.every((column) => holds(bounds.get(column) ?? ANY_VALUE, valueOf(tuple, column))) &&
      steps.every(({ low, high, strict }) => {
        const [a, b] = [valueOf(tuple, low), valueOf(tuple, high)];
        return !(strict ? a >= b : a > b);
      }),
  );
  if (codes.length > 0) return new Combinations(all.columns, codes, all.rule);
  const others = [
    ...steps.map(({ rule }) => rule),
    ...all.columns.filter((column) => bounds.has(column)).map((column) => `the bounds of "${state.codec.columns[column].name}"`),
  ];
  throw new RangeError(
    `Cannot use the constraint ${all.rule} together with ${[...new Set(others)].join(" and ")}: no combination obeys them`,
  );
}

function describe(state: ModelState, column: number): string {
  const { type } = state.codec.toJSON().columns[column];
  const reach = reachOfColumn(state, column);
  const hull = reach === undefined ? undefined : fullHull(reach);
  if (hull === undefined) return "none";
  return type === "datetime"
    ? `${new Date(hull.low).toISOString()} to ${new Date(hull.high).toISOString()}`
    : `${hull.low} to ${hull.high}`;
}
