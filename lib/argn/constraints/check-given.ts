/** Given rows must not break the rules by themselves. */

import { quoteList } from "../../base/errors";
import { coerced } from "../../encoding/coerce";
import { type Column, isMissing, textOf } from "../../table/column";
import type { Table } from "../../table/table";
import type { ModelState } from "../model-state";
import { holds } from "../sample/region";
import type { CompiledRules } from "./compile";
import { columnsOf, evaluate } from "./formula";

export interface GivenCheck {
  /** What is being done, for messages: "Cannot sample". */
  readonly action: string;
  /** Columns whose missing cells are drawn. */
  readonly filled: ReadonlySet<string>;
  /** The number of each given row in the caller's table; default as they come. */
  readonly rows?: Int32Array;
}

/** Everything that the checks look at. */
interface Checked extends GivenCheck {
  readonly state: ModelState;
  readonly rules: CompiledRules;
  readonly given: Table;
}

/** @throws {RangeError} that names the rule and the first row that breaks it */
export function checkGiven(state: ModelState, rules: CompiledRules, given: Table, check: GivenCheck): void {
  const checked = { ...check, state, rules, given };
  checkRanges(checked);
  checkOrders(checked);
  checkCombinations(checked);
  checkFormulas(checked);
  checkKeys(checked);
}

function checkRanges(checked: Checked): void {
  const { state, rules, given } = checked;
  for (const [column, region] of rules.ranges) {
    const { name } = state.codec.columns[column];
    numbersOf(state, given, name)?.forEach((value, row) => {
      if (!holds(region, value)) refuse(checked, rules.rulesOn(column), row, `"${name}" is ${written(given, name, row)}`);
    });
  }
}

function checkOrders(checked: Checked): void {
  const { state, rules, given } = checked;
  for (const { low, high, strict, rule } of rules.orders) {
    const names = [low, high].map((column) => state.codec.columns[column].name);
    const [lower, upper] = names.map((name) => numbersOf(state, given, name));
    // a column that is still to be drawn can reach no further than the model knows
    const [least, most] = [rules.bounds.get(low)?.intervals[0].low ?? -Infinity, rules.bounds.get(high)?.intervals[0].high ?? Infinity];
    const side = (name: string, values: Float64Array | undefined, row: number, limit: number): string =>
      values === undefined ? `the model knows ${limit} at the utmost for "${name}"` : `"${name}" is ${written(given, name, row)}`;
    for (let row = 0; row < given.rowCount && (lower ?? upper) !== undefined; row++) {
      const [a, b] = [lower === undefined ? least : lower[row], upper === undefined ? most : upper[row]];
      if (strict ? a >= b : a > b)
        refuse(checked, rule, row, `${side(names[0], lower, row, least)} and ${side(names[1], upper, row, most)}`);
    }
  }
}

function checkCombinations(checked: Checked): void {
  const { state, rules, given, filled } = checked;
  for (const set of rules.combinations) {
    const columns = set.columns.map((column) => state.codec.columns[column]);
    const names = columns.map(({ name }) => name).filter((name) => given.has(name));
    if (names.length === 0) continue;
    const { codes } = state.codec.encode(given.select(names), { columns: names });
    const labels = columns.map(({ name }) => state.codec.valueLabels(name));
    for (let row = 0; row < given.rowCount; row++) {
      const known = columns.map(({ name, first, missingCode, encoding }, member) => {
        if (!names.includes(name)) return -1;
        const cell = given.column(name);
        if (isMissing(cell, row)) return filled.has(name) ? -1 : (missingCode ?? -1);
        const code = codes[first][row];
        // a number that the model does not know is encoded as its neighbour, but it is not that neighbour
        return encoding === "discrete" && cell.type === "number" && labels[member][code] !== textOf(cell, row) ? Infinity : code;
      });
      if (set.matching(known).length === 0)
        refuse(checked, set.rule, row, names.map((name) => `"${name}" is ${written(given, name, row)}`).join(" and "));
    }
  }
}

function checkFormulas(checked: Checked): void {
  const { state, rules, given, action } = checked;
  for (const { column, expression, decimals, rule } of rules.formulas) {
    if (!given.has(column)) continue;
    const inputs = columnsOf(expression);
    const own = numbersOf(state, given, column);
    const absent = inputs.filter((name) => !given.has(name));
    if (absent.length > 0 && action === "Cannot sample") {
      throw new RangeError(`${action}: "${column}" is given, but the constraint ${rule} derives it; give ${quoteList(absent)} instead`);
    }
    const cells = new Map(inputs.map((name) => [name, numbersOf(state, given, name) ?? new Float64Array(given.rowCount).fill(NaN)]));
    for (let row = 0; row < given.rowCount; row++) {
      if (own === undefined || Number.isNaN(own[row])) continue;
      const open = inputs.filter((name) => isDrawn(checked, name, row));
      if (open.length > 0) {
        const got = `"${column}" is ${written(given, column, row)} and ${quoteList(open)} still to be drawn`;
        refuse(checked, rule, row, `${got}; compute ${quoteList(open)} yourself, or leave "${column}" open`);
      }
      const value = roundedTo(
        evaluate(expression, (name) => cells.get(name)?.[row] ?? NaN),
        decimals,
      );
      if (Math.abs(own[row] - value) > 1e-9 * Math.max(1, Math.abs(value))) {
        refuse(checked, rule, row, `"${column}" is ${written(given, column, row)}, the formula gives ${value}`);
      }
    }
  }
}

/** Whether a missing given cell is drawn rather than kept. */
function isDrawn({ state, given, filled }: Checked, name: string, row: number): boolean {
  if (!given.has(name) || !isMissing(given.column(name), row)) return false;
  return filled.has(name) || state.codec.columns.find((column) => column.name === name)?.missingCode === undefined;
}

function checkKeys(checked: Checked): void {
  const { rules, given } = checked;
  for (const { column, rule } of rules.keys) {
    if (!given.has(column)) continue;
    const seen = new Map<string, number>();
    const cells = given.column(column);
    for (let row = 0; row < given.rowCount; row++) {
      const text = textOf(cells, row);
      if (text === null) continue;
      const other = seen.get(text);
      if (other !== undefined) refuse(checked, rule, row, `"${column}" is "${text}", as in row ${numberOf(checked, other)}`);
      seen.set(text, row);
    }
  }
}

/** A derived value with so many decimals, or without the last digits that a product of decimals gets by rounding. */
export function roundedTo(value: number, decimals: number | undefined): number {
  if (!Number.isFinite(value)) return NaN;
  return decimals === undefined ? Number(value.toPrecision(14)) : Number(value.toFixed(decimals));
}

function numbersOf(state: ModelState, given: Table, name: string): Float64Array | undefined {
  if (!given.has(name)) return undefined;
  const type = state.codec.toJSON().columns.find((column) => column.name === name)?.type;
  const column: Column = coerced(given.column(name), type ?? "number");
  return column.type === "number" || column.type === "datetime" ? column.values : undefined;
}

function written(given: Table, name: string, row: number): string {
  const text = textOf(given.column(name), row);
  return text === null ? "missing" : `"${text}"`;
}

function refuse(checked: Checked, rule: string, row: number, got: string): never {
  const given = checked.action === "Cannot sample" ? "given row" : "row";
  throw new RangeError(`${checked.action}: ${given} ${numberOf(checked, row)} breaks the constraint ${rule}: ${got}`);
}

/** The number of a row as the caller counts, from 1. */
function numberOf({ rows }: Checked, row: number): number {
  return (rows === undefined ? row : rows[row]) + 1;
}
