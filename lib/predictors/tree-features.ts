/**
 * A table as the tree learner takes it: ranks for what has an order, codes for what has none. Names and values of the
 * table never reach the learner, so odd ones can't hurt it.
 */

import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { checkSameFeatures } from "./check-question";

// beyond 300 words of a column the learner tries random sets of them, thousands at each split: minutes in place of a second
const MOST_CATEGORIES = 290;
const MISSING_CODE = 0;
const OTHER_CODE = 1;
const FIRST_WORD_CODE = 2;

/** One input of the learner; `source` is the position of the column that it comes from. */
export type TreeInput =
  | { readonly name: string; readonly source: number; readonly kind: "numerical"; readonly values: Float32Array }
  | { readonly name: string; readonly source: number; readonly kind: "categorical"; readonly values: Int32Array };

/** How the feature columns of a training table become inputs; the same way for every later table. */
export interface TreeFeatures {
  readonly columns: readonly string[];
  inputs(action: string, table: Table): readonly TreeInput[];
}

/** Learns from the training table how its columns become inputs. */
export function fitTreeFeatures(table: Table, columns: readonly string[]): TreeFeatures {
  const types = new Map(columns.map((name) => [name, String(table.column(name).type)]));
  const coders = columns.map((name, source) => fitColumn(table.column(name), source));
  return {
    columns,
    inputs(action, later) {
      checkSameFeatures(action, later, types);
      return coders.flatMap((coder, source) => coder(later.column(columns[source])));
    },
  };
}

type ColumnCoder = (column: Column) => readonly TreeInput[];

function fitColumn(column: Column, source: number): ColumnCoder {
  return column.type === "string" ? fitWords(column.dictionary, column.codes, source) : fitRanks(column.values, isGap(column), source);
}

/** Words by frequency; a missing cell is a category of its own, and so are all words too rare or never seen. */
function fitWords(dictionary: readonly string[], codes: Int32Array, source: number): ColumnCoder {
  const counts = new Int32Array(dictionary.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const byCount = Array.from(counts.keys())
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b);
  const codeOf = new Map(byCount.slice(0, MOST_CATEGORIES).map((code, k) => [dictionary[code], FIRST_WORD_CODE + k]));
  return (column) => {
    if (column.type !== "string") return [];
    const byCode = column.dictionary.map((word) => codeOf.get(word) ?? OTHER_CODE);
    const values = column.codes.map((code) => (code < 0 ? MISSING_CODE : byCode[code]));
    return [{ name: `c${source}`, source, kind: "categorical", values }];
  };
}

/**
 * Trees see only the order of values, so each becomes its rank among the distinct training values: nothing is lost to
 * the single precision of the learner. A missing cell sits in the middle; a second input says that it is missing.
 */
function fitRanks(training: ArrayLike<number>, isGapAt: (value: number) => boolean, source: number): ColumnCoder {
  const known = Float64Array.from(training)
    .filter((value) => !isGapAt(value))
    .sort();
  const distinct = known.filter((value, i) => i === 0 || value !== known[i - 1]);
  const hasGaps = known.length < training.length;
  const middle = distinct.length === 0 ? 0 : rankOf(distinct, known[known.length >> 1]);
  return (column) => {
    if (column.type === "string") return [];
    const { values } = column;
    const ranks = Float32Array.from(values, (value) => (isGapAt(value) ? middle : rankOf(distinct, value)));
    const input: TreeInput = { name: `c${source}`, source, kind: "numerical", values: ranks };
    if (!hasGaps) return [input];
    const gaps = Float32Array.from(values, (value) => (isGapAt(value) ? 1 : 0));
    return [input, { name: `c${source}m`, source, kind: "numerical", values: gaps }];
  };
}

/** The position of a value among the distinct sorted ones; half way between two of them when it is neither. */
function rankOf(distinct: Float64Array, value: number): number {
  let low = 0;
  let high = distinct.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distinct[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low < distinct.length && distinct[low] === value ? low : low - 0.5;
}

function isGap(column: Column): (value: number) => boolean {
  return column.type === "boolean" ? (value) => value < 0 : (value) => Number.isNaN(value);
}
