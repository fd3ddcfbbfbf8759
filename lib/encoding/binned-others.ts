/** Drawing the values of a segment that few rows share. */

import { realPower } from "../base/power";
import type { Rng } from "../base/random";
import { POWERS_OF_TEN, roundTo } from "./decimals";
import { drawGrained, type Grain } from "./grain";
import type { BinnedState } from "./numeric-binned";
import { valueAt } from "./quantile-sketch";
import { listSegmentValues, pickSegmentValue, type SegmentValues } from "./segment-values";
import { drawTail } from "./tail";

/** A value whose last digits don't fit its segment, or that is no rare one, is drawn anew so many times. */
const TRIES = 12;
const FURTHEST_STEPS = 20;
const STRAY_SHARE = 0.02;

/** A point, and the interval that it must stay in. */
interface Point {
  readonly x: number;
  readonly low: number;
  readonly high: number;
  readonly inTail: boolean;
}

/**
 * A function that draws one of a segment's other values: between the knots or from a tail, with its last digits. The
 * position in the segment and the numbers behind the digits are given, so that related columns can share them.
 */
export function otherDrawer(state: BinnedState, rng: Rng): (segment: number, position: number, uniform: (use: 2 | 3) => number) => number {
  const { knots, sharedValue } = state.sketch;
  const { regions, regionOfSegment } = state.grains;
  const taken = new Set([...state.spikes, ...sharedValue]);
  const lists = new Map<number, SegmentValues | undefined>();
  return (segment, position, uniform) => {
    const { gridShare, grain } = regions[regionOfSegment[segment]];
    const point = pointOf(state, segment, position);
    if (grain === null || (gridShare < 1 && rng.uniform() >= gridShare)) return point.x;
    if (!point.inTail) {
      const [low, high] = [knots[segment], knots[segment + 1]];
      if (!lists.has(segment)) lists.set(segment, listSegmentValues(low, high, grain, taken));
      const list = lists.get(segment);
      if (list !== undefined) return pickSegmentValue(list, uniform(2));
    }
    const first = drawGrained(grain, point.x, point.low, point.high, uniform(2), uniform(3));
    if (first !== undefined && !taken.has(first)) return first;
    for (let attempt = 1; attempt < TRIES; attempt++) {
      const { x, low, high } = pointOf(state, segment, rng.uniform());
      const value = drawGrained(grain, x, low, high, rng.uniform(), rng.uniform());
      if (value !== undefined && !taken.has(value)) return value;
    }
    return writtenNear(point.x, point.low, point.high, grain, taken);
  };
}

/** The written value between low and high that is nearest to x, rather one that is not taken. */
function writtenNear(x: number, low: number, high: number, grain: Grain, taken: ReadonlySet<number>): number {
  const unit = POWERS_OF_TEN[grain.decimals];
  // levels that hardly occur are strays: the values stand on the next one
  const step =
    POWERS_OF_TEN[
      Math.max(
        0,
        grain.levels.findIndex((share) => share > STRAY_SHARE),
      )
    ];
  const nearest = Math.round((x * unit) / step);
  let inside: number | undefined;
  for (let away = 0; away <= FURTHEST_STEPS; away++) {
    for (const steps of [nearest + away, nearest - away]) {
      const value = (steps * step) / unit + 0;
      if (value < low || value > high) continue;
      if (!taken.has(value)) return value;
      inside ??= value;
    }
  }
  return inside ?? Math.min(high, Math.max(low, roundTo(x, grain.decimals)));
}

/** The point of the segment at a position from 0 to 1, tails included, and the interval it must stay in. */
function pointOf({ sketch }: BinnedState, segment: number, position: number): Point {
  const { knots, meanPosition } = sketch;
  const [low, high] = [knots[segment], knots[segment + 1]];
  const lower = segment === 0 ? sketch.lower : undefined;
  const upper = segment === knots.length - 2 ? sketch.upper : undefined;
  const below = lower?.share ?? 0;
  const above = upper?.share ?? 0;
  if (lower !== undefined && position < below)
    return { x: drawTail(lower.tail, low, 1 - position / below), low: lower.tail.limit, high: low, inTail: true };
  if (upper !== undefined && position >= 1 - above) {
    return { x: drawTail(upper.tail, high, (position - (1 - above)) / above), low: high, high: upper.tail.limit, inTail: true };
  }
  const within = (position - below) / (1 - below - above);
  // u^a has the mean 1 / (1 + a)
  const mean = Math.min(0.98, Math.max(0.02, meanPosition[segment]));
  return { x: valueAt(low, high, mean === 0.5 ? within : realPower(within, 1 / mean - 1)), low, high, inTail: false };
}
