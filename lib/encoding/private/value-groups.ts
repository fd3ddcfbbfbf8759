/** Noisy counts of a column's values and of its missing cells. */

import { stableCounts, type StableCount } from "../../dp/noisy-counts";
import type { Column } from "../../table/column";
import { categoriesOf, type PrivateSetting } from "./private-setting";

export interface ValueGroups<Value> {
  /** Values that surely several rows have (or those of the domain), with noisy counts. */
  readonly kept: readonly StableCount<Value>[];
  /** Noisy count of missing cells. */
  readonly missing: number;
}

/** The texts of a column that may be known, by code units. */
export function textGroups(column: Column & { readonly type: "string" }, setting: PrivateSetting): ValueGroups<string> {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const code of column.codes) {
    if (code < 0) missing++;
    else counts.set(column.dictionary[code], (counts.get(column.dictionary[code]) ?? 0) + 1);
  }
  const { kept, ...rest } = groups(counts, missing, categoriesOf(setting.domain)?.map(String), setting);
  return { kept: kept.sort((a, b) => (a.group < b.group ? -1 : 1)), ...rest };
}

/** The numbers of a column that may be known, ascending. */
export function numberGroups(cells: Float64Array, setting: PrivateSetting): ValueGroups<number> {
  const counts = new Map<number, number>();
  let missing = 0;
  for (const cell of cells) {
    if (Number.isNaN(cell)) missing++;
    // -0 equals 0, so both are one value
    else if (Number.isFinite(cell)) counts.set(cell + 0, (counts.get(cell + 0) ?? 0) + 1);
  }
  const { kept, ...rest } = groups(counts, missing, categoriesOf(setting.domain)?.map(Number), setting);
  return { kept: kept.sort((a, b) => a.group - b.group), ...rest };
}

function groups<Value>(
  counts: ReadonlyMap<Value, number>,
  missing: number,
  domain: readonly Value[] | undefined,
  { fine, delta, noise }: PrivateSetting,
): { kept: StableCount<Value>[]; missing: number } {
  const kept =
    domain === undefined
      ? stableCounts(counts, { standardDeviation: fine, delta, noise })
      : [...new Set(domain)].map((group) => ({ group, count: (counts.get(group) ?? 0) + fine * noise.normal() }));
  return { kept, missing: missing + fine * noise.normal() };
}

/** Noisy rows of all groups together, none counted below 0. */
export function rowsOf(kept: readonly { readonly count: number }[]): number {
  return kept.reduce((sum, { count }) => sum + Math.max(0, count), 0);
}
