/**
 * The shape of a distribution beyond its outermost protected knot. The rows out there have no part in it: the tail goes on
 * the way the protected knots before it fall off, exponentially or, where they fall off more slowly, by a power law.
 */

import { blurredMean } from "./rare";
import { indexAtOrBelow } from "./value-counts";

export interface Tail {
  /** "exponential": what is added to the knot is; "power": the logarithm of the factor on the knot is. */
  readonly shape: "exponential" | "power";
  /** Mean of the exponential; negative for a tail that goes down. */
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
 * 2 and 6 times as many rows from the end as the knot.
 */
export function fitUpperTail(ascending: Float64Array, knot: number, threshold: number): Tail {
  const count = ascending.length;
  const { near, nearRatio, farRank, farRatio } = groupsBefore(ascending, knot, threshold);
  const mean = Math.max(0, knot - near) / nearRatio;
  if (farRank < count / 2 && near > 0) {
    // a power law keeps the slope of the logarithm, an exponential that of the value: which is steadier further in?
    const far = meanOfGroup(ascending, farRank, threshold);
    if (far > 0 && knot > near && mean > (1.5 * (near - far)) / farRatio) {
      const scale = Math.min(1, Math.log(knot / near) / nearRatio);
      return { shape: "power", scale, limit: keptLimit(ascending[count - 1], knot, knot * Math.exp(scale * LONGEST)) };
    }
  }
  return { shape: "exponential", scale: mean, limit: keptLimit(ascending[count - 1], knot, knot + mean * LONGEST) };
}

/** The lower tail: that of positive numbers approaches zero by a power law, others mirror the upper tail. */
export function fitLowerTail(ascending: Float64Array, knot: number, threshold: number): Tail {
  const mirrored = ascending.map((value) => -value).reverse();
  if (ascending[0] <= 0 || knot <= 0) return flipped(fitUpperTail(mirrored, -knot, threshold));
  const { near, nearRatio } = groupsBefore(mirrored, -knot, threshold);
  const scale = -Math.max(0, Math.log(-near / knot) / nearRatio);
  return { shape: "power", scale, limit: -keptLimit(-ascending[0], -knot, -knot * Math.exp(scale * LONGEST)) };
}

/** A draw from beyond the knot; `uniform` lies on [0, 1). */
export function drawTail({ shape, scale, limit }: Tail, knot: number, uniform: number): number {
  const excess = -Math.log(1 - uniform * (1 - Math.exp(-LONGEST))); // exponential, cut at LONGEST
  const value = shape === "power" ? knot * Math.exp(scale * excess) : knot + scale * excess;
  return limit >= knot ? Math.min(limit, value) : Math.max(limit, value);
}

/** A tail of the mirrored values, for the values themselves; that of a power law keeps its factor. */
function flipped(tail: Tail): Tail {
  return { ...tail, scale: tail.shape === "power" ? tail.scale : -tail.scale, limit: -tail.limit };
}

/** A group of neighbours further in than the knot, the rank of another, and how much rarer what lies beyond each is. */
function groupsBefore(ascending: Float64Array, knot: number, threshold: number) {
  const beyond = Math.max(threshold, ascending.length - 1 - indexAtOrBelow(ascending, knot));
  const nearRank = Math.min(ascending.length >> 1, Math.round(2.3 * beyond) + threshold);
  const farRank = Math.round(6.3 * beyond) + threshold;
  const near = Math.min(knot, meanOfGroup(ascending, nearRank, threshold));
  return { near, nearRatio: Math.max(0.3, Math.log(nearRank / beyond)), farRank, farRatio: Math.log(farRank / nearRank) };
}

/** The mean of the values around this rank from the end. */
function meanOfGroup(ascending: Float64Array, rank: number, threshold: number): number {
  const middle = ascending.length - rank;
  return blurredMean(ascending, Math.max(0, middle - (threshold >> 1)), Math.min(ascending.length, middle + Math.ceil(threshold / 2)));
}

function keptLimit(largest: number, knot: number, limit: number): number {
  for (const natural of NATURAL_LIMITS) {
    if (natural < knot || largest > natural || limit < natural) continue;
    // data that never reach the limit do not reach it in the tail either
    return largest === natural ? natural : natural - 0.1 * (natural - knot);
  }
  return limit;
}
