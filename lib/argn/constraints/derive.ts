/** Columns that no draw makes: formulas, and keys by pattern. They come when all else is there. */

import type { Rng } from "../../base/random";
import { coerced } from "../../encoding/coerce";
import { type Column, datetimeColumn, numberColumn, stringColumn, textOf } from "../../table/column";
import { mergeCells } from "../../table/merge-cells";
import type { Table } from "../../table/table";
import { roundedTo } from "./check-given";
import type { CompiledRules } from "./compile";
import { columnsOf, evaluate } from "./formula";
import { capacityOf, placesOf, uniqueKeys } from "./unique-keys";

/** The table with its derived columns computed and its keys made; what is given stays. */
export function deriveColumns(rules: CompiledRules, table: Table, given: Table | undefined, rng: Rng): Table {
  const computed = withFormulas(rules, table);
  const merged = rules.formulas.reduce((result, { column }) => {
    if (given?.has(column) !== true) return result;
    const own = result.column(column);
    return result.with(mergeCells(coerced(given.column(column), own.type), own));
  }, computed);
  return withKeys(rules, merged, given, rng);
}

/** The table with the holes of these columns filled, as far as rules derive them; other cells stay as they are. */
export function deriveHoles(rules: CompiledRules, table: Table, holed: readonly Column[], rng: Rng): Table {
  const names = holed.map(({ name }) => name);
  const asked = {
    ...rules,
    formulas: rules.formulas.filter(({ column }) => names.includes(column)),
    keys: rules.keys.filter(({ column }) => names.includes(column)),
  };
  return deriveColumns(asked, table, table, rng);
}

function withFormulas(rules: CompiledRules, table: Table): Table {
  // formulas never use derived columns, so any order will do
  return rules.formulas.reduce((result, { column, expression, decimals }) => {
    const cells = new Map(columnsOf(expression).map((name) => [name, numbersOf(table, name)]));
    const values = Float64Array.from({ length: table.rowCount }, (_, row) =>
      roundedTo(
        evaluate(expression, (name) => cells.get(name)?.[row] ?? NaN),
        decimals,
      ),
    );
    const old = table.column(column);
    return result.with(old.type === "datetime" ? datetimeColumn(column, values, old.format) : numberColumn(column, values));
  }, table);
}

function numbersOf(table: Table, name: string): Float64Array {
  const column = table.column(name);
  if (column.type === "number" || column.type === "datetime") return column.values;
  const number = coerced(column, "number");
  return number.type === "number" ? number.values : new Float64Array(0);
}

function withKeys(rules: CompiledRules, table: Table, given: Table | undefined, rng: Rng): Table {
  return rules.keys.reduce((result, { column, pattern, rule }) => {
    const kept = given?.has(column) === true ? given.column(column) : undefined;
    const texts = Array.from({ length: table.rowCount }, (_, row) => (kept === undefined ? null : textOf(kept, row)));
    const taken = new Set(texts.filter((text) => text !== null));
    const needed = texts.length - taken.size;
    const keys = uniqueKeys(pattern, needed, taken, rng.fork(`keys ${column}`));
    if (keys.length < needed) {
      throw new RangeError(
        `Cannot sample ${table.rowCount} rows under the constraint ${rule}: the pattern allows ${capacityOf(placesOf(pattern))} keys; make it longer`,
      );
    }
    let next = 0;
    return result.with(
      stringColumn(
        column,
        texts.map((text) => text ?? keys[next++]),
      ),
    );
  }, table);
}
