/** A table as a regression takes it: an intercept, numbers in standard deviations, and one indicator for each frequent word. */

import { type Column, isMissing, textOf } from "../table/column";
import type { Table } from "../table/table";

/** A dense matrix, row by row. */
export interface Matrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** How columns become inputs, learnt from one table, and used for others. */
export interface Design {
  /** The names of the inputs; the first is the intercept. */
  readonly names: readonly string[];
  rows(table: Table): Matrix;
}

interface Input {
  /** Rows that are not 0 in it: inputs of many rows come first when there is no room for all. */
  readonly rows: number;
  readonly column: string;
  readonly name: string;
  readonly cell: (column: Column, row: number) => number;
}

const MOST_WORDS = 8;
/** A word, a gap or a step that so few rows have makes no input: its coefficient could not be told. */
const LEAST_ROWS = 10;

/**
 * The design of these columns. A word column gives an indicator for each of its 9 most frequent words but the first, which is
 * what the others are compared with, and none for the rest; a number gives its distance from the mean in standard
 * deviations; cells that are missing in at least ten rows give an indicator. Constant columns give nothing. Beyond
 * `mostInputs`, those that fewest rows have are left out.
 */
export function designOf(table: Table, columns: readonly string[], mostInputs = Infinity): Design {
  const all = columns.flatMap((name) => inputsOf(table.column(name)));
  const kept = new Set([...all].sort((a, b) => b.rows - a.rows).slice(0, mostInputs));
  const inputs = all.filter((input) => kept.has(input));
  return {
    names: ["intercept", ...inputs.map(({ name }) => name)],
    rows: (other) => {
      const width = inputs.length + 1;
      const values = new Float64Array(other.rowCount * width);
      for (let i = 0; i < other.rowCount; i++) values[i * width] = 1;
      inputs.forEach(({ column, cell }, k) => {
        const cells = other.column(column);
        for (let i = 0; i < other.rowCount; i++) values[i * width + k + 1] = cell(cells, i);
      });
      return { values, rows: other.rowCount, columns: width };
    },
  };
}

function inputsOf(column: Column): Input[] {
  const missing = Array.from({ length: column.length }, (_, i) => isMissing(column, i)).filter(Boolean).length;
  const gap: Input = {
    rows: missing,
    column: column.name,
    name: `${column.name}: missing`,
    cell: (cells, i) => (isMissing(cells, i) ? 1 : 0),
  };
  const gaps = missing >= LEAST_ROWS && column.length - missing >= LEAST_ROWS ? [gap] : [];
  return [...(column.type === "number" || column.type === "datetime" ? numberInput(column) : wordInputs(column)), ...gaps];
}

function numberInput({ name, values }: { readonly name: string; readonly values: Float64Array }): Input[] {
  const known = values.filter((value) => Number.isFinite(value));
  const mean = known.reduce((sum, value) => sum + value / known.length, 0);
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2 / known.length, 0));
  if (!(spread > 1e-12 * Math.max(1, Math.abs(mean)))) return [];
  const cell = (cells: Column, i: number): number => {
    const value = cells.type === "number" || cells.type === "datetime" ? cells.values[i] : NaN;
    return Number.isFinite(value) ? (value - mean) / spread : 0;
  };
  return [{ rows: known.length, column: name, name, cell }];
}

function wordInputs(column: Column): Input[] {
  const rows = new Map<string, number>();
  for (let i = 0; i < column.length; i++) {
    const text = textOf(column, i);
    if (text !== null) rows.set(text, (rows.get(text) ?? 0) + 1);
  }
  return [...rows]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(1, MOST_WORDS + 1)
    .filter(([, times]) => times >= LEAST_ROWS)
    .map(([text, times]) => ({
      rows: times,
      column: column.name,
      name: `${column.name}: ${text}`,
      cell: (cells, i) => (textOf(cells, i) === text ? 1 : 0),
    }));
}
