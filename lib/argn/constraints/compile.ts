/** Rules made ready for drawing: bounds of each column, the order between columns, combinations by code. */

import { quoteList } from "../../base/errors";
import { type Reach, fullHull, reachOf } from "../sample/reach";
import { justAbove, justBelow, intersection, type ValueRegion, ANY_VALUE } from "../sample/region";
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
  const orders = closure(state, rules, indexOf);
  tighten(state, bounds, orders, rules, indexOf);
  const combinations = rules.flatMap((rule) =>
    rule.kind === "combinations" || rule.kind === "one-to-one"
      ? [new Combinations(rule.columns.map(indexOf), rule.codes, ruleText(rule))]
      : [],
  );
  const formulas = rules.flatMap((rule) =>
    rule.kind === "formula" ? [{ ...rule, expression: parseFormula(rule.formula), rule: ruleText(rule) }] : [],
  );
  const keys = rules.flatMap((rule) => (rule.kind === "unique" ? [{ ...rule, rule: ruleText(rule) }] : []));
  return { ranges, bounds, orders, combinations, formulas, keys, rulesOn: (column) => rulesOn(state, rules, column) };
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
  const { name, encoding, subColumns, missingCode } = state.codec.columns[column];
  const cardinalities = subColumns.map(({ cardinality }) => cardinality);
  const reach = reachOf(state.codec.toJSON().columns[column].state, cardinalities, missingCode);
  if (reach !== undefined) return reach;
  throw new RangeError(
    `Cannot use the constraint ${ruleText(rule)}: "${name}" is encoded as "${encoding}", a column of numbers or dates that differ is needed`,
  );
}

/** All orders that follow from the inequalities. */
function closure(state: ModelState, rules: readonly StoredConstraint[], indexOf: (name: string) => number): Order[] {
  const orders: Order[] = [];
  for (const rule of rules) {
    if (rule.kind !== "inequality") continue;
    const [low, high] = [indexOf(rule.low), indexOf(rule.high)];
    for (const column of [low, high]) orderedReach(state, column, rule);
    const types = [low, high].map((column) => state.codec.toJSON().columns[column].type);
    if (types[0] !== types[1])
      throw new TypeError(`Cannot use the constraint ${ruleText(rule)}: it compares a ${types[0]} with a ${types[1]}`);
    orders.push({ low, high, strict: rule.strict === true, rule: ruleText(rule) });
  }
  const found = new Map(orders.map((order) => [`${order.low} ${order.high}`, order]));
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

/** Cuts the bounds of each column to what its encoding can give and the orders leave. */
function tighten(
  state: ModelState,
  bounds: Map<number, ValueRegion>,
  orders: readonly Order[],
  rules: readonly StoredConstraint[],
  indexOf: (name: string) => number,
): void {
  const hulls = new Map<number, { low: number; high: number }>();
  for (const rule of rules) {
    if (rule.kind !== "range" && rule.kind !== "inequality") continue;
    for (const column of rule.kind === "range" ? [indexOf(rule.column)] : [indexOf(rule.low), indexOf(rule.high)]) {
      const full = fullHull(orderedReach(state, column, rule));
      const [allowed] = bounds.get(column)?.intervals ?? [{ low: -Infinity, high: Infinity }];
      hulls.set(column, {
        low: Math.max(full?.low ?? Infinity, allowed?.low ?? Infinity),
        high: Math.min(full?.high ?? -Infinity, allowed?.high ?? -Infinity),
      });
    }
  }
  // the orders are closed, so that one pass from the values of the encodings is enough
  const before = new Map([...hulls].map(([column, hull]) => [column, { ...hull }]));
  for (const { low, high, strict } of orders) {
    const [lower, upper] = [hulls.get(low), hulls.get(high)];
    if (lower === undefined || upper === undefined) continue;
    const [most, least] = [before.get(high)?.high ?? Infinity, before.get(low)?.low ?? -Infinity];
    lower.high = Math.min(lower.high, strict ? justBelow(most) : most);
    upper.low = Math.max(upper.low, strict ? justAbove(least) : least);
  }
  for (const [column, { low, high }] of hulls) {
    if (low > high) {
      const { name } = state.codec.columns[column];
      throw new RangeError(
        `Cannot use the constraints ${rulesOn(state, rules, column)}: they leave no value for ${quoteList([name])}, of which the model knows ${describe(state, column)}`,
      );
    }
    bounds.set(column, { kind: "values", intervals: [{ low, high }], missing: true });
  }
}

function describe(state: ModelState, column: number): string {
  const { subColumns, missingCode } = state.codec.columns[column];
  const { state: columnState, type } = state.codec.toJSON().columns[column];
  const reach = reachOf(
    columnState,
    subColumns.map(({ cardinality }) => cardinality),
    missingCode,
  );
  const hull = reach === undefined ? undefined : fullHull(reach);
  if (hull === undefined) return "none";
  return type === "datetime"
    ? `${new Date(hull.low).toISOString()} to ${new Date(hull.high).toISOString()}`
    : `${hull.low} to ${hull.high}`;
}
