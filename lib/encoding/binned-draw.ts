/** Drawing numbers for codes of spikes and bins: shared values by their shares, others between the knots of a segment. */

import type { Rng } from "../base/random";
import { POWERS_OF_TEN, roundTo } from "./decimals";
import { drawGrained } from "./grain";
import { type BinnedState, hasPosition, layoutOf } from "./numeric-binned";
import { drawUpperTail } from "./tail";

/** A value whose last digits don't fit its segment, or that is no rare one, is drawn anew so many times. */
const TRIES = 12;
const FURTHEST_STEPS = 50;

/** The numbers of these codes; NaN stands for missing. */
export function drawBinned(state: BinnedState, codes: readonly Int32Array[], rng: Rng): Float64Array {
  const { bins, firstSegment } = layoutOf(state);
  const drawInSegment = segmentDrawer(state, rng);
  const { rows } = state.sketch;
  const withPosition = hasPosition(state);
  const first = state.missing ? 1 : 0;
  const firstBin = first + state.spikes.length;
  return Float64Array.from(codes[0], (code, i) => {
    if (code < first || firstBin + bins === first) return NaN;
    if (code < firstBin) return state.spikes[code - first];
    const start = firstSegment[code - firstBin];
    const end = firstSegment[code - firstBin + 1];
    if (withPosition) return drawInSegment(Math.min(start + codes[1][i], end - 1));
    let total = 0;
    for (let segment = start; segment < end; segment++) total += rows[segment];
    let left = rng.uniform() * total;
    let segment = start;
    while (segment < end - 1 && left >= rows[segment]) left -= rows[segment++];
    return drawInSegment(segment);
  });
}

/** A function that draws one value of a segment. */
function segmentDrawer(state: BinnedState, rng: Rng): (segment: number) => number {
  const { rows, sharedValue, sharedRows, sharedSegment } = state.sketch;
  const sharedStart = new Int32Array(rows.length + 1);
  for (const segment of sharedSegment) sharedStart[segment + 1]++;
  for (let segment = 0; segment < rows.length; segment++) sharedStart[segment + 1] += sharedStart[segment];
  const taken = new Set([...state.spikes, ...sharedValue]);
  return (segment) => {
    let left = rng.uniform() * rows[segment];
    for (let s = sharedStart[segment]; s < sharedStart[segment + 1]; s++) {
      left -= sharedRows[s];
      if (left < 0) return sharedValue[s];
    }
    return drawOther(state, segment, taken, rng);
  };
}

/** A value that few rows share: between the knots or from a tail, with its last digits. */
function drawOther(state: BinnedState, segment: number, taken: ReadonlySet<number>, rng: Rng): number {
  const { regions, regionOfSegment } = state.grains;
  const { gridShare, grain } = regions[regionOfSegment[segment]];
  const gridded = grain !== null && (gridShare >= 1 || rng.uniform() < gridShare);
  let x = 0;
  let [low, high] = [0, 0];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    ({ x, low, high } = drawContinuous(state, segment, rng));
    if (!gridded) return x;
    const value = drawGrained(grain, x, low, high, rng.uniform(), rng.uniform());
    if (value !== undefined && !taken.has(value)) return value;
  }
  return freeValueNear(x, low, high, grain?.decimals ?? 0, taken);
}

/** The value of the grid between low and high that is nearest to x and not taken; x on the grid when all near ones are. */
function freeValueNear(x: number, low: number, high: number, decimals: number, taken: ReadonlySet<number>): number {
  const step = 1 / POWERS_OF_TEN[decimals];
  for (let away = 0; away <= FURTHEST_STEPS; away++) {
    for (const side of [x + away * step, x - away * step]) {
      const value = roundTo(side, decimals);
      if (value >= low && value <= high && !taken.has(value)) return value;
    }
  }
  return Math.min(high, Math.max(low, roundTo(x, decimals)));
}

/** A point of the segment, and the interval it must stay in. */
function drawContinuous({ sketch }: BinnedState, segment: number, rng: Rng): { x: number; low: number; high: number } {
  const { knots, meanPosition, lower, upper } = sketch;
  const [low, high] = [knots[segment], knots[segment + 1]];
  const share = rng.uniform();
  if (segment === 0 && lower !== undefined && share < lower.share) {
    return { x: -drawUpperTail(lower.tail, -low, rng.uniform()), low: -lower.tail.limit, high: low };
  }
  if (segment === knots.length - 2 && upper !== undefined && share >= 1 - upper.share) {
    return { x: drawUpperTail(upper.tail, high, rng.uniform()), low: high, high: upper.tail.limit };
  }
  // u^a has the mean 1 / (1 + a)
  const mean = Math.min(0.98, Math.max(0.02, meanPosition[segment]));
  const u = rng.uniform();
  return { x: low + (high - low) * (mean === 0.5 ? u : u ** (1 / mean - 1)), low, high };
}
