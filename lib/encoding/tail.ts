/**
 * The shape of a distribution beyond its outermost protected knot. The rows out there have no part in it: the tail goes on
 * the way the protected knots before it fall off, exponentially or, where they fall off more slowly, by a power law.
 */

import { meanOfRun } from "./rare";
import { indexAtOrBelow } from "./value-counts";

export interface Tail {
  /** "exponential": excess over the knot; "power": factor on the knot's magnitude. */
  readonly shape: "exponential" | "power";
  /** Mean excess of the exponential, exponent of the power law. */
  readonly scale: number;
  /** The furthest value that may be drawn. */
  readonly limit: number;
}

/** The tail is cut where the twentieth part of its rows would lie beyond. */
const LONGEST = 3;
/** Limits that numbers keep by their meaning (shares, percentages, degrees): a tail does not run over one that the data kept. */
const NATURAL_LIMITS = [-180, -90, -1, 0, 1, 90, 100, 180, 360];

/**
 * The upper tail of ascending values beyond a knot. The scale comes from protected groups of neighbours further in, about
 * 2 and 6 times as many rows from the end as the knot. Mirror the values for the lower tail.
 */
export function fitUpperTail(ascending: Float64Array, knot: number, threshold: number): Tail {
  const count = ascending.length;
  const beyond = Math.max(threshold, count - 1 - indexAtOrBelow(ascending, knot));
  const nearRank = Math.min(count >> 1, Math.round(2.3 * beyond) + threshold);
  const farRank = Math.round(6.3 * beyond) + threshold;
  const near = Math.min(knot, meanOfGroup(ascending, nearRank, threshold));
  const nearRatio = Math.max(0.3, Math.log(nearRank / beyond));
  const mean = (knot - near) / nearRatio;
  if (farRank < count / 2 && near > 0) {
    // a power law keeps the slope of the logarithm, an exponential that of the value: which is steadier further in?
    const far = meanOfGroup(ascending, farRank, threshold);
    const farRatio = Math.log(farRank / nearRank);
    if (far > 0 && knot > near && mean > (1.5 * (near - far)) / farRatio) {
      const scale = Math.min(1, Math.log(knot / near) / nearRatio);
      return { shape: "power", scale, limit: keptLimit(ascending, knot, knot * Math.exp(scale * LONGEST)) };
    }
  }
  return { shape: "exponential", scale: mean, limit: keptLimit(ascending, knot, knot + mean * LONGEST) };
}

/** The mean of the values around this rank from the end. */
function meanOfGroup(ascending: Float64Array, rank: number, threshold: number): number {
  const middle = ascending.length - rank;
  return meanOfRun(ascending, Math.max(0, middle - (threshold >> 1)), Math.min(ascending.length, middle + Math.ceil(threshold / 2)));
}

/** A draw from beyond the knot; `uniform` lies on [0, 1). */
export function drawUpperTail(tail: Tail, knot: number, uniform: number): number {
  const excess = -Math.log(1 - uniform * (1 - Math.exp(-LONGEST))); // exponential, cut at LONGEST
  const value = tail.shape === "power" ? knot * Math.exp(tail.scale * excess) : knot + tail.scale * excess;
  return Math.min(tail.limit, value);
}

function keptLimit(ascending: Float64Array, knot: number, limit: number): number {
  const largest = ascending[ascending.length - 1];
  for (const natural of NATURAL_LIMITS) {
    if (natural < knot || largest > natural || limit < natural) continue;
    // data that never reach the limit do not reach it in the tail either
    return largest === natural ? natural : natural - 0.1 * (natural - knot);
  }
  return limit;
}
