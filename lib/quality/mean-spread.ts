/**
 * How far the mean accuracies of fresh samples scatter. Columns move together, so the scatter of a mean cannot be had from
 * the scatters of its parts: the real rows are dealt into two parts again and again, and the means are taken each time.
 */

import type { Rng } from "../base/random";
import type { CodedColumn } from "./cell-counts";

const DEALS = 24;
/** Student's t, 23 degrees of freedom, 95 %: a standard deviation from 24 deals is itself uncertain. */
const T_95 = 1.714;
const MOST_ROWS = 20_000;
const MOST_TUPLES = 60;

/**
 * Half the width of the 90 % band of the univariate, bivariate, trivariate and overall mean accuracy, for the sizes of
 * `columns` (triples: of `fewer`). From at most 60 columns, pairs and triples each.
 */
export function meanSpread(
  columns: readonly CodedColumn[],
  fewer: readonly CodedColumn[],
  triples: readonly (readonly number[])[],
  rng: Rng,
): [number, number, number, number] {
  const rows = columns[0].real.length;
  if (rows < 4) return [1, 1, 1, 1];
  const kept = rng.fork("rows").permutation(rows).subarray(0, Math.min(rows, MOST_ROWS));
  const deals = dealRows(kept.length, rng.fork("deals"));
  const pairs = columns.flatMap((_, i) => columns.slice(i + 1).map((__, k) => [i, i + 1 + k]));
  const sizes = (sample: readonly CodedColumn[]): number =>
    Math.sqrt(noiseOf(sample[0].real.length, sample[0].synthetic.length) / noiseOf(kept.length / 2, kept.length / 2));
  const [full, part] = [sizes(columns), sizes(fewer)];
  const levels = [
    {
      tuples: some(
        columns.map((_, i) => [i]),
        rng.fork("columns"),
      ),
      scale: full,
    },
    { tuples: some(pairs, rng.fork("pairs")), scale: full },
    { tuples: some(triples, rng.fork("triples")), scale: part },
  ];
  const means = levels.map(({ tuples, scale }) => meansByDeal(columns, tuples, kept, deals).map((mean) => mean * scale));
  const present = means.filter((_, level) => levels[level].tuples.length > 0);
  const overall = Float64Array.from({ length: DEALS }, (_, deal) => present.reduce((sum, mean) => sum + mean[deal], 0) / present.length);
  return [T_95 * deviation(means[0]), T_95 * deviation(means[1]), T_95 * deviation(means[2]), T_95 * deviation(overall)];
}

function noiseOf(left: number, right: number): number {
  return 1 / left + 1 / right;
}

/** One bit per deal and row: which of two halves the row is in. */
function dealRows(rows: number, rng: Rng): Int32Array {
  const bits = new Int32Array(rows);
  for (let deal = 0; deal < DEALS; deal++) {
    const order = rng.permutation(rows);
    for (let i = 0; i < rows >> 1; i++) bits[order[i]] |= 1 << deal;
  }
  return bits;
}

function some<Item>(items: readonly Item[], rng: Rng): readonly Item[] {
  return items.length <= MOST_TUPLES ? items : Array.from(rng.permutation(items.length).subarray(0, MOST_TUPLES), (i) => items[i]);
}

/** The mean total variation between the two halves, for each deal. */
function meansByDeal(
  columns: readonly CodedColumn[],
  tuples: readonly (readonly number[])[],
  kept: Int32Array,
  bits: Int32Array,
): Float64Array {
  const means = new Float64Array(DEALS);
  const cellOfRow = new Int32Array(kept.length);
  const half = kept.length >> 1;
  for (const tuple of tuples) {
    const cells = cellsOf(
      tuple.map((i) => columns[i]),
      kept,
      cellOfRow,
    );
    const inHalf = new Int32Array(cells * DEALS);
    const inAll = new Int32Array(cells);
    for (let i = 0; i < kept.length; i++) {
      const at = cellOfRow[i] * DEALS;
      inAll[cellOfRow[i]]++;
      for (let deal = 0, row = bits[i]; deal < DEALS; deal++, row >>= 1) inHalf[at + deal] += row & 1;
    }
    for (let cell = 0; cell < cells; cell++) {
      if (inAll[cell] === 0) continue;
      for (let deal = 0; deal < DEALS; deal++) {
        const held = inHalf[cell * DEALS + deal];
        means[deal] += Math.abs(held / half - (inAll[cell] - held) / (kept.length - half)) / 2 / tuples.length;
      }
    }
  }
  return means;
}

/** Numbers the cells that occur, row by row; gives how many there are. */
function cellsOf(tuple: readonly CodedColumn[], kept: Int32Array, cellOfRow: Int32Array): number {
  const numberOf = new Int32Array(tuple.reduce((product, column) => product * column.bins, 1)).fill(-1);
  let cells = 0;
  for (let i = 0; i < kept.length; i++) {
    let key = 0;
    for (const column of tuple) key = key * column.bins + column.real[kept[i]];
    if (numberOf[key] < 0) numberOf[key] = cells++;
    cellOfRow[i] = numberOf[key];
  }
  return cells;
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
