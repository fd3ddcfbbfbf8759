/** What the private statistics of a column may use, and what they give. */

import type { NoiseSource } from "../../dp/noise-source";
import type { RareReplacement } from "../codec";
import type { ColumnState } from "../column-codec";

/** What the caller knows of a column without looking at its rows: its categories, or between which numbers it lies. */
export type Domain = readonly (string | number)[] | { readonly low: number; readonly high: number };

/** How often a column's rows are counted; a row is in one group of each count at most. */
export interface Releases {
  /** Counts of values, with little noise. */
  readonly fine: number;
  /** Counts for bounds, bins, decimals, with twice the noise. */
  readonly coarse: number;
  /** Those of the fine counts whose groups come from the rows, and so need a threshold and its delta. */
  readonly stable: number;
}

export interface PrivateSetting {
  readonly rare: RareReplacement;
  readonly domain?: Domain;
  /** Number of rows, as far as it is known: with noise. */
  readonly rowCount: number;
  /** Standard deviation of the noise on fine counts. */
  readonly fine: number;
  /** Standard deviation of the noise on coarse counts. */
  readonly coarse: number;
  /** Chance that a value which only one row has passes the threshold of one fine count. */
  readonly delta: number;
  readonly noise: NoiseSource;
}

/** A column's codec, and how many rows have each code of each sub-column, by noisy counts. */
export interface PrivateColumn {
  readonly state: ColumnState;
  readonly weights: readonly (readonly number[])[];
}

/** A missing cell has a code when the noisy count says that there are some: noise alone exceeds this once in 700 columns. */
const SURE = 3;

export function surelySome(count: number, standardDeviation: number): boolean {
  return count > SURE * standardDeviation;
}

/** The domain as categories; undefined when it is none or an interval. */
export function categoriesOf(domain: Domain | undefined): readonly (string | number)[] | undefined {
  return domain === undefined || "low" in domain ? undefined : domain;
}

/** The domain as an interval; undefined when it is none or a list. */
export function intervalOf(domain: Domain | undefined): { readonly low: number; readonly high: number } | undefined {
  return domain === undefined || !("low" in domain) ? undefined : domain;
}
