/** Parts of fitting spikes and bins: which segments make a bin, and which last digits are written where. */

import { decimalsOf, gridOf, MOST_DECIMALS } from "./decimals";
import { fitGrain, type Grain } from "./grain";
import { type QuantileSketch, segmentOf } from "./quantile-sketch";

/** The grains of a column: small amounts and large ones may be written differently. */
export interface RegionalGrains {
  /** Share of values that stand on a grid, and its grain; values without a grid are drawn with all digits. */
  readonly regions: readonly { readonly gridShare: number; readonly grain: Grain | null }[];
  /** The region of each segment. */
  readonly regionOfSegment: readonly number[];
}

const MOST_REGIONS = 8;
const ROWS_PER_REGION = 60;
/** A grid that fewer values keep is chance. */
const LEAST_GRID_SHARE = 0.02;

/** Joins neighbouring segments into at most so many buckets of about equally many rows. */
export function bucketsOf(rows: readonly number[], most: number): number[] {
  const total = rows.reduce((sum, count) => sum + count, 0);
  const buckets: number[] = [];
  let before = 0;
  let wanted = -1;
  let bucket = -1;
  for (const count of rows) {
    const middle = Math.min(most - 1, Math.floor(((before + count / 2) / total) * most));
    if (middle > wanted) {
      wanted = middle;
      bucket++;
    }
    buckets.push(bucket);
    before += count;
  }
  return buckets;
}

/** Fits a grain to each region of segments; `values` are those that neither are spikes nor shared. */
export function fitGrains(sketch: QuantileSketch, values: Float64Array, decimals: number | undefined, threshold: number): RegionalGrains {
  const segments = sketch.rows.length;
  if (segments === 0) return { regions: [], regionOfSegment: [] };
  const bySegment = Array.from({ length: segments }, (): number[] => []);
  for (const value of values) bySegment[segmentOf(sketch.knots, value)].push(value);
  const most = Math.max(1, Math.min(MOST_REGIONS, Math.floor(values.length / ROWS_PER_REGION)));
  // segments without values of this kind count a little, so that each belongs somewhere
  const regionOfSegment = bucketsOf(
    bySegment.map((inside) => inside.length + 1e-6),
    most,
  );
  const regions = Array.from({ length: regionOfSegment[segments - 1] + 1 }, (): number[] => []);
  bySegment.forEach((inside, segment) => {
    const region = regions[regionOfSegment[segment]];
    for (const value of inside) region.push(value);
  });
  return { regions: regions.map((inside) => grainOfRegion(inside, decimals, threshold)), regionOfSegment };
}

function grainOfRegion(values: readonly number[], decimals: number | undefined, threshold: number): RegionalGrains["regions"][number] {
  if (decimals !== undefined)
    return { gridShare: 1, grain: values.length < threshold ? plainGrain(decimals) : fitGrain(values, decimals, threshold) };
  const gridded = values.filter((value) => decimalsOf(value) <= MOST_DECIMALS);
  const gridShare = gridded.length / Math.max(1, values.length);
  const grid = gridOf(Float64Array.from(gridded), 0.01);
  if (gridShare < LEAST_GRID_SHARE || gridded.length < Math.max(30, threshold) || grid === undefined) return { gridShare: 0, grain: null };
  return { gridShare, grain: fitGrain(gridded, grid, threshold) };
}

function plainGrain(decimals: number): Grain {
  return { decimals, levels: [1], endings: [null] };
}
