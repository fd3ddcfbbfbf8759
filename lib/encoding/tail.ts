/**
 * The shape of a distribution beyond its outermost protected knot. The rows out there have no part in it: the tail goes on
 * the way the protected knots before it fall off, exponentially or, where they fall off more slowly, by a power law.
 */

import { meanOfRun } from "./rare";

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
 * The upper tail of ascending values beyond the knot, which stands about 1.5 thresholds from the end. Mirror the values
 * for the lower tail.
 */
export function fitUpperTail(ascending: Float64Array, knot: number, threshold: number): Tail {
  const count = ascending.length;
  const groupBefore = (depth: number): number => meanOfRun(ascending, Math.max(0, count - (depth + 1) * threshold), count - depth * threshold);
  const near = count >= 8 * threshold ? groupBefore(3) : ascending[count >> 1];
  const nearRatio = Math.log(count >= 8 * threshold ? 3.5 / 1.5 : count / 2 / (1.5 * threshold));
  const mean = Math.max(0, (knot - near) / Math.max(0.2, nearRatio));
  if (count >= 20 * threshold && near > 0) {
    // a power law keeps the slope of the logarithm, an exponential that of the value: which is steadier further in?
    const far = groupBefore(9);
    const farRatio = Math.log(9.5 / 3.5);
    const exponent = Math.log(knot / near) / nearRatio;
    const further = far > 0 ? Math.log(near / far) / farRatio : Infinity;
    const furtherMean = (near - far) / farRatio;
    if (mean > 1.5 * furtherMean && further < Infinity && exponent > 0) {
      const scale = Math.min(1, exponent);
      return { shape: "power", scale, limit: keptLimit(ascending, knot, knot * Math.exp(scale * LONGEST)) };
    }
  }
  return { shape: "exponential", scale: mean, limit: keptLimit(ascending, knot, knot + mean * LONGEST) };
}

/** A draw from beyond the knot; `uniform` lies on [0, 1). */
export function drawUpperTail(tail: Tail, knot: number, uniform: number): number {
  const excess = -Math.log(1 - uniform * (1 - Math.exp(-LONGEST))); // exponential, cut at LONGEST
  const value = tail.shape === "power" ? knot * Math.exp(tail.scale * excess) : knot + tail.scale * excess;
  return Math.min(tail.limit, value);
}

function keptLimit(ascending: Float64Array, knot: number, limit: number): number {
  const largest = ascending[ascending.length - 1];
  for (const natural of NATURAL_LIMITS) if (natural >= knot && largest <= natural && limit > natural) return natural;
  return limit;
}
