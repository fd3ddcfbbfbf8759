/** Where numbers lie, told privately: coarse bins by powers of two, then twice finer ones where the rows are. */

import { noisyLogBins } from "../../dp/log-histogram";
import { noisyCounts } from "../../dp/noisy-counts";
import { POWERS_OF_TEN } from "../decimals";
import { indexAtOrBelow } from "../value-counts";
import type { PrivateSetting } from "./private-setting";

/** Neighbouring cells: `rows[i]` numbers lie from `edges[i]` to `edges[i + 1]`, by noisy counts; 0 where noise explains them. */
export interface Cells {
  readonly edges: readonly number[];
  readonly rows: readonly number[];
}

/** A cell this many times the noise is worth its noise. */
const NOISES_A_CELL = 8;
const LEAST_CELLS = 8;
const MOST_CELLS = 256;
/** Below so many times the noise, a cell counts as empty. */
const EMPTY = 2;

/** The first look: between which powers of two, unless the interval is known. Costs one coarse count, used or not. */
export function firstCells(
  values: Float64Array,
  interval: { low: number; high: number } | undefined,
  setting: PrivateSetting,
): Cells | undefined {
  if (interval !== undefined) return { edges: [interval.low, interval.high], rows: [1] };
  const bins = noisyLogBins(values, { standardDeviation: setting.coarse, noise: setting.noise });
  if (bins.length === 0) return undefined;
  const edges = [bins[0].low];
  const rows: number[] = [];
  for (const { low, high, count } of bins) {
    if (low > edges[edges.length - 1]) {
      edges.push(low);
      rows.push(0);
    }
    edges.push(high);
    rows.push(count);
  }
  return { edges, rows };
}

/**
 * Splits the cells, the fuller into the more, and counts again: one coarse count. Empty cells at the ends go, so that the
 * ends close in on the numbers. With decimals, edges stand half-way between two numbers that can be written.
 */
export function zoom(cells: Cells, values: Float64Array, decimals: number | undefined, setting: PrivateSetting): Cells {
  const { coarse, noise } = setting;
  const wanted = Math.min(MOST_CELLS, Math.max(LEAST_CELLS, Math.round(setting.rowCount / (NOISES_A_CELL * coarse))));
  const edges = placed(splitEdges(cells, wanted), decimals);
  const counts = new Float64Array(edges.length - 1);
  for (const value of values) counts[Math.min(counts.length - 1, Math.max(0, indexAtOrBelow(edges, value)))]++;
  const noisy = noisyCounts(counts, coarse, noise);
  return withoutEmptyEnds({ edges, rows: Array.from(noisy, (count) => (count < EMPTY * coarse ? 0 : count)) });
}

function splitEdges({ edges, rows }: Cells, wanted: number): number[] {
  const total = rows.reduce((sum, count) => sum + count, 0);
  const split = [edges[0]];
  rows.forEach((count, i) => {
    const parts = Math.max(1, Math.round((wanted * count) / total));
    for (let part = 1; part < parts; part++) split.push(edges[i] + ((edges[i + 1] - edges[i]) * part) / parts);
    split.push(edges[i + 1]);
  });
  return split;
}

function placed(edges: readonly number[], decimals: number | undefined): number[] {
  const scale = decimals === undefined ? 0 : POWERS_OF_TEN[decimals];
  const halfway = (edge: number): number => {
    const units = edge * scale;
    return scale === 0 || Math.abs(units) > 2 ** 51 ? edge : (Math.ceil(units) - 0.5) / scale;
  };
  const distinct = edges.map(halfway).filter((edge, i, all) => i === 0 || edge > all[i - 1]);
  // the last number that can be written lies below the last edge
  if (scale !== 0) distinct.push(distinct[distinct.length - 1] + 1 / scale);
  else if (distinct.length === 1) distinct.push(distinct[0]);
  return distinct;
}

/** Empty cells at the ends go, and neighbouring ones become one; when all are empty, they stay as one. */
function withoutEmptyEnds({ edges, rows }: Cells): Cells {
  const first = rows.findIndex((count) => count > 0);
  const last = rows.findLastIndex((count) => count > 0);
  if (first < 0) return { edges: [edges[0], edges[edges.length - 1]], rows: [1] };
  const keptEdges = [edges[first]];
  const keptRows: number[] = [];
  for (let i = first; i <= last; i++) {
    if (rows[i] === 0 && keptRows[keptRows.length - 1] === 0) keptEdges[keptEdges.length - 1] = edges[i + 1];
    else {
      keptRows.push(rows[i]);
      keptEdges.push(edges[i + 1]);
    }
  }
  return { edges: keptEdges, rows: keptRows };
}
