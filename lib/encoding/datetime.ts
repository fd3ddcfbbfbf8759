/**
 * Points in time part by part: `[missing] year month day hour minute second ms-hundreds ms-tens ms-ones`, each relative to
 * its range. Dates are clipped to protected bounds first. A part that never changes has no sub-column: dates without a
 * time have three, the first days of months two.
 */

import { datetimeColumn, type DatetimeFormat } from "../table/column";
import { civilFromDays, DAY_MILLISECONDS, daysFromCivil, daysInMonth } from "./civil-date";
import { type Codec, MISSING_FLAG, type SubColumn } from "./codec";
import { fillMissing, hasMissing, missingFlags } from "./missing";
import { type Bounds, protectedBounds, rareThreshold } from "./rare";
import { evenScale } from "./scale";

export interface DatetimeState {
  readonly encoding: "datetime";
  readonly format: DatetimeFormat;
  readonly missing: boolean;
  /** Milliseconds since 1970; absent when there are too few values to show any: everything comes back missing. */
  readonly bounds?: Bounds;
  /** Range of each part, in the order of PARTS. */
  readonly ranges: readonly { readonly low: number; readonly high: number }[];
}

const PARTS = ["year", "month", "day", "hour", "minute", "second", "ms-hundreds", "ms-tens", "ms-ones"] as const;

export const datetime: Codec<DatetimeState> = {
  fit(column, { rng, protection }) {
    if (column.type !== "datetime")
      throw new TypeError(`Cannot encode "${column.name}" as points in time: its cells are of type ${column.type}`);
    const sorted = column.values.filter(Number.isFinite).sort();
    const exact = protectedBounds(sorted, rareThreshold(rng, protection));
    const shared = { encoding: "datetime", format: column.format, missing: hasMissing(column) } as const;
    if (exact === undefined) return { ...shared, ranges: [] };
    const step = granularity(sorted);
    const bounds = { low: Math.floor(exact.low / step) * step, high: Math.floor(exact.high / step) * step };
    const ranges = PARTS.map(() => ({ low: Infinity, high: -Infinity }));
    const parts = new Int32Array(PARTS.length);
    for (const value of sorted) {
      splitParts(Math.min(bounds.high, Math.max(bounds.low, value)), parts);
      ranges.forEach((range, p) => {
        range.low = Math.min(range.low, parts[p]);
        range.high = Math.max(range.high, parts[p]);
      });
    }
    return { ...shared, bounds, ranges };
  },

  encode(state, column, rng) {
    if (column.type !== "datetime")
      throw new TypeError(`Cannot encode "${column.name}" as points in time: its cells are of type ${column.type}`);
    const { bounds, ranges } = state;
    const all = ranges.map(() => new Int32Array(column.length));
    const parts = new Int32Array(PARTS.length);
    for (let i = 0; i < column.length && bounds !== undefined; i++) {
      if (Number.isNaN(column.values[i])) continue;
      splitParts(Math.min(bounds.high, Math.max(bounds.low, column.values[i])), parts);
      for (let p = 0; p < ranges.length; p++) all[p][i] = Math.min(ranges[p].high, Math.max(ranges[p].low, parts[p])) - ranges[p].low;
    }
    const varying = all.filter((_, p) => ranges[p].high > ranges[p].low);
    const flags = missingFlags(column);
    fillMissing(varying, flags, rng);
    return state.missing ? [flags, ...varying] : varying;
  },

  decode(state, codes, { name, rowCount }) {
    const { bounds, ranges } = state;
    let next = state.missing ? 1 : 0;
    const varying = ranges.map(({ low, high }) => (high > low ? codes[next++] : undefined));
    const parts = new Int32Array(PARTS.length);
    const values = new Float64Array(rowCount);
    for (let i = 0; i < rowCount; i++) {
      if (bounds === undefined || (state.missing && codes[0][i] === 1)) {
        values[i] = NaN;
        continue;
      }
      ranges.forEach(({ low }, p) => {
        parts[p] = low + (varying[p]?.[i] ?? 0);
      });
      values[i] = Math.min(bounds.high, Math.max(bounds.low, joinParts(parts)));
    }
    return datetimeColumn(name, values, state.format);
  },

  cardinalities({ missing, ranges }) {
    const subColumns: SubColumn[] = missing ? [MISSING_FLAG] : [];
    ranges.forEach(({ low, high }, p) => {
      const cardinality = high - low + 1;
      if (high > low) subColumns.push({ name: PARTS[p], cardinality, suppressed: [], scale: evenScale(cardinality) });
    });
    return subColumns;
  },
};

function splitParts(milliseconds: number, parts: Int32Array): void {
  const whole = Math.floor(milliseconds);
  const days = Math.floor(whole / DAY_MILLISECONDS);
  const inDay = whole - days * DAY_MILLISECONDS;
  const { year, month, day } = civilFromDays(days);
  const thousandths = inDay % 1000;
  parts[0] = year;
  parts[1] = month;
  parts[2] = day;
  parts[3] = Math.floor(inDay / 3_600_000);
  parts[4] = Math.floor(inDay / 60_000) % 60;
  parts[5] = Math.floor(inDay / 1000) % 60;
  parts[6] = Math.floor(thousandths / 100);
  parts[7] = Math.floor(thousandths / 10) % 10;
  parts[8] = thousandths % 10;
}

/** The 31st of a shorter month is its last day. */
function joinParts(parts: Int32Array): number {
  const [year, month, day, hour, minute, second, hundreds, tens, ones] = parts;
  const days = daysFromCivil(year, month, Math.min(day, daysInMonth(year, month)));
  return days * DAY_MILLISECONDS + hour * 3_600_000 + minute * 60_000 + second * 1000 + hundreds * 100 + tens * 10 + ones;
}

/** The longest of day, hour, minute, second and millisecond of which all values are multiples. */
function granularity(values: Float64Array): number {
  for (const step of [DAY_MILLISECONDS, 3_600_000, 60_000, 1000]) if (values.every((value) => value % step === 0)) return step;
  return 1;
}
