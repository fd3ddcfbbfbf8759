/**
 * A table as a linear model takes it: one indicator for each word, numbers in units of their standard deviation. Each
 * column fills exactly one slot of a row, a pair of input and value, so a row costs as much as it has columns.
 */

import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { checkSameFeatures } from "./check-question";

const MOST_WORDS_IN_ALL = 600;
const MOST_WORDS = 100;
const LEAST_WORDS = 5;
const SCORE_OF_INFINITY = 10;

/** Rows as slots: slot `row * width + k` says that input `inputs[slot]` has the value `values[slot]`; all others are 0. */
export interface SlotRows {
  readonly rowCount: number;
  readonly width: number;
  readonly inputs: Int32Array;
  readonly values: Float64Array;
}

/** How feature columns become inputs. */
export interface LinearFeatures {
  readonly columns: readonly string[];
  readonly inputCount: number;
  rows(action: string, table: Table): SlotRows;
}

/** Writes the slot of one cell. */
type CellCoder = (column: Column, fill: (row: number, input: number, value: number) => void) => void;

/** Learns from the training table how its columns become inputs. */
export function fitLinearFeatures(table: Table, columns: readonly string[]): LinearFeatures {
  const types = new Map(columns.map((name) => [name, String(table.column(name).type)]));
  const mostWords = Math.min(MOST_WORDS, Math.max(LEAST_WORDS, Math.floor(MOST_WORDS_IN_ALL / columns.length)));
  let inputCount = 0;
  const coders = columns.map((name) => {
    const { coder, inputs } = fitCell(table.column(name), inputCount, mostWords);
    inputCount += inputs;
    return coder;
  });
  return {
    columns,
    inputCount,
    rows(action, later) {
      checkSameFeatures(action, later, types);
      const width = columns.length;
      const inputs = new Int32Array(later.rowCount * width);
      const values = new Float64Array(later.rowCount * width);
      coders.forEach((coder, k) =>
        coder(later.column(columns[k]), (row, input, value) => {
          inputs[row * width + k] = input;
          values[row * width + k] = value;
        }),
      );
      return { rowCount: later.rowCount, width, inputs, values };
    },
  };
}

function fitCell(column: Column, first: number, mostWords: number): { coder: CellCoder; inputs: number } {
  if (column.type === "string") return fitWords(column.dictionary, column.codes, first, mostWords);
  return fitNumbers(column.values, first, column.type === "boolean" ? (value) => value < 0 : (value) => Number.isNaN(value));
}

/** Inputs: missing, all other words, then the most frequent words. */
function fitWords(
  dictionary: readonly string[],
  codes: Int32Array,
  first: number,
  mostWords: number,
): { coder: CellCoder; inputs: number } {
  const counts = new Int32Array(dictionary.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const frequent = Array.from(counts.keys())
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, mostWords);
  const inputOf = new Map(frequent.map((code, k) => [dictionary[code], first + 2 + k]));
  const coder: CellCoder = (column, fill) => {
    if (column.type !== "string") return;
    const byCode = column.dictionary.map((word) => inputOf.get(word) ?? first + 1);
    column.codes.forEach((code, row) => fill(row, code < 0 ? first : byCode[code], 1));
  };
  return { coder, inputs: 2 + frequent.length };
}

/** Inputs: missing, then the value less its mean, in standard deviations. */
function fitNumbers(training: ArrayLike<number>, first: number, isGap: (value: number) => boolean): { coder: CellCoder; inputs: number } {
  const known = Float64Array.from(training).filter((value) => !isGap(value) && Number.isFinite(value));
  const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  // scaled by the largest first: the square of 1e300 has no number
  const centre = known.reduce((sum, value) => sum + value / largest / known.length, 0);
  const variance = known.reduce((sum, value) => sum + (value / largest - centre) ** 2 / known.length, 0);
  const spread = variance > 1e-24 ? Math.sqrt(variance) : Infinity;
  const score = (value: number): number =>
    Number.isFinite(value) ? (value / largest - centre) / spread : Math.sign(value) * SCORE_OF_INFINITY;
  const coder: CellCoder = (column, fill) => {
    if (column.type === "string") return;
    column.values.forEach((value: number, row: number) => (isGap(value) ? fill(row, first, 1) : fill(row, first + 1, score(value))));
  };
  return { coder, inputs: 2 };
}
