/**
 * Numbers with many distinct values: spikes and bins. A value that many rows share (zero, a round price) has a code of its
 * own; all others fall into at most 100 bins of about equally many rows, fewer in small tables. Inside a bin the values follow a protected
 * picture of the column (quantile-sketch.ts) and end in the digits that people write (grain.ts), so that no value comes
 * out smeared over its bin. Where it pays, a second sub-column says in which segment of the bin the value lies.
 */

import { numberColumn } from "../table/column";
import { drawBinned } from "./binned-draw";
import { bucketsOf, fitGrains, type RegionalGrains } from "./binned-fit";
import type { Codec } from "./codec";
import { gridOf } from "./decimals";
import { fillMissing, hasMissing, missingFlags } from "./missing";
import { numbersOf } from "./numeric-discrete";
import { type QuantileSketch, segmentOf, sketchQuantiles } from "./quantile-sketch";
import { rareThreshold, rowsPerPerson } from "./rare";
import type { Relation } from "./related-columns";
import { evenScale, scaleOf } from "./scale";
import { countValues, nearestIndex, type ValueCounts } from "./value-counts";

export interface BinnedState {
  readonly encoding: "binned";
  readonly missing: boolean;
  /** Values with a code of their own, ascending. */
  readonly spikes: readonly number[];
  readonly sketch: QuantileSketch;
  /** The bin of each segment, ascending from 0. */
  readonly binOfSegment: readonly number[];
  /** Decimals that (nearly) all values keep; absent for numbers without a grid. */
  readonly decimals?: number;
  readonly grains: RegionalGrains;
  /** Whether the segment within the bin is a sub-column. */
  readonly position: boolean;
  /** The columns with which this one shares its random numbers at decoding. */
  readonly relation?: Relation;
}

const MOST_BINS = 100;
/** Bins by the square root of the rows: twice as fine a bin needs more than twice as many rows to be learnt. */
const BINS_PER_ROOT = 0.5;
const SEGMENTS_PER_BIN = 8;
const LEAST_ROWS_FOR_POSITION = 10_000;
const MOST_SPIKES = 100;
/** A spike holds at least half the share of the finest bin, and as many rows as the square root of all. */
const LEAST_SPIKE_SHARE = 1 / 200;
/** Share of values that may stand off the grid of the column. */
const STRAYS = 0.001;

export const binned: Codec<BinnedState> = {
  fit(column, setting) {
    const cells = numbersOf(column);
    const counts = countValues(cells, setting.subjects);
    const threshold = rareThreshold(setting.rng, setting.protection);
    const spikes = chooseSpikes(counts, threshold);
    const rest = counts.sorted.filter(isNoneOf(spikes));
    const shared = sharedValues(counts, threshold, new Set(spikes));
    const decimals = gridOf(counts.sorted, STRAYS);
    const rowThreshold = setting.protection ? threshold * rowsPerPerson(setting.subjects, column.length) : 1;
    const sketch = sketchQuantiles({ sorted: rest, all: counts.sorted, shared, decimals }, rowThreshold, MOST_BINS * SEGMENTS_PER_BIN);
    const bins = Math.min(MOST_BINS, Math.max(1, Math.round(BINS_PER_ROOT * Math.sqrt(rest.length))));
    return {
      encoding: "binned",
      missing: hasMissing(column),
      spikes,
      sketch,
      binOfSegment: bucketsOf(sketch.rows, bins),
      ...(decimals === undefined ? {} : { decimals }),
      grains: fitGrains(
        sketch,
        rest.filter((value) => !shared.has(value)),
        decimals,
        Math.max(rowThreshold, 1),
      ),
      position: setting.relation !== undefined && column.length >= LEAST_ROWS_FOR_POSITION,
      ...(setting.relation === undefined ? {} : { relation: setting.relation }),
    };
  },

  encode(state, column, rng) {
    const cells = numbersOf(column);
    const bins = new Int32Array(column.length);
    const positions = new Int32Array(column.length);
    const { firstSegment } = layoutOf(state);
    const spikes = Float64Array.from(state.spikes);
    const knots = Float64Array.from(state.sketch.knots);
    const first = state.missing ? 1 : 0;
    for (let i = 0; i < bins.length; i++) {
      const value = cells[i];
      if (Number.isNaN(value)) continue;
      const spike = spikes.length === 0 ? -1 : nearestIndex(spikes, value);
      if (spike >= 0 && (spikes[spike] === value || knots.length === 0)) {
        bins[i] = first + spike;
      } else if (knots.length > 0) {
        const segment = segmentOf(knots, value);
        const bin = state.binOfSegment[segment];
        bins[i] = first + spikes.length + bin;
        positions[i] = segment - firstSegment[bin];
      } else bins[i] = first;
    }
    const codes = hasPosition(state) ? [bins, positions] : [bins];
    const flags = missingFlags(column);
    if (!state.missing) fillMissing(codes, flags, rng);
    else if (hasPosition(state)) fillMissing([positions], flags, rng);
    return codes;
  },

  decode(state, codes, decoding) {
    return numberColumn(decoding.name, drawBinned(state, codes, decoding));
  },

  cardinalities(state) {
    const { bins, longest } = layoutOf(state);
    const cardinality = (state.missing ? 1 : 0) + state.spikes.length + bins;
    // a column whose values are all protected keeps one code that stands for a missing cell
    const codes = Math.max(cardinality, state.missing ? 1 + valueless(state) : 1);
    const main = { name: "bin", cardinality: codes, suppressed: [], scale: scaleOf(middlesOf(state, codes)) };
    return hasPosition(state) ? [main, { name: "position", cardinality: longest, suppressed: [], scale: evenScale(longest) }] : [main];
  },
};

