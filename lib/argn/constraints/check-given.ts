/** Given rows must not break the rules by themselves. */

import { quoteList } from "../../base/errors";
import { coerced } from "../../encoding/coerce";
import { type Column, isMissing, textOf } from "../../table/column";
import type { Table } from "../../table/table";
import type { ModelState } from "../model-state";
import { holds } from "../sample/region";
import type { CompiledRules } from "./compile";
import { columnsOf, evaluate } from "./formula";

/** @throws {RangeError} that names the rule and the first row that breaks it */
export function checkGiven(state: ModelState, rules: CompiledRules, given: Table): void {
  const numbers = (column: number): Float64Array | undefined => numbersOf(state, given, state.codec.columns[column].name);
  const name = (column: number): string => state.codec.columns[column].name;
  for (const [column, region] of rules.ranges) {
    numbers(column)?.forEach((value, row) => {
      if (!holds(region, value)) refuse(rules.rulesOn(column), row, `"${name(column)}" is ${written(given, name(column), row)}`);
    });
  }
  for (const { low, high, strict, rule } of rules.orders) {
    const [lower, upper] = [numbers(low), numbers(high)];
    // a column that is still to be drawn can reach no further than the model knows
    const [least, most] = [rules.bounds.get(low)?.intervals[0].low ?? -Infinity, rules.bounds.get(high)?.intervals[0].high ?? Infinity];
    const side = (column: number, values: Float64Array | undefined, row: number, limit: number): string =>
      values === undefined
        ? `the model knows ${limit} at the utmost for "${name(column)}"`
        : `"${name(column)}" is ${written(given, name(column), row)}`;
    for (let row = 0; row < given.rowCount && (lower ?? upper) !== undefined; row++) {
      const [a, b] = [lower === undefined ? least : lower[row], upper === undefined ? most : upper[row]];
      if (strict ? a >= b : a > b) refuse(rule, row, `${side(low, lower, row, least)} and ${side(high, upper, row, most)}`);
    }
  }
  checkCombinations(state, rules, given);
  checkFormulas(state, rules, given);
  checkKeys(rules, given);
}

function checkCombinations(state: ModelState, rules: CompiledRules, given: Table): void {
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
        if (isMissing(cell, row)) return missingCode ?? -1;
        const code = codes[first][row];
        // a number that the model does not know is encoded as its neighbour, but it is not that neighbour
        return encoding === "discrete" && cell.type === "number" && labels[member][code] !== textOf(cell, row) ? Infinity : code;
      });
      if (set.matching(known).length === 0)
        refuse(set.rule, row, names.map((name) => `"${name}" is ${written(given, name, row)}`).join(" and "));
    }
  }
}

function checkFormulas(state: ModelState, rules: CompiledRules, given: Table): void {
  for (const { column, expression, decimals, rule } of rules.formulas) {
    if (!given.has(column)) continue;
    const inputs = columnsOf(expression);
    const absent = inputs.filter((name) => !given.has(name));
    if (absent.length > 0) {
      throw new RangeError(`Cannot sample: "${column}" is given, but the constraint ${rule} derives it; give ${quoteList(absent)} instead`);
    }
    const cells = new Map(inputs.map((name) => [name, numbersOf(state, given, name) ?? new Float64Array(given.rowCount).fill(NaN)]));
    const own = numbersOf(state, given, column);
    for (let row = 0; row < given.rowCount; row++) {
      const value = roundedTo(
        evaluate(expression, (name) => cells.get(name)?.[row] ?? NaN),
        decimals,
      );
      if (own !== undefined && Math.abs(own[row] - value) > 1e-9 * Math.max(1, Math.abs(value))) {
        refuse(rule, row, `"${column}" is ${written(given, column, row)}, the formula gives ${value}`);
      }
    }
  }
}

function checkKeys(rules: CompiledRules, given: Table): void {
  for (const { column, rule } of rules.keys) {
    if (!given.has(column)) continue;
    const seen = new Map<string, number>();
    const cells = given.column(column);
    for (let row = 0; row < given.rowCount; row++) {
      const text = textOf(cells, row);
      if (text === null) continue;
      const other = seen.get(text);
      if (other !== undefined) refuse(rule, row, `"${column}" is "${text}", as in row ${other + 1}`);
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

function refuse(rule: string, row: number, got: string): never {
  throw new RangeError(`Cannot sample: given row ${row + 1} breaks the constraint ${rule}: ${got}`);
}
