/** A table as the viewer looks through it: a page at a time, sorted, or its columns described. */

import { type Column, sortBy, summary, Table, textOf } from "../index";
import type { LookInto } from "./engine/shown-tables";
import type { ColumnFacts, TableAnswer, TableQuery } from "./table-query";

const MOST_ROWS_A_PAGE = 200;
const BARS = 12;
const MOST_FREQUENT = 6;

/** Answers the viewer's questions on one table. The latest order is kept, so that going on costs no sorting. */
export function tablePages(table: Table): LookInto {
  let sorted = { key: "", table };
  const inOrder = ({ sort }: TableQuery): Table => {
    if (sort === undefined || table.columns[sort.column] === undefined) return table;
    const key = `${sort.column} ${sort.isDescending}`;
    // the name may stand twice in no table, so it leads to the column
    if (sorted.key !== key) sorted = { key, table: sortBy(table, [table.columns[sort.column].name], { descending: sort.isDescending }) };
    return sorted.table;
  };
  return (query) => (query === undefined ? described(table) : pageOf(inOrder(query), query));
}

/** The texts of some rows. */
export function textsOf(columns: readonly Column[], from: number, rows: number): (string | null)[][] {
  return Array.from({ length: rows }, (_, i) => columns.map((column) => shownText(column, from + i)));
}

/** The cell as it is written to a file, but numbers with a long tail rounded to six digits. */
export function shownText(column: Column, i: number): string | null {
  const text = textOf(column, i);
  if (column.type !== "number" || text === null || Number.isInteger(column.values[i])) return text;
  return shortNumber(text);
}

function shortNumber(text: string): string {
  return text.length > 8 ? String(Number(Number(text).toPrecision(6))) : text;
}

function pageOf(table: Table, query: TableQuery): TableAnswer {
  const from = Math.min(Math.max(0, Math.floor(query.from)), Math.max(0, table.rowCount - 1));
  const rows = Math.min(MOST_ROWS_A_PAGE, Math.max(1, Math.floor(query.rows)), table.rowCount - from);
  return { kind: "page", from, rowCount: table.rowCount, rows: textsOf(table.columns, from, rows) };
}

function described(table: Table): TableAnswer {
  const lines = [...summary(table).rows()];
  const columns = table.columns.map((column, i): ColumnFacts => {
    const { missing, distinct, min, median, max } = lines[i];
    const text = (value: unknown): string | null =>
      typeof value !== "string" ? null : column.type === "number" ? shortNumber(value) : value;
    return {
      name: column.name,
      type: column.type,
      missing: Number(missing),
      distinct: Number(distinct),
      min: text(min),
      median: text(median),
      max: text(max),
      bars: column.type === "number" || column.type === "datetime" ? intervals(column.values) : mostFrequent(column),
    };
  });
  return { kind: "columns", rowCount: table.rowCount, columns };
}

/** Counts of equal intervals from the smallest value to the largest; none when there is no value. */
function intervals(values: Float64Array): { label: string; count: number }[] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [];
  const [low, high] = finite.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  if (low === high) return [{ label: "", count: finite.length }];
  const counts = new Array<number>(BARS).fill(0);
  for (const value of finite) counts[Math.min(BARS - 1, Math.floor((BARS * (value - low)) / (high - low)))]++;
  return counts.map((count) => ({ label: "", count }));
}

/** None where each value is a different one: names and numbers of persons. */
function mostFrequent(column: Column): { label: string; count: number }[] {
  const counts = new Map<string, number>();
  let missing = 0;
  for (let i = 0; i < column.length; i++) {
    const text = textOf(column, i);
    if (text === null) missing++;
    else counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  if (counts.size > MOST_FREQUENT && counts.size === column.length - missing) return [];
  const ranked = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_FREQUENT);
  return ranked.map(([label, count]) => ({ label, count }));
}
