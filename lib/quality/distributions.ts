/** Shares of single columns and of pairs, as the report draws them. */

import type { BinCodes, Bins } from "./bins";
import { countPairs, countSingles } from "./cell-counts";
import { LEAST_ROWS_OF_A_CATEGORY as LEAST_ROWS } from "./bins";
import { type Distribution, packShares, type PairTable } from "./scores";
import { type ShownBins, shownBins } from "./shown-bins";

/** A binned column with the codes of its rows in each table. */
export interface ShownColumn {
  readonly bins: Bins;
  readonly shown: ShownBins;
  readonly training: BinCodes;
  readonly holdout: BinCodes | undefined;
  readonly synthetic: BinCodes;
}

/** Prepares a column for showing. */
export function shownColumn(bins: Bins, training: BinCodes, holdout: BinCodes | undefined, synthetic: BinCodes): ShownColumn {
  const real = countSingles(training, bins.count);
  if (holdout !== undefined) countSingles(holdout, bins.count).forEach((rows, code) => (real[code] += rows));
  return { bins, shown: shownBins(bins, real, countSingles(synthetic, bins.count)), training, holdout, synthetic };
}

/** The shares of one column. */
export function distributionOf(column: ShownColumn): Distribution {
  const { bins, shown, training, holdout, synthetic } = column;
  const shares = (codes: BinCodes): number[] => {
    const groups = new Array<number>(shown.labels.length).fill(0);
    countSingles(codes, bins.count).forEach((rows, code) => {
      if (shown.groupOf[code] >= 0) groups[shown.groupOf[code]] += rows;
    });
    return groups.map((rows) => rows / Math.max(1, codes.length));
  };
  return {
    column: bins.column,
    kind: bins.kind,
    labels: shown.labels,
    ...(shown.edges === undefined ? {} : { edges: shown.edges }),
    training: shares(training),
    ...(holdout === undefined ? {} : { holdout: shares(holdout) }),
    synthetic: shares(synthetic),
  };
}

/** The joint shares of two columns, over the labels of their distributions. */
export function pairTableOf(a: ShownColumn, b: ShownColumn): PairTable {
  const real = new Int32Array(a.bins.count * b.bins.count);
  countPairs(a.training, b.training, b.bins.count, real);
  if (a.holdout !== undefined && b.holdout !== undefined) countPairs(a.holdout, b.holdout, b.bins.count, real);
  const synthetic = new Int32Array(real.length);
  countPairs(a.synthetic, b.synthetic, b.bins.count, synthetic);
  const realRows = a.training.length + (a.holdout?.length ?? 0);
  const few = (rows: number): boolean => rows > 0 && rows < LEAST_ROWS;
  return {
    columns: [a.bins.column, b.bins.column],
    real: packShares(grouped(a, b, real).map((rows) => (few(rows) ? NaN : rows / Math.max(1, realRows)))),
    synthetic: packShares(grouped(a, b, synthetic).map((rows) => rows / Math.max(1, a.synthetic.length))),
  };
}

function grouped(a: ShownColumn, b: ShownColumn, counts: Int32Array): Float64Array {
  const width = b.shown.labels.length;
  const groups = new Float64Array(a.shown.labels.length * width);
  counts.forEach((rows, cell) => {
    if (rows === 0) return;
    const first = a.shown.groupOf[Math.floor(cell / b.bins.count)];
    groups[first * width + b.shown.groupOf[cell % b.bins.count]] += rows;
  });
  return groups;
}
