/**
 * Columns cut into bins: every value becomes a small integer, so that shares, pairs and triples are counted in one pass.
 * The bins are fitted on the real rows (training and holdout); synthetic rows are mapped into them.
 */

import type { Column, StringColumn } from "../table/column";
import { datetimeEdges, numberEdges } from "./bin-edges";
import type { ColumnKind } from "./scores";

/** Codes of rows: the bin of each. Two widths, since most columns need one byte only. */
export type BinCodes = Uint8Array | Uint16Array;

interface BinsBase {
  readonly column: string;
  /** How many bins, those for missing and other values included. */
  readonly count: number;
}

/**
 * Bins of numbers or datetimes: bin k is from edge k to below edge k + 1, the last bin holds the missing. With `outside`, the
 * last but one holds what lies beyond all real values; else that counts in the outermost bins.
 */
export interface EdgeBins extends BinsBase {
  readonly kind: "number" | "datetime";
  readonly outside: boolean;
  readonly edges: readonly number[];
  readonly least: number;
  readonly most: number;
  readonly decimals: number | undefined;
  /** When the column has so few values that each is a bin of its own: these values, ascending. */
  readonly values: readonly number[] | undefined;
  /** Whether all real values are whole numbers. */
  readonly whole: boolean;
}

/** Bins of texts: the named categories, then "", all others, "_RARE_" and the missing. */
export interface CategoryBins extends BinsBase {
  readonly kind: "category" | "text";
  readonly categories: readonly string[];
}

export type Bins = EdgeBins | CategoryBins;

/** A category needs as many real rows as this to be named. */
export const LEAST_ROWS_OF_A_CATEGORY = 5;
/** What generators write in place of a rare category. */
const RARE = "_RARE_";

/**
 * Bins for one column, fitted on its real parts: about `most` bins with equally many rows for numbers and datetimes, the
 * `most` largest categories (of at least 5 rows) for texts and truth values. (mostlyai-qa 1.10.7, accuracy)
 *
 * `outside` gives values beyond all real ones a bin of their own. Without it, as in the reference package, a column that is
 * constant in the real rows looks right whatever number the synthetic rows hold.
 */
export function fitBins(parts: readonly Column[], kind: ColumnKind, most: number, { outside = false } = {}): Bins {
  const column = parts[0].name;
  if (kind === "number" || kind === "datetime") {
    const bins = edgeBins(column, kind, ascendingValues(parts), most);
    return outside ? { ...bins, outside, count: bins.count + 1 } : bins;
  }
  const categories = largestCategories(parts, most);
  return { column, kind, categories, count: categories.length + 4 };
}

/** The bin of every row. */
export function codesOf(bins: Bins, column: Column): BinCodes {
  const codes = bins.count <= 256 ? new Uint8Array(column.length) : new Uint16Array(column.length);
  if ("edges" in bins) fillEdgeCodes(bins, column, codes);
  else fillCategoryCodes(bins, column, codes);
  return codes;
}

function edgeBins(column: string, kind: "number" | "datetime", ascending: Float64Array, most: number): EdgeBins {
  if (kind === "number") {
    const { edges, decimals, least, most: largest, values } = numberEdges(ascending, most);
    const whole = ascending.every((value) => Number.isInteger(value));
    return { column, kind, outside: false, edges, decimals, least, most: largest, values, whole, count: edges.length };
  }
  const edges = datetimeEdges(ascending, most);
  const [least, last] = [edges[0], edges[edges.length - 1] - 1];
  return {
    column,
    kind,
    outside: false,
    edges,
    decimals: undefined,
    least,
    most: last,
    values: undefined,
    whole: false,
    count: edges.length,
  };
}

function ascendingValues(parts: readonly Column[]): Float64Array {
  const values = parts.flatMap((part) => (part.type === "number" || part.type === "datetime" ? [part.values] : []));
  const all = new Float64Array(values.reduce((sum, part) => sum + part.length, 0));
  let length = 0;
  for (const part of values) for (const value of part) if (Number.isFinite(value)) all[length++] = value;
  return all.subarray(0, length).sort();
}

function fillEdgeCodes(bins: EdgeBins, column: Column, codes: BinCodes): void {
  const missing = bins.count - 1;
  if (column.type !== "number" && column.type !== "datetime") return void codes.fill(missing);
  const lower = Float64Array.from(bins.edges.slice(1, -1));
  for (let i = 0; i < codes.length; i++) {
    const value = column.values[i];
    if (Number.isNaN(value)) {
      codes[i] = missing;
      continue;
    }
    if (bins.outside && (value < bins.least || value > bins.most)) {
      codes[i] = missing - 1;
      continue;
    }
    const held = value < bins.least ? bins.least : value > bins.most ? bins.most : value;
    let [low, high] = [0, lower.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (lower[middle] <= held) low = middle + 1;
      else high = middle;
    }
    codes[i] = low;
  }
}

/** The most frequent texts in order of their names; missing and "" count as candidates, as in the reference package. */
function largestCategories(parts: readonly Column[], most: number): string[] {
  const rows = new Map<string | null, number>();
  for (const part of parts) {
    for (const [text, times] of textCounts(part)) rows.set(text, (rows.get(text) ?? 0) + times);
  }
  return [...rows]
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .filter(([, times]) => times >= LEAST_ROWS_OF_A_CATEGORY)
    .flatMap(([text]) => (text === null || text === "" || text === RARE ? [] : [text]))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Rows by text, in order of first appearance; null is missing. */
function textCounts(column: Column): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  const strings = asStrings(column);
  const byCode = new Int32Array(strings.dictionary.length + 1);
  for (const code of strings.codes) {
    if (byCode[code + 1]++ === 0) counts.set(code < 0 ? null : strings.dictionary[code], 0);
  }
  strings.dictionary.forEach((text, code) => {
    if (byCode[code + 1] > 0) counts.set(text, (counts.get(text) ?? 0) + byCode[code + 1]);
  });
  if (byCode[0] > 0) counts.set(null, byCode[0]);
  return counts;
}

function fillCategoryCodes(bins: CategoryBins, column: Column, codes: BinCodes): void {
  const first = bins.categories.length;
  const codeOf = new Map<string, number>(bins.categories.map((text, code) => [text, code]));
  codeOf.set("", first).set(RARE, first + 2);
  const strings = asStrings(column);
  const byCode = Uint16Array.from(strings.dictionary, (text) => codeOf.get(text) ?? first + 1);
  for (let i = 0; i < codes.length; i++) codes[i] = strings.codes[i] < 0 ? first + 3 : byCode[strings.codes[i]];
}

const TRUTH = ["false", "true"];

/** A categorical column as codes and dictionary; a column of another type has only missing cells here. */
function asStrings(column: Column): Pick<StringColumn, "codes" | "dictionary"> {
  if (column.type === "string") return column;
  if (column.type === "boolean") return { codes: Int32Array.from(column.values), dictionary: TRUTH };
  return { codes: new Int32Array(column.length).fill(-1), dictionary: [] };
}

/** One label per bin, in the reference package's style: the lower edge, or the category. */
export function labelsOf(bins: Bins): string[] {
  if ("categories" in bins) return [...bins.categories, "(empty)", "(other)", RARE, "(n/a)"];
  const lower = bins.edges.slice(0, -1);
  const whole = bins.decimals === undefined || lower.every((edge) => Number.isInteger(edge));
  const text = (edge: number): string => {
    if (bins.kind === "datetime") return new Date(edge).toISOString();
    return whole ? String(edge) : edge.toFixed(bins.decimals);
  };
  return [...lower.map((edge) => `⪰ ${text(edge)}`), "(n/a)"];
}
