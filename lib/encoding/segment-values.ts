/** The rare values that a narrow segment can hold, one by one, with their weights. */

import { POWERS_OF_TEN } from "./decimals";
import { type Grain, grainDensity } from "./grain";

export interface SegmentValues {
  readonly values: readonly number[];
  /** Running sums of the weights. */
  readonly cumulative: readonly number[];
}

/** A segment with more places is not listed; digits then come from the grain alone. */
const MOST_PLACES = 400;

/**
 * The values between low and high that stand on the grid and are not taken, each weighted by how readily people write its
 * digits; undefined when there are too many to list, or none.
 */
export function listSegmentValues(low: number, high: number, grain: Grain, taken: ReadonlySet<number>): SegmentValues | undefined {
  const unit = POWERS_OF_TEN[grain.decimals];
  const [first, last] = [Math.ceil(low * unit), Math.floor(high * unit)];
  if (!(last - first < MOST_PLACES) || Math.abs(first) > 2 ** 50 || Math.abs(last) > 2 ** 50) return undefined;
  const values: number[] = [];
  const cumulative: number[] = [];
  let total = 0;
  for (let units = first; units <= last; units++) {
    const value = units / unit + 0;
    if (taken.has(value)) continue;
    const weight = grainDensity(grain, units);
    if (weight <= 0) continue;
    total += weight;
    values.push(value);
    cumulative.push(total);
  }
  return values.length === 0 ? undefined : { values, cumulative };
}

/** The value at a position from 0 to 1 of the running sum. */
export function pickSegmentValue({ values, cumulative }: SegmentValues, position: number): number {
  const wanted = position * cumulative[cumulative.length - 1];
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle] > wanted) high = middle;
    else low = middle + 1;
  }
  return values[low];
}
