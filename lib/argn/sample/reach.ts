/**
 * Which values a column can still become once its first codes are drawn. It lets a draw stay within a stretch of values,
 * whatever the encoding: a code is closed when no value of the stretch can follow.
 */

import { categoricalLabels } from "../../encoding/categorical";
import { DAY_MILLISECONDS, daysFromCivil, daysInMonth } from "../../encoding/civil-date";
import type { ColumnState } from "../../encoding/column-codec";
import type { DatetimeState } from "../../encoding/datetime";
import { type BinnedState, hasPosition, layoutOf } from "../../encoding/numeric-binned";
import type { DigitsState } from "../../encoding/numeric-digits";
import type { ModelState } from "../model-state";
import { type Interval, onGrid, type ValueRegion } from "./region";

export interface Reach {
  /** Codes of each sub-column. */
  readonly cardinalities: readonly number[];
  /** The code of the first sub-column that means missing. */
  readonly missingCode?: number;
  /** Decimals of the values, where they stand on a grid. */
  readonly decimals?: number;
  /** The smallest and the largest value of the column in an interval, as far as its grid tells; undefined when there is none. */
  snap(interval: Interval): Interval | undefined;
  /** The smallest and the largest value whose codes begin like this; undefined when there is none. */
  hull(prefix: readonly number[]): Interval | undefined;
}

/** The reach of a column of numbers or dates; undefined for other columns and those without codes. */
export function reachOf(state: ColumnState, cardinalities: readonly number[], missingCode: number | undefined): Reach | undefined {
  const hull = hullOf(state);
  if (hull === undefined || cardinalities.length === 0) return undefined;
  const decimals = state.encoding === "binned" ? state.decimals : undefined;
  return {
    cardinalities,
    hull,
    snap: snapOf(state, cardinalities, hull),
    ...(decimals === undefined ? {} : { decimals }),
    ...(missingCode === undefined ? {} : { missingCode }),
  };
}

/** The reach of a column whose values are numbers or dates. */
export function reachOfColumn(state: ModelState, column: number): Reach | undefined {
  const { subColumns, missingCode } = state.codec.columns[column];
  const cardinalities = subColumns.map(({ cardinality }) => cardinality);
  return reachOf(state.codec.toJSON().columns[column].state, cardinalities, missingCode);
}

/** The smallest and the largest value of a column. */
export function fullHull(reach: Reach): Interval | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (let code = 0; code < reach.cardinalities[0]; code++) {
    const hull = code === reach.missingCode ? undefined : reach.hull([code]);
    if (hull === undefined) continue;
    low = Math.min(low, hull.low);
    high = Math.max(high, hull.high);
  }
  return low <= high ? { low, high } : undefined;
}

/**
 * How much of what begins with these codes lies in the region, 0 to 1: 0 only when nothing does. Values are taken to lie
 * evenly between the smallest and the largest.
 */
export function shareWithin(reach: Reach, region: ValueRegion, prefix: readonly number[]): number {
  if (prefix[0] === reach.missingCode) return region.missing ? 1 : 0;
  const hull = reach.hull(prefix);
  if (hull === undefined) return 0;
  let share = 0;
  let covered = false;
  for (const interval of region.intervals) {
    const low = Math.max(hull.low, interval.low);
    const high = Math.min(hull.high, interval.high);
    if (low > high || onGrid({ low, high }, reach.decimals) === undefined) continue;
    if (low === hull.low && high === hull.high) return 1;
    covered = true;
    share += (high - low) / (hull.high - hull.low);
  }
  if (!covered || (prefix.length < reach.cardinalities.length && !leadsInto(reach, region, prefix))) return 0;
  return Math.max(1e-6, share);
}

/** Whether some way to go on ends within the region. */
function leadsInto(reach: Reach, region: ValueRegion, prefix: readonly number[]): boolean {
  for (let code = 0; code < reach.cardinalities[prefix.length]; code++) if (shareWithin(reach, region, [...prefix, code]) > 0) return true;
  return false;
}

function hullOf(state: ColumnState): Reach["hull"] | undefined {
  switch (state.encoding) {
    case "discrete":
      return pointHull(state.missing ? [NaN, ...state.values] : state.values);
    case "categorical": {
      if (state.type === "string") return undefined;
      const before = categoricalLabels(state).length - state.categories.length;
      return pointHull([...new Array<number>(before).fill(NaN), ...state.categories.map(Number)]);
    }
    case "binned":
      return binnedHull(state);
    case "digits":
      return digitsHull(state);
    case "datetime":
      return datetimeHull(state);
    default:
      return undefined;
  }
}

