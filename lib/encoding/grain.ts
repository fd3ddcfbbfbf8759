/**
 * The grain of numbers: which last digits people write. Amounts end in .00, .50 or .99, durations in 0 or 5, large numbers
 * in zeros. Values that are interpolated between quantiles get their last digits from here.
 *
 * A number is taken in units of its last decimal; `level` is the number of its trailing zeros, `ending` the two digits
 * before them. Endings that fewer rows share than the threshold are spread evenly over all such endings.
 */

import { POWERS_OF_TEN } from "./decimals";

export interface Grain {
  /** Decimals of the unit. */
  readonly decimals: number;
  /** Share of values with 0, 1, 2, ... trailing zeros; the last stands for "so many or more". */
  readonly levels: readonly number[];
  /** For each level, shares of the endings 0 to 99, or null where they are even. */
  readonly endings: readonly (readonly number[] | null)[];
}

const MOST_LEVELS = 14;
const LARGEST_UNITS = 2 ** 52;

/** Fits the grain of values that stand on a grid of so many decimals. */
export function fitGrain(values: readonly number[], decimals: number, threshold: number): Grain {
  const byLevel = new Float64Array(MOST_LEVELS);
  const counts = Array.from({ length: MOST_LEVELS }, () => new Float64Array(100));
  for (const value of values) {
    let units = Math.abs(Math.round(value * POWERS_OF_TEN[decimals]));
    let level = 0;
    while (level < MOST_LEVELS - 1 && units !== 0 && units % 10 === 0) {
      units /= 10;
      level++;
    }
    if (units === 0) level = MOST_LEVELS - 1;
    byLevel[level]++;
    counts[level][units % 100]++;
  }
  // a level that too few rows reach is joined to the one below
  let top = MOST_LEVELS - 1;
  for (; top > 0 && byLevel[top] < threshold; top--) byLevel[top - 1] += byLevel[top];
  const levels = Array.from(byLevel.subarray(0, top + 1), (count) => count / Math.max(1, values.length));
  return { decimals, levels, endings: levels.map((_, level) => sharesOfEndings(counts[level], threshold)) };
}

/**
 * The value between low and high that is near x and has last digits drawn from the grain; undefined when none lies there.
 */
export function drawGrained(grain: Grain, x: number, low: number, high: number, first: number, second: number): number | undefined {
  const scale = POWERS_OF_TEN[grain.decimals];
  const level = indexByShare(grain.levels, first);
  const step = POWERS_OF_TEN[level];
  const units = (x * scale) / step;
  if (Math.abs(units) > LARGEST_UNITS) return x;
  const endings = grain.endings[level];
  const value =
    ((endings === null ? withLastDigit(units, level === grain.levels.length - 1) : withEnding(units, indexByShare(endings, second))) *
      step) /
    scale;
  return value >= low && value <= high ? value + 0 : undefined;
}

/**
 * How much likelier a number of so many units is written than if all were alike: 1 everywhere for even last digits. The
 * share of its level and ending, over the share of all whole numbers that have them.
 */
export function grainDensity(grain: Grain, units: number): number {
  const top = grain.levels.length - 1;
  let level = 0;
  let left = Math.abs(units);
  while (level < top && left % 10 === 0) {
    left /= 10;
    level++;
  }
  const even = level === top ? 1 / 100 : 1 / 90;
  return grain.levels[level] * (grain.endings[level]?.[left % 100] ?? even) * 100 * POWERS_OF_TEN[level];
}

/** The nearest whole number; unless it may end in zero, one that does not. */
function withLastDigit(units: number, zeroAllowed: boolean): number {
  const nearest = Math.round(units);
  if (zeroAllowed || nearest % 10 !== 0) return nearest;
  return units >= nearest ? nearest + 1 : nearest - 1;
}

/** The nearest whole number whose magnitude ends in these two digits. */
function withEnding(units: number, ending: number): number {
  const magnitude = Math.max(0, Math.round((Math.abs(units) - ending) / 100)) * 100 + ending;
  return units < 0 ? -magnitude : magnitude;
}

/** Shares of the endings, or null when they differ no more from even than chance would have it. */
function sharesOfEndings(counts: Float64Array, threshold: number): number[] | null {
  const possible = Array.from(counts, (_, ending) => ending % 10 !== 0 || counts[ending] > 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const places = possible.filter(Boolean).length;
  if (total < 30 || places === 0) return null;
  const even = total / places;
  let chiSquared = 0;
  for (let ending = 0; ending < 100; ending++) if (possible[ending]) chiSquared += (counts[ending] - even) ** 2 / even;
  if (chiSquared < places + 4 * Math.sqrt(2 * places)) return null;
  let kept = 0;
  let rarePlaces = 0;
  for (let ending = 0; ending < 100; ending++) {
    if (counts[ending] >= threshold) kept += counts[ending];
    else if (possible[ending]) rarePlaces++;
  }
  return Array.from(counts, (count, ending) =>
    count >= threshold ? count / total : possible[ending] ? (total - kept) / total / rarePlaces : 0,
  );
}

function indexByShare(shares: readonly number[], uniform: number): number {
  let left = uniform;
  let last = 0;
  for (let i = 0; i < shares.length; i++) {
    if (shares[i] <= 0) continue;
    last = i;
    left -= shares[i];
    if (left < 0) return i;
  }
  return last;
}
