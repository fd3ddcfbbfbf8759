/**
 * A protected, fine picture of how numbers are distributed: a few hundred segments between blurred quantiles. Each segment
 * holds at least as many rows as the rare threshold, the values in it that many rows share, and the mean of the others.
 *
 * A knot is the mean of a group of neighbours, not a value of the data; the outermost knots leave out the extremes.
 */

import { realPower } from "../base/power";
import { POWERS_OF_TEN } from "./decimals";
import { blurredMean, isWide, protectedBounds } from "./rare";
import { indexAtOrBelow } from "./value-counts";
import { fitLowerTail, fitUpperTail, type Tail } from "./tail";

export interface QuantileSketch {
  /** Ends of the segments, ascending: one more than there are segments. */
  readonly knots: readonly number[];
  /** Rows in each segment. */
  readonly rows: readonly number[];
  /** Values that many rows share: the segment, the value and its rows, in ascending order of the value. */
  readonly sharedSegment: readonly number[];
  readonly sharedValue: readonly number[];
  readonly sharedRows: readonly number[];
  /** Where the segment's other values lie on average, from 0 (its lower end) to 1. */
  readonly meanPosition: readonly number[];
  /** Beyond the outermost knots: the share of the segment's other rows, and the shape. */
  readonly lower?: { readonly share: number; readonly tail: Tail };
  readonly upper?: { readonly share: number; readonly tail: Tail };
}

export interface SketchSource {
  /** The values to picture, ascending. */
  readonly sorted: Float64Array;
  /** These and those that have a code of their own, ascending: the tails go by all of them. */
  readonly all: Float64Array;
  /** Distinct values that enough people share, ascending, and their rows. */
  readonly shared: ReadonlyMap<number, number>;
  /** Decimals of the grid; undefined without one. */
  readonly decimals: number | undefined;
}

const ROWS_IN_THE_MIDDLE = 20;

export const EMPTY_SKETCH: QuantileSketch = { knots: [], rows: [], sharedSegment: [], sharedValue: [], sharedRows: [], meanPosition: [] };

/** Draws the picture with at most so many segments; empty when there are too few rows to show anything. */
export function sketchQuantiles(source: SketchSource, threshold: number, mostSegments: number): QuantileSketch {
  const { sorted } = source;
  if (sorted.length < threshold || sorted.length === 0) return EMPTY_SKETCH;
  const counted = mergeThin(blurredKnots(source, threshold, mostSegments), sorted, threshold);
  return describeSegments(source, counted, threshold);
}

/** Segment of a value; values beyond the knots belong to the outermost segments. */
export function segmentOf(knots: ArrayLike<number>, value: number): number {
  return Math.min(Math.max(0, indexAtOrBelow(knots, value)), knots.length - 2);
}

function blurredKnots({ sorted, decimals }: SketchSource, threshold: number, mostSegments: number): number[] {
  const bounds = protectedBounds(sorted, threshold);
  if (bounds === undefined) return [];
  const group = Math.max(2 * threshold, Math.ceil(sorted.length / mostSegments));
  const segments = Math.max(1, Math.floor(sorted.length / group));
  if (threshold > 1 && sorted.length < 3 * threshold) return onGrid([bounds.low, bounds.high], decimals);
  const knots = [bounds.low];
  for (let i = 1; i < segments; i++) {
    const rank = Math.round((i * sorted.length) / segments);
    const start = Math.max(0, rank - (threshold >> 1));
    knots.push(blurredMean(sorted, start, Math.min(sorted.length, start + threshold)));
  }
  knots.push(bounds.high);
  return onGrid(
    knots.sort((a, b) => a - b),
    decimals,
  );
}

/** On a grid, knots stand half-way between two values, so that no value lies on a border. Repeated knots go. */
function onGrid(knots: readonly number[], decimals: number | undefined): number[] {
  const scale = decimals === undefined ? 0 : POWERS_OF_TEN[decimals];
  const halfway = (knot: number, last: number): number => {
    const units = knot * scale;
    if (scale === 0 || Math.abs(units) > 2 ** 51) return knot;
    return (last === 0 ? Math.ceil(units) - 0.5 : Math.floor(units) + 0.5) / scale;
  };
  const placed = knots.map(halfway);
  const distinct = placed.filter((knot, i) => i === 0 || knot > placed[i - 1]);
  // all rows share one value, and there is no grid to widen it
  if (distinct.length === 1) distinct.push(distinct[0]);
  return distinct;
}

/** Drops knots until every segment holds as many rows as the threshold. */
function mergeThin(knots: readonly number[], sorted: Float64Array, threshold: number): number[] {
  const kept = [knots[0]];
  const last = knots.length - 1;
  let start = 0;
  for (let k = 1; k < last; k++) {
    const end = firstAtOrAbove(sorted, knots[k]);
    if (end - start < threshold || sorted.length - end < threshold) continue;
    kept.push(knots[k]);
    start = end;
  }
  kept.push(knots[last]);
  return kept;
}

function describeSegments({ sorted, shared, all }: SketchSource, knots: number[], threshold: number): QuantileSketch {
  const segments = knots.length - 1;
  const tailed = threshold > 1 && sorted.length >= 3 * threshold;
  const rows = new Array<number>(segments).fill(0);
  const others = new Array<number>(segments).fill(0);
  const sums = new Array<number>(segments).fill(0);
  let below = 0;
  let above = 0;
  for (const value of sorted) {
    const segment = segmentOf(knots, value);
    rows[segment]++;
    if (shared.has(value)) continue;
    others[segment]++;
    sums[segment] += Math.min(1, Math.max(0, positionIn(knots[segment], knots[segment + 1], value)));
    if (value < knots[0]) below++;
    if (value > knots[segments]) above++;
  }
  const sharedValue = [...shared.keys()];
  return {
    knots,
    rows,
    sharedSegment: sharedValue.map((value) => segmentOf(knots, value)),
    sharedValue,
    sharedRows: [...shared.values()],
    meanPosition: others.map((count, segment) => {
      if (count < threshold || segment === 0 || segment === segments - 1) return 0.5;
      // drawn towards the middle as if some more rows lay there: the mean of a few rows is mostly chance
      return (sums[segment] + 0.5 * ROWS_IN_THE_MIDDLE) / (count + ROWS_IN_THE_MIDDLE);
    }),
    ...(tailed && below > 0 ? { lower: { share: below / others[0], tail: fitLowerTail(all, knots[0], threshold) } } : {}),
    ...(tailed && above > 0 ? { upper: { share: above / others[segments - 1], tail: fitUpperTail(all, knots[segments], threshold) } } : {}),
  };
}

/** Where a value lies between two knots, from 0 to 1; by logarithms where the knots span orders of magnitude. */
function positionIn(low: number, high: number, value: number): number {
  if (high === low) return 0.5;
  if (!isWide(low, high)) return (value - low) / (high - low);
  return value / low <= 0 ? 0 : Math.log(value / low) / Math.log(high / low);
}

/** The value at a position between two knots: the inverse of `positionIn`. */
export function valueAt(low: number, high: number, position: number): number {
  return isWide(low, high) ? low * realPower(high / low, position) : low + (high - low) * position;
}

function firstAtOrAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
