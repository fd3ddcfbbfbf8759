/** Cuts the cells of a column, in one or two tables at once, into bins that can be drawn. */

import { type Column, isMissing, missingCount, textOf } from "../table/column";
import { dateTicks, niceNumbers } from "./svg/nice-ticks";

/** Bins along an axis of numbers or dates. */
export interface NumberBins {
  readonly kind: "number" | "datetime";
  readonly centres: readonly number[];
  readonly widths: readonly number[];
  /** For each column, the share of all its rows in each bin; missing ones are in none. */
  readonly shares: readonly (readonly number[])[];
}

/** Words by frequency, then "(other)" and "(missing)" when there are such. */
export interface WordBins {
  readonly kind: "word";
  readonly labels: readonly string[];
  readonly shares: readonly (readonly number[])[];
}

/** Bins of columns of the same type; numbers in about `most` steps of round width, words the `most` most frequent ones. */
export function binCells(columns: readonly Column[], most: number): NumberBins | WordBins {
  const numeric = columns.flatMap((column) => (column.type === "number" || column.type === "datetime" ? [column] : []));
  if (numeric.length < columns.length) return binWords(columns, most);
  const known = numeric.map(({ values }) => values.filter(Number.isFinite));
  const total = known.reduce((sum, values) => sum + values.length, 0);
  const kind = numeric[0].type;
  if (total === 0) return { kind, centres: [], widths: [], shares: columns.map(() => []) };
  const edges = edgesOf(known, kind, most);
  const centres = edges.slice(1).map((edge, i) => (edge + edges[i]) / 2);
  const widths = edges.slice(1).map((edge, i) => edge - edges[i]);
  return { kind, centres, widths, shares: known.map((values, i) => sharesOf(values, edges, columns[i].length)) };
}

function edgesOf(known: readonly Float64Array[], kind: "number" | "datetime", most: number): number[] {
  let low = Infinity;
  let high = -Infinity;
  let whole = true;
  for (const values of known) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
      whole &&= Number.isInteger(value);
    }
  }
  if (low === high) return [low - 0.5, high + 0.5];
  // whole numbers in a narrow range: one bin each, its number in the middle
  if (kind === "number" && whole && high - low < most) return Array.from({ length: high - low + 2 }, (_, i) => low - 0.5 + i);
  const inner = kind === "datetime" ? dateTicks(low, high, most).map(({ at }) => at) : niceNumbers(low, high, most);
  if (inner.length < 2) return [low, high];
  const first = inner[1] - inner[0];
  const last = inner[inner.length - 1] - inner[inner.length - 2];
  const below = inner[0] > low ? [inner[0] - first] : [];
  return [
    ...below,
    ...inner,
    ...(inner[inner.length - 1] < high || below.length + inner.length < 2 ? [inner[inner.length - 1] + last] : []),
  ];
}

/** The last bin takes its upper edge too. */
function sharesOf(values: Float64Array, edges: readonly number[], rowCount: number): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    let low = 0;
    let high = counts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (edges[middle] <= value) low = middle;
      else high = middle - 1;
    }
    counts[low]++;
  }
  return counts.map((found) => found / Math.max(1, rowCount));
}

function binWords(columns: readonly Column[], most: number): WordBins {
  const counted = columns.map(countWords);
  const weight = new Map<string, number>();
  counted.forEach((counts, i) => {
    for (const [word, number] of counts) weight.set(word, (weight.get(word) ?? 0) + number / Math.max(1, columns[i].length));
  });
  const words = [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const shown = words.slice(0, words.length === most + 1 ? most + 1 : most);
  const missing = columns.map(missingCount);
  const others = columns.map((column, i) => column.length - missing[i] - shown.reduce((sum, word) => sum + (counted[i].get(word) ?? 0), 0));
  const hasOthers = words.length > shown.length;
  const hasMissing = missing.some((number) => number > 0);
  const rows = columns.map((column, i) =>
    [...shown.map((word) => counted[i].get(word) ?? 0), ...(hasOthers ? [others[i]] : []), ...(hasMissing ? [missing[i]] : [])].map(
      (found) => found / Math.max(1, column.length),
    ),
  );
  return { kind: "word", labels: [...shown, ...(hasOthers ? ["(other)"] : []), ...(hasMissing ? ["(missing)"] : [])], shares: rows };
}

function countWords(column: Column): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < column.length; i++) {
    if (isMissing(column, i)) continue;
    const word = textOf(column, i) ?? "";
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
