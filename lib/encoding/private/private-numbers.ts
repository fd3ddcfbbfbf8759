/** Numbers from noisy counts: few values with a code each, or frequent ones and bins. */

import { noisyCounts } from "../../dp/noisy-counts";
import { type Column, type NumberColumn, numberColumn } from "../../table/column";
import { bucketsOf } from "../binned-fit";
import { decimalsOf, MOST_DECIMALS, POWERS_OF_TEN, roundTo } from "../decimals";
import type { BinnedState } from "../numeric-binned";
import { EMPTY_SKETCH } from "../quantile-sketch";
import { privateValues } from "./private-categories";
import { intervalOf, type PrivateColumn, type PrivateSetting, surelySome } from "./private-setting";
import { numberGroups, rowsOf, type ValueGroups } from "./value-groups";
import { type Cells, firstCells, zoom } from "./zoom";

const MOST_VALUES = 40;
const LEAST_SHARE_OF_VALUES = 0.98;
/** Under noise each code costs: a value has one of its own only when so many rows have it. */
const LEAST_SPIKE_SHARE = 0.03;
const MOST_BINS = 32;
const STRAYS = 0.005;
const HIGHEST_EXPONENT = 18;
const MOST_DIGIT_DECIMALS = 8;

/** The encoding that the noisy counts speak for: one code a value when few values hold nearly all rows, else bins. */
export function privateNumbers(column: NumberColumn, setting: PrivateSetting): PrivateColumn | undefined {
  const found = numberGroups(column.values, setting);
  const present = setting.rowCount - Math.max(0, found.missing);
  if (isDiscrete(found, present, setting)) return privateValues(column, found, setting);
  return privateBins(column, found, setting);
}

export function isDiscrete({ kept }: ValueGroups<number>, present: number, { domain }: PrivateSetting): boolean {
  if (domain !== undefined && !("low" in domain)) return true;
  return kept.length > 0 && kept.length <= MOST_VALUES && rowsOf(kept) >= LEAST_SHARE_OF_VALUES * present;
}

/** Frequent values and bins; undefined when the noise covers everything. */
export function privateBins(column: NumberColumn, found: ValueGroups<number>, setting: PrivateSetting): PrivateColumn | undefined {
  const spikes = found.kept.filter(({ count }) => count >= LEAST_SPIKE_SHARE * setting.rowCount);
  const own = new Set(spikes.map(({ group }) => group));
  const rest = column.values.filter((value) => Number.isFinite(value) && !own.has(value));
  const decimals = privateDecimals(column.values, setting);
  const cells = cellsOf(rest, decimals, setting);
  if (cells === undefined && spikes.length === 0) return undefined;
  const missing = surelySome(found.missing, setting.fine);
  const picture = pictureOf(cells, decimals);
  const rowsOfBin: number[] = [];
  picture.binOfSegment.forEach((bin, segment) => (rowsOfBin[bin] = (rowsOfBin[bin] ?? 0) + picture.sketch.rows[segment]));
  return {
    state: {
      encoding: "binned",
      missing,
      spikes: spikes.map(({ group }) => group),
      ...picture,
      ...(decimals === undefined ? {} : { decimals }),
      position: false,
    },
    weights: [[...(missing ? [found.missing] : []), ...spikes.map(({ count }) => count), ...rowsOfBin]],
  };
}

/** Numbers digit by digit: the places come from noisy bounds, each may hold any digit. */
export function privateDigits(column: Column, setting: PrivateSetting): PrivateColumn | undefined {
  if (column.type !== "number")
    throw new TypeError(`Cannot encode "${column.name}" by digits: its cells are of type ${column.type}, numbers are needed`);
  const [missingCells] = noisyCounts([column.values.filter(Number.isNaN).length], setting.coarse, setting.noise);
  const missing = surelySome(missingCells, setting.coarse);
  const finite = column.values.filter(Number.isFinite);
  const decimals = Math.min(MOST_DIGIT_DECIMALS, privateDecimals(finite, setting) ?? MOST_DIGIT_DECIMALS);
  const cells = cellsOf(finite, decimals, setting);
  if (cells === undefined) return undefined;
  const bounds = { low: roundTo(cells.edges[0], decimals), high: roundTo(cells.edges[cells.edges.length - 1], decimals) };
  const largest = Math.max(Math.abs(bounds.low), Math.abs(bounds.high));
  const highest = Math.min(HIGHEST_EXPONENT, largest >= 10 ? Math.floor(Math.log10(largest) + 1e-12) : 0);
  const places = Array.from({ length: highest + decimals + 1 }, (_, i) => ({ exponent: highest - i, low: 0, high: 9 }));
  places[0].high = Math.min(9, Math.floor(largest / 10 ** highest));
  if (places[0].high === 0) places[0].high = 1;
  const negative = bounds.low < 0;
  const flag = missing ? [[setting.rowCount - missingCells, missingCells]] : [];
  const even = (codes: number): number[] => new Array<number>(codes).fill(1);
  return {
    state: { encoding: "digits", missing, negative, decimals, bounds, places },
    weights: [...flag, ...(negative ? [even(2)] : []), ...places.map(({ high }) => even(high + 1))],
  };
}

/** Two zooms into where the numbers lie. */
export function cellsOf(values: Float64Array, decimals: number | undefined, setting: PrivateSetting): Cells | undefined {
  const first = firstCells(values, intervalOf(setting.domain), setting);
  return first === undefined ? undefined : zoom(zoom(first, values, decimals, setting), values, decimals, setting);
}

/** The fewest decimals that write all numbers but a few; undefined for numbers without a grid. Costs one coarse count. */
function privateDecimals(values: Float64Array, { coarse, noise, rowCount }: PrivateSetting): number | undefined {
  const counts = new Float64Array(MOST_DECIMALS + 2);
  for (const value of values) if (Number.isFinite(value)) counts[decimalsOf(value)]++;
  const noisy = noisyCounts(counts, coarse, noise);
  const few = Math.max(STRAYS * rowCount, 3 * coarse);
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    if (noisy.subarray(decimals + 1).every((count) => count <= few)) return decimals;
  }
  return undefined;
}

function pictureOf(cells: Cells | undefined, decimals: number | undefined): Pick<BinnedState, "sketch" | "binOfSegment" | "grains"> {
  if (cells === undefined) return { sketch: EMPTY_SKETCH, binOfSegment: [], grains: { regions: [], regionOfSegment: [] } };
  const rows = cells.rows.map((count) => Math.max(0, Math.round(count)));
  const region =
    decimals === undefined || decimals >= POWERS_OF_TEN.length
      ? { gridShare: 0, grain: null }
      : { gridShare: 1, grain: { decimals, levels: [1], endings: [null] } };
  return {
    sketch: { ...EMPTY_SKETCH, knots: cells.edges, rows, meanPosition: rows.map(() => 0.5) },
    binOfSegment: bucketsOf(rows, MOST_BINS),
    grains: { regions: [region], regionOfSegment: rows.map(() => 0) },
  };
}

/** A column of the same numbers, for encodings that take numbers only. */
export function asNumbers(column: Column): NumberColumn {
  if (column.type === "number") return column;
  if (column.type === "datetime") return numberColumn(column.name, column.values);
  throw new TypeError(`Cannot encode "${column.name}": its cells are of type ${column.type}, numbers are needed`);
}