function snapOf(state: ColumnState, [codes]: readonly number[], hull: Reach["hull"]): Reach["snap"] {
  switch (state.encoding) {
    case "binned":
    case "digits":
      return (interval) => onGrid(interval, state.decimals);
    case "datetime":
      return dateSnap(state);
    default: {
      const points = Array.from({ length: codes }, (_, code) => hull([code])?.low).filter((point) => point !== undefined);
      return ({ low, high }) => {
        const inside = points.filter((point) => point >= low && point <= high);
        return inside.length === 0 ? undefined : { low: Math.min(...inside), high: Math.max(...inside) };
      };
    }
  }
}

/** Milliseconds of a day, an hour, a minute, a second and of the three digits behind it. */
const PART_MILLISECONDS = [DAY_MILLISECONDS, 3_600_000, 60_000, 1000, 100, 10, 1];

/** Points in time stand on the grid of their finest part that changes; parts that never change move it. */
function dateSnap({ ranges }: DatetimeState): Reach["snap"] {
  const parts = [{ low: 0, high: 1 }, ...ranges.slice(3)];
  const finest = parts.reduce((last, { low, high }, part) => (high > low ? part : last), 0);
  const step = PART_MILLISECONDS[finest];
  const offset = parts.reduce((sum, { low }, part) => (part > finest ? sum + low * PART_MILLISECONDS[part] : sum), 0);
  return ({ low, high }) => {
    const inside = { low: Math.ceil((low - offset) / step) * step + offset, high: Math.floor((high - offset) / step) * step + offset };
    return inside.low <= inside.high ? inside : undefined;
  };
}

function pointHull(values: readonly number[]): Reach["hull"] {
  return ([code]) => (values[code] === undefined || Number.isNaN(values[code]) ? undefined : { low: values[code], high: values[code] });
}

function binnedHull(state: BinnedState): Reach["hull"] {
  const { bins, firstSegment } = layoutOf(state);
  const { knots } = state.sketch;
  const firstSpike = state.missing ? 1 : 0;
  const firstBin = firstSpike + state.spikes.length;
  const positioned = hasPosition(state);
  return ([code, position]) => {
    if (code < firstSpike) return undefined;
    if (code < firstBin) return { low: state.spikes[code - firstSpike], high: state.spikes[code - firstSpike] };
    const bin = code - firstBin;
    if (bin >= bins) return undefined;
    if (!positioned || position === undefined) return { low: knots[firstSegment[bin]], high: knots[firstSegment[bin + 1]] };
    const segment = Math.min(firstSegment[bin] + position, firstSegment[bin + 1] - 1);
    return { low: knots[segment], high: knots[segment + 1] };
  };
}

function digitsHull({ missing, negative, bounds, places, decimals }: DigitsState): Reach["hull"] {
  if (bounds === undefined) return () => undefined;
  const clip = (value: number): number => Math.min(bounds.high, Math.max(bounds.low, value)) + 0;
  const unit = 10 ** decimals;
  return (prefix) => {
    let next = missing ? 1 : 0;
    const sign = negative ? prefix[next++] : 0;
    let [least, most] = [0, 0];
    for (const { exponent, low, high } of places) {
      const drawn = high > low ? prefix[next++] : 0;
      const place = 10 ** (exponent + decimals);
      least += place * (low + (drawn ?? 0));
      most += place * (drawn === undefined ? high : low + drawn);
    }
    if (sign === 1) return { low: clip(-most / unit), high: clip(-least / unit) };
    return { low: clip(sign === undefined ? -most / unit : least / unit), high: clip(most / unit) };
  };
}

function datetimeHull({ missing, bounds, ranges }: DatetimeState): Reach["hull"] {
  if (bounds === undefined) return () => undefined;
  const clip = (value: number): number => Math.min(bounds.high, Math.max(bounds.low, value));
  return (prefix) => {
    let next = missing ? 1 : 0;
    const least: number[] = [];
    const most: number[] = [];
    for (const { low, high } of ranges) {
      const drawn = high > low ? prefix[next++] : 0;
      least.push(low + (drawn ?? 0));
      most.push(drawn === undefined ? high : low + drawn);
    }
    return { low: clip(pointInTime(least)), high: clip(pointInTime(most)) };
  };
}

/** The 31st of a shorter month is its last day, as when codes are brought back. */
function pointInTime([year, month, day, hour, minute, second, hundreds, tens, ones]: readonly number[]): number {
  const days = daysFromCivil(year, month, Math.min(day, daysInMonth(year, month)));
  return days * DAY_MILLISECONDS + hour * 3_600_000 + minute * 60_000 + second * 1000 + hundreds * 100 + tens * 10 + ones;
}