/** The label of each code of the main sub-column: "missing", a spike, or the interval of a bin. */
export function binnedLabels(state: BinnedState): string[] {
  const { bins, firstSegment } = layoutOf(state);
  const { knots } = state.sketch;
  const interval = (bin: number): string => `${knots[firstSegment[bin]]} to ${knots[firstSegment[bin + 1]]}`;
  const labels = [
    ...(state.missing ? ["missing"] : []),
    ...state.spikes.map(String),
    ...Array.from({ length: bins }, (_, bin) => interval(bin)),
  ];
  return bins + state.spikes.length === 0 ? [...labels, "protected"] : labels;
}

/** Whether the position is emitted: it was asked for, and some bin has more than one segment. */
export function hasPosition(state: BinnedState): boolean {
  return state.position && layoutOf(state).longest > 1;
}

/** The number of bins, the first segment of each (and the end), and the number of segments of the longest. */
export function layoutOf({ binOfSegment }: BinnedState): { bins: number; firstSegment: number[]; longest: number } {
  const firstSegment: number[] = [];
  binOfSegment.forEach((bin, segment) => {
    if (bin === firstSegment.length) firstSegment.push(segment);
  });
  const bins = firstSegment.length;
  firstSegment.push(binOfSegment.length);
  let longest = 0;
  for (let bin = 0; bin < bins; bin++) longest = Math.max(longest, firstSegment[bin + 1] - firstSegment[bin]);
  return { bins, firstSegment, longest };
}

/** For each code the value of its spike or the middle of its bin; NaN for the others. */
function middlesOf(state: BinnedState, codes: number): number[] {
  const { bins, firstSegment } = layoutOf(state);
  const { knots } = state.sketch;
  const first = state.missing ? 1 : 0;
  const middles = Array.from({ length: bins }, (_, bin) => knots[firstSegment[bin]] / 2 + knots[firstSegment[bin + 1]] / 2);
  const known = [...state.spikes, ...middles];
  return Array.from({ length: codes }, (_, code) => (code < first ? NaN : (known[code - first] ?? NaN)));
}

function valueless(state: BinnedState): number {
  return state.spikes.length + state.binOfSegment.length === 0 ? 1 : 0;
}

function chooseSpikes({ values, rows, people, sorted }: ValueCounts, threshold: number): number[] {
  const least = Math.max(1, threshold, sorted.length * LEAST_SPIKE_SHARE, Math.sqrt(sorted.length));
  const frequent = Array.from(values.keys()).filter((i) => people[i] >= threshold && rows[i] >= least && rows[i] > 1);
  frequent.sort((a, b) => rows[b] - rows[a] || a - b);
  return frequent
    .slice(0, MOST_SPIKES)
    .map((i) => values[i])
    .sort((a, b) => a - b);
}

/** The values other than spikes that enough people share, each at least twice, with their rows. */
function sharedValues({ values, rows, people }: ValueCounts, threshold: number, spikes: ReadonlySet<number>): Map<number, number> {
  const shared = new Map<number, number>();
  values.forEach((value, i) => {
    if (people[i] >= threshold && rows[i] > 1 && !spikes.has(value)) shared.set(value, rows[i]);
  });
  return shared;
}

function isNoneOf(spikes: readonly number[]): (value: number) => boolean {
  const set = new Set(spikes);
  return (value) => !set.has(value);
}
