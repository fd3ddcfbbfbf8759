/**
 * The modes of a column. Those of a number are "missing", each value that a twentieth of the rows share, and stretches
 * between quantiles for the rest. It is the mode-specific normalisation of CTGAN, with stretches in place of the components
 * of a mixture: they need no fit, and each holds as many rows. The modes of a word are the words, the rarest together.
 *
 * Source: Xu, Skoularidou, Cuesta-Infante and Veeramachaneni, "Modeling Tabular Data using Conditional GAN" (2019), section 4.2.
 */

import type { Rng } from "../../base/random";
import type { Column } from "../../table/column";
import { binningOf } from "../binning";
import { normalPoint } from "../normal";

export interface ColumnModes {
  readonly count: number;
  /** The mode of each row. */
  readonly codes: Int32Array;
  /** The rows of each mode, in the order of their values. */
  readonly rowsOf: readonly Int32Array[];
  /** For numbers with many values: the normal score of a row's rank within its mode. */
  readonly scores: Float32Array | undefined;
}

const MOST_WORDS = 64;
/** Numbers with at most so many values are read as words are. */
const FEW_VALUES = 24;
const FREQUENT_SHARE = 0.05;
/** Scores are cut off here. */
const FURTHEST_SCORE = 3;

/** The modes of one column; numbers have so many stretches beside their frequent values. */
export function modesOf(column: Column, rng: Rng, stretches: number): ColumnModes {
  if (column.type === "string" || column.type === "boolean") return wordModes(binningOf(column, MOST_WORDS));
  if (new Set(column.values).size <= FEW_VALUES) return wordModes(binningOf(column, column.length));
  const { codes, count } = numberCodes(column.values, stretches);
  const rowsOf = membersOf(codes, count).map((rows) => rows.sort((a, b) => column.values[a] - column.values[b] || a - b));
  return { count, codes, rowsOf, scores: scoresOf(column.values, rowsOf, rng) };
}

function wordModes({ codes, count }: { readonly codes: Int32Array; readonly count: number }): ColumnModes {
  return { count, codes, rowsOf: membersOf(codes, count), scores: undefined };
}

/** Codes without gaps: frequent values first, then the stretches, then the missing cells. */
function numberCodes(values: Float64Array, stretches: number): { codes: Int32Array; count: number } {
  const counts = new Map<number, number>();
  for (const value of values) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts].filter(([, rows]) => rows >= FREQUENT_SHARE * values.length).map(([value]) => value);
  const frequentCode = new Map(frequent.sort((a, b) => a - b).map((value, code) => [value, code]));
  const rest = values.filter((value) => !Number.isNaN(value) && !frequentCode.has(value)).sort();
  const edges = Array.from({ length: stretches - 1 }, (_, k) => rest[Math.floor(((k + 1) * rest.length) / stretches)]);
  const raw = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return frequent.length + stretches;
    return frequentCode.get(value) ?? frequent.length + edges.filter((edge) => edge <= value).length;
  });
  const used = [...new Set(raw)].sort((a, b) => a - b);
  const place = new Map(used.map((code, k) => [code, k]));
  return { codes: raw.map((code) => place.get(code) ?? 0), count: used.length };
}

function membersOf(codes: Int32Array, count: number): Int32Array[] {
  const members: number[][] = Array.from({ length: count }, () => []);
  codes.forEach((code, i) => members[code].push(i));
  return members.map((rows) => Int32Array.from(rows));
}

/** Equal values share their stretch of ranks by chance. */
function scoresOf(values: Float64Array, rowsOf: readonly Int32Array[], rng: Rng): Float32Array {
  const scores = new Float32Array(values.length);
  for (const rows of rowsOf) {
    for (let start = 0; start < rows.length;) {
      let end = start + 1;
      while (end < rows.length && values[rows[end]] === values[rows[start]]) end++;
      for (let k = start; k < end; k++) {
        const score = normalPoint((start + rng.uniform() * (end - start)) / rows.length);
        scores[rows[k]] = Math.min(FURTHEST_SCORE, Math.max(-FURTHEST_SCORE, score));
      }
      start = end;
    }
  }
  return scores;
}
