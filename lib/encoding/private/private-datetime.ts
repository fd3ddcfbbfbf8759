/** Points in time from noisy counts: few days with a code each, or part by part within noisy bounds. */

import { noisyCounts } from "../../dp/noisy-counts";
import type { DatetimeColumn } from "../../table/column";
import { DAY_MILLISECONDS } from "../civil-date";
import { privateValues } from "./private-categories";
import { cellsOf, isDiscrete } from "./private-numbers";
import { type PrivateColumn, type PrivateSetting, surelySome } from "./private-setting";
import { numberGroups } from "./value-groups";
import type { Cells } from "./zoom";

/** Lengths of which all points may be multiples, the longest first. */
const STEPS = [DAY_MILLISECONDS, 3_600_000, 60_000, 1000, 1];
const STRAYS = 0.005;
const POINTS_A_CELL = 64;

/** What each part can be at most; the year by the bounds. */
const FULL = [
  { low: 1, high: 12 },
  { low: 1, high: 31 },
  { low: 0, high: 23 },
  { low: 0, high: 59 },
  { low: 0, high: 59 },
  { low: 0, high: 9 },
  { low: 0, high: 9 },
  { low: 0, high: 9 },
];
/** The number of parts behind the year that a step leaves open. */
const OPEN_PARTS = [2, 3, 4, 5, 8];

/** Undefined when the noise covers everything. */
export function privateDatetime(column: DatetimeColumn, setting: PrivateSetting, encoding?: "datetime"): PrivateColumn | undefined {
  const found = numberGroups(column.values, setting);
  const present = setting.rowCount - Math.max(0, found.missing);
  if (encoding === undefined && isDiscrete(found, present, setting)) return privateValues(column, found, setting);
  const step = privateStep(column.values, setting);
  const cells = cellsOf(column.values.filter(Number.isFinite), undefined, setting);
  if (cells === undefined) return undefined;
  const { edges } = cells;
  const bounds = {
    low: Math.floor(edges[0] / STEPS[step]) * STEPS[step],
    high: Math.floor(edges[edges.length - 1] / STEPS[step]) * STEPS[step],
  };
  const years = { low: new Date(bounds.low).getUTCFullYear(), high: new Date(bounds.high).getUTCFullYear() };
  const ranges = [years, ...FULL.map((full, part) => (part < OPEN_PARTS[step] ? full : { low: 0, high: 0 }))];
  const missing = surelySome(found.missing, setting.fine);
  return {
    state: { encoding: "datetime", format: column.format, missing, bounds, ranges },
    weights: [...(missing ? [[present, found.missing]] : []), ...weightsOf(cells, ranges)],
  };
}

/** Index of the longest step of which nearly all points are multiples. Costs one coarse count. */
function privateStep(values: Float64Array, { coarse, noise, rowCount }: PrivateSetting): number {
  const counts = new Float64Array(STEPS.length);
  for (const value of values) if (Number.isFinite(value)) counts[STEPS.findIndex((step) => step === 1 || value % step === 0)]++;
  const noisy = noisyCounts(counts, coarse, noise);
  const few = Math.max(STRAYS * rowCount, 3 * coarse);
  return STEPS.findIndex((_, step) => noisy.subarray(step + 1).every((count) => count <= few));
}

/** How the rows of the cells spread over the parts that vary. */
function weightsOf({ edges, rows }: Cells, ranges: readonly { readonly low: number; readonly high: number }[]): number[][] {
  const weights = ranges.map(({ low, high }) => new Array<number>(high - low + 1).fill(0));
  rows.forEach((count, cell) => {
    for (let point = 0; point < POINTS_A_CELL; point++) {
      const time = edges[cell] + ((edges[cell + 1] - edges[cell]) * (point + 0.5)) / POINTS_A_CELL;
      partsOf(new Date(time)).forEach((part, p) => {
        const { low, high } = ranges[p];
        weights[p][Math.min(high, Math.max(low, part)) - low] += count / POINTS_A_CELL;
      });
    }
  });
  return weights.filter((_, p) => ranges[p].high > ranges[p].low);
}

function partsOf(date: Date): number[] {
  const thousandths = date.getUTCMilliseconds();
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    Math.floor(thousandths / 100),
    Math.floor(thousandths / 10) % 10,
    thousandths % 10,
  ];
}
