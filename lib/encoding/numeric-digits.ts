/**
 * Numbers digit by digit: `[missing] [negative] E3 E2 E1 E0 E-1 ...`. Values are clipped to protected bounds first, so that
 * the range of a digit shows no extreme. At most eight decimals; further ones are cut. A digit that never changes has no
 * sub-column.
 */

import { numberColumn } from "../table/column";
import { type Codec, MISSING_FLAG, type SubColumn } from "./codec";
import { gridOf, POWERS_OF_TEN, roundTo } from "./decimals";
import { fillMissing, hasMissing, missingFlags } from "./missing";
import { numbersOf } from "./numeric-discrete";
import { type Bounds, protectedBounds, rareThreshold } from "./rare";
import { evenScale } from "./scale";

export interface DigitsState {
  readonly encoding: "digits";
  readonly missing: boolean;
  readonly negative: boolean;
  readonly decimals: number;
  /** Absent when there are too few values to show any: everything comes back missing. */
  readonly bounds?: Bounds;
  /** From the highest place to the lowest: the exponent of ten and the range of the digit. */
  readonly places: readonly { readonly exponent: number; readonly low: number; readonly high: number }[];
}

const MOST_DIGIT_DECIMALS = 8;
const HIGHEST_EXPONENT = 18;

export const digits: Codec<DigitsState> = {
  fit(column, { rng, protection }) {
    const sorted = numbersOf(column).filter(Number.isFinite).sort();
    const bounds = protectedBounds(sorted, rareThreshold(rng, protection));
    const decimals = Math.min(MOST_DIGIT_DECIMALS, gridOf(sorted) ?? MOST_DIGIT_DECIMALS);
    const shared = { encoding: "digits", missing: hasMissing(column), decimals } as const;
    if (bounds === undefined) return { ...shared, negative: false, places: [] };
    const onGrid = { low: roundTo(bounds.low, decimals), high: roundTo(bounds.high, decimals) };
    const largest = Math.max(Math.abs(onGrid.low), Math.abs(onGrid.high));
    const highest = Math.min(HIGHEST_EXPONENT, largest >= 10 ? Math.floor(Math.log10(largest) + 1e-12) : 0);
    const places = Array.from({ length: highest + decimals + 1 }, (_, i) => ({ exponent: highest - i, low: 9, high: 0 }));
    const digit = new Int8Array(places.length);
    for (const value of sorted) {
      splitDigits(Math.min(onGrid.high, Math.max(onGrid.low, value)), highest, decimals, digit);
      places.forEach((place, p) => {
        place.low = Math.min(place.low, digit[p]);
        place.high = Math.max(place.high, digit[p]);
      });
    }
    return { ...shared, negative: onGrid.low < 0, bounds: onGrid, places };
  },

  encode(state, column, rng) {
    const cells = numbersOf(column);
    const { places, bounds, decimals } = state;
    const all = places.map(() => new Int32Array(column.length));
    const signs = new Int32Array(column.length);
    const digit = new Int8Array(places.length);
    for (let i = 0; i < cells.length && bounds !== undefined; i++) {
      if (Number.isNaN(cells[i])) continue;
      const unsigned = state.negative ? cells[i] : Math.abs(cells[i]);
      const value = Math.min(bounds.high, Math.max(bounds.low, unsigned));
      splitDigits(value, places[0].exponent, decimals, digit);
      if (value < 0) signs[i] = 1;
      for (let p = 0; p < places.length; p++) {
        const { low, high } = places[p];
        all[p][i] = Math.min(high, Math.max(low, digit[p])) - low;
      }
    }
    const varying = all.filter((_, p) => places[p].high > places[p].low);
    const values = state.negative ? [signs, ...varying] : varying;
    const flags = missingFlags(column);
    fillMissing(values, flags, rng);
    return state.missing ? [flags, ...values] : values;
  },

  decode(state, codes, { name, rowCount }) {
    const { places, bounds, decimals } = state;
    const values = new Float64Array(rowCount);
    let next = state.missing ? 1 : 0;
    const signs = state.negative ? codes[next++] : undefined;
    // digits are summed in units of the last decimal: whole numbers, so nothing is rounded on the way
    for (const { exponent, low, high } of places) {
      const place = 10 ** (exponent + decimals);
      const varying = high > low ? codes[next++] : undefined;
      for (let i = 0; i < rowCount; i++) values[i] += place * (low + (varying === undefined ? 0 : varying[i]));
    }
    for (let i = 0; i < rowCount; i++) {
      if (bounds === undefined || (state.missing && codes[0][i] === 1)) values[i] = NaN;
      else values[i] = Math.min(bounds.high, Math.max(bounds.low, ((signs?.[i] === 1 ? -1 : 1) * values[i]) / POWERS_OF_TEN[decimals])) + 0;
    }
    return numberColumn(name, values);
  },

  cardinalities({ missing, negative, places }) {
    const subColumns: SubColumn[] = missing ? [MISSING_FLAG] : [];
    if (negative) subColumns.push({ name: "negative", cardinality: 2, suppressed: [] });
    for (const { exponent, low, high } of places) {
      const cardinality = high - low + 1;
      if (high > low) subColumns.push({ name: `E${exponent}`, cardinality, suppressed: [], scale: evenScale(cardinality) });
    }
    return subColumns;
  },
};

/** Writes the digits of |value| into `digit`, from the place of 10^highest to the last decimal. Further decimals are cut. */
export function splitDigits(value: number, highest: number, decimals: number, digit: Int8Array): void {
  const magnitude = Math.abs(value);
  let whole = Math.floor(magnitude);
  const scaled = (magnitude - whole) * POWERS_OF_TEN[decimals];
  // 0.29 * 100 is 28.999999999999996: what is nearly a whole number is one
  const tolerance = 1e-9 + magnitude * POWERS_OF_TEN[decimals] * 2.3e-16;
  let fraction = Math.abs(scaled - Math.round(scaled)) <= tolerance ? Math.round(scaled) : Math.floor(scaled);
  if (fraction >= POWERS_OF_TEN[decimals]) {
    fraction -= POWERS_OF_TEN[decimals];
    whole += 1;
  }
  let p = highest + decimals;
  for (let d = 0; d < decimals; d++) {
    digit[p--] = fraction % 10;
    fraction = Math.floor(fraction / 10);
  }
  if (whole >= 2 ** 53) return splitHuge(whole, highest, digit);
  for (; p >= 0; p--) {
    digit[p] = whole % 10;
    whole = Math.floor(whole / 10);
  }
}

/** Beyond 2^53 the digits are those of the shortest decimal form, as it is written. */
function splitHuge(whole: number, highest: number, digit: Int8Array): void {
  const written = whole >= 1e21 ? "" : String(whole);
  for (let p = 0; p <= highest; p++) {
    const at = written.length - 1 - (highest - p);
    digit[p] = at >= 0 ? Number(written[at]) : 0;
  }
}
