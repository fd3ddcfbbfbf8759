/** Which values a cell may take: some codes, or some stretches of numbers or points in time. */

import { POWERS_OF_TEN } from "../../encoding/decimals";

/** All numbers from low to high, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface CodeRegion {
  readonly kind: "codes";
  /** 1 for each code of the only sub-column that may come out. */
  readonly allowed: Uint8Array;
}

export interface ValueRegion {
  readonly kind: "values";
  /** Disjoint and ascending. */
  readonly intervals: readonly Interval[];
  /** Whether the cell may be missing. */
  readonly missing: boolean;
}

export type Region = CodeRegion | ValueRegion;

export const ANY_VALUE: ValueRegion = { kind: "values", intervals: [{ low: -Infinity, high: Infinity }], missing: true };

/** What lies in both. */
export function intersection(a: ValueRegion, b: ValueRegion): ValueRegion {
  const intervals: Interval[] = [];
  for (const one of a.intervals) {
    for (const other of b.intervals) {
      const low = Math.max(one.low, other.low);
      const high = Math.min(one.high, other.high);
      if (low <= high) intervals.push({ low, high });
    }
  }
  return { kind: "values", intervals, missing: a.missing && b.missing };
}

/** All numbers that lie in none of the intervals; missing cells belong to it when asked for. */
export function complement(intervals: readonly Interval[], missing: boolean): ValueRegion {
  const left: Interval[] = [];
  let next = -Infinity;
  for (const { low, high } of [...intervals].sort((a, b) => a.low - b.low)) {
    if (next < low) left.push({ low: next, high: justBelow(low) });
    next = justAbove(high);
  }
  if (next < Infinity) left.push({ low: next, high: Infinity });
  return { kind: "values", intervals: left, missing };
}

/** Whether a value, NaN for a missing cell, lies in the region. */
export function holds(region: ValueRegion, value: number): boolean {
  if (Number.isNaN(value)) return region.missing;
  return region.intervals.some(({ low, high }) => value >= low && value <= high);
}

/** The value of the region that is nearest; with `decimals`, one of that grid where there is one. */
export function nearest(region: ValueRegion, value: number, decimals?: number): number {
  let best = NaN;
  for (const interval of region.intervals) {
    const { low, high } = onGrid(interval, decimals) ?? interval;
    const candidate = Math.min(high, Math.max(low, value));
    if (!(Math.abs(candidate - value) >= Math.abs(best - value))) best = candidate;
  }
  return best;
}

/** The smallest and the largest number of the grid in the interval; undefined when there is none. Without a grid, the interval. */
export function onGrid({ low, high }: Interval, decimals: number | undefined): Interval | undefined {
  if (decimals === undefined) return { low, high };
  const unit = POWERS_OF_TEN[decimals];
  let first = Math.floor(low * unit) - 1;
  let last = Math.ceil(high * unit) + 1;
  // at most three steps each: the product is off by rounding only; beyond 2^53 there is no finer grid than the numbers
  if (Math.abs(first) < 2 ** 52) while (first / unit < low) first++;
  if (Math.abs(last) < 2 ** 52) while (last / unit > high) last--;
  const inside = { low: Math.max(low, first / unit), high: Math.min(high, last / unit) };
  return inside.low <= inside.high ? inside : undefined;
}

/** The number next to this one towards minus infinity. */
export function justBelow(value: number): number {
  return -justAbove(-value);
}

/** The number next to this one towards infinity. */
export function justAbove(value: number): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  view.setBigInt64(0, value > 0 ? bits + 1n : bits - 1n);
  return view.getFloat64(0) + 0;
}
