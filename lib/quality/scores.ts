/**
 * The scores of an assessment: plain numbers, texts and arrays, each number with its yardstick. `JSON.stringify(scores)`
 * is the file format, and `JSON.parse` gives the same object back.
 */

import type { ColumnDifference } from "./column-differences";
import type { PairDependence } from "./dependence";
import type { GroupScores } from "./group-lens";
import type { JointFidelity } from "./joint-fidelity";
import type { Coherence } from "./sequences/coherence";
import type { TellingRow, TellingValue } from "./telling-signs";
import type { Utility } from "./utility";

/** From, to. */
export type Interval = readonly [number, number];

/** A number with what it must be read against. */
export interface ComputedMeasure {
  readonly value: number;
  /** What fresh real rows, as many as the synthetic ones, would reach in the same place. */
  readonly reference?: number;
  /** Where 90 % of fresh real samples would lie (5 % to 95 %): a value inside it is sampling noise. */
  readonly band?: Interval;
  /** The 95 % interval of the value itself, or, for `dcrShare`, of a generator that copies nobody. */
  readonly interval?: Interval;
  readonly notComputed?: undefined;
}

/** A number that could not be computed, and why. */
export interface MissingMeasure {
  readonly notComputed: string;
  readonly value?: undefined;
  readonly reference?: undefined;
  readonly band?: undefined;
  readonly interval?: undefined;
}

/** A number with its yardstick, or the reason why there is none. */
export type Measure = ComputedMeasure | MissingMeasure;

/** How a column is read: "text" is a string column of mostly unrepeated values, judged by one word of each cell. */
export type ColumnKind = "number" | "datetime" | "category" | "text";

/** A measure of one column. */
export type ColumnMeasure = Measure & { readonly column: string };

/** A measure of two columns, in the order of the table. */
export type PairMeasure = Measure & { readonly columns: readonly [string, string] };

/** A measure of three columns, in the order of the table. */
export type TripleMeasure = Measure & { readonly columns: readonly [string, string, string] };

/**
 * The shares of one column, by bin. Made for showing: bins with fewer than 5 real rows are merged, and no smallest or
 * largest real value is told. The accuracies are computed on the full bins.
 */
export interface Distribution {
  readonly column: string;
  readonly kind: ColumnKind;
  /** One label per bin, as "22 to 26", "at least 58", "Private", "(other)" or "(missing)". */
  readonly labels: readonly string[];
  /** The edges between neighbouring bins of numbers (for datetimes: milliseconds since 1970), ascending, inner ones only. */
  readonly edges?: readonly number[];
  /** Share of rows by bin; they sum to 1 (all 0 for a table without rows). */
  readonly training: readonly number[];
  readonly holdout?: readonly number[];
  readonly synthetic: readonly number[];
}

/**
 * The joint shares of two columns, packed: each is the base64 of little-endian 16-bit numbers, one per cell, row by row,
 * over the labels of the two distributions. 65,535 marks a cell with 1 to 4 real rows, which is kept back; other numbers
 * are shares times 65,534. `unpackPairTable` reads it.
 */
export interface PairTable {
  readonly columns: readonly [string, string];
  readonly real: string;
  readonly synthetic: string;
}

/** The share of a group's synthetic rows that are closer to training than to holdout rows, and its interval by chance. */
export interface GroupShare {
  readonly column: string;
  readonly group: string;
  readonly dcrShare: Measure;
}

/** Distances of one set of rows to their nearest rows in another. */
export interface DistanceSummary {
  readonly from: "synthetic" | "holdout";
  readonly to: "training" | "holdout";
  readonly identicalMatches: number;
  /** Mean distance to the closest record. */
  readonly dcr: number;
  /** Nearest-neighbour distance ratio, the 10th smallest. */
  readonly nndr?: number;
  /** 101 quantiles (0 %, 1 %, ..., 100 %) of the distance to the closest record. */
  readonly quantiles: readonly number[];
}

/** A part of the scores, or why there is none. */
export type Part<Content> = (Content & { readonly notComputed?: undefined }) | MissingMeasure;

/** What the discriminator says of the synthetic rows. */
export type DiscriminatorReading = "indistinguishable" | "distinguishable" | "near-copies";

/** What `assess` gives. */
export interface Scores {
  readonly format: "synthetic-tables scores";
  readonly version: 2;
  /** Rows of each table; holdout is 0 when there is none. */
  readonly rows: { readonly training: number; readonly holdout: number; readonly synthetic: number };
  /** SHA-256 of the cells of each table, in hexadecimal: which tables these scores are of. */
  readonly tables: { readonly training: string; readonly holdout?: string; readonly synthetic: string };
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  /** The mean of the uni-, bi-, trivariate accuracies and the coherence, those that could be computed; 0 to 1, up is better. */
  readonly accuracy: Measure;
  readonly univariate: Measure & { readonly byColumn: readonly ColumnMeasure[] };
  readonly bivariate: Measure & { readonly byPair: readonly PairMeasure[] };
  /** The mean over all triples looked at; `worst` holds those furthest below their reference, worst first. */
  readonly trivariate: Measure & { readonly worst: readonly TripleMeasure[] };
  /** Of sequences: whether the records of one belong together. Not computed for flat tables. */
  readonly coherence: Coherence;
  /** Differences of each column that bins do not see. */
  readonly differences: Part<{ readonly byColumn: readonly ColumnDifference[] }>;
  /** How the strength of dependence differs; `worst` holds the pairs with the largest differences, at most 50. */
  readonly dependence: {
    readonly mean: Measure;
    readonly largest: Measure;
    readonly worst: readonly PairDependence[];
  };
  /** Whole rows as points, and how well a plain model tells them apart in units of chance (1 to 2 is chance). */
  readonly joint: JointFidelity & { readonly propensity: Measure };
  /** The same numbers group by group. */
  readonly groups: Part<{ readonly byGroup: readonly GroupScores[] }>;
  readonly utility: Utility;
  readonly discriminator: {
    /** 0.5: cannot be told apart; near 1: easily; clearly below 0.5: near-copies of training rows. Reference: holdout. */
    readonly auc: Measure;
    readonly reading?: DiscriminatorReading;
    /** What gives synthetic rows away, most telling first; they sum to 1. */
    readonly importances: readonly { readonly column: string; readonly importance: number }[];
    /** Values that look real or synthetic to the learner, the most telling first. */
    readonly values: readonly TellingValue[];
    /** The synthetic rows that are found out most easily, by bins that at least five real rows share; never by cells. */
    readonly rows: readonly TellingRow[];
  };
  readonly similarity: {
    /** Cosine between the mean encoded training row and the mean encoded synthetic row. */
    readonly centroidCosine: Measure;
  };
  /** Sanity checks: they can show copying, they can never prove that a table is private. */
  readonly distances: {
    readonly caution: string;
    readonly identicalMatches: Measure;
    /** Share of synthetic rows closer to training than to holdout rows; ideal 0.5. */
    readonly dcrShare: Measure;
    readonly dcr: Measure;
    readonly nndr: Measure;
    /** `dcrShare` of the synthetic rows of each group; empty when no groups are looked at. */
    readonly byGroup: readonly GroupShare[];
    readonly comparisons: readonly DistanceSummary[];
  };
  readonly distributions: readonly Distribution[];
  readonly pairTables: readonly PairTable[];
  /** What a reader must know: columns coerced, left out or added, rows sampled. */
  readonly notes: readonly string[];
  readonly seed: number | string;
  /** Whether the reference package's definitions were used in place of ours. */
  readonly compat: boolean;
  readonly samplingCaps: SamplingCaps;
  /** Time spent, by part; the one field that differs between runs with the same seed. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** How many rows (or triples, or tables) each part looks at, at most. */
export interface SamplingCaps {
  readonly accuracyRows: number;
  readonly triples: number;
  readonly tripleRows: number;
  readonly distanceRows: number;
  readonly discriminatorRows: number;
  readonly dependenceRows: number;
  readonly jointRows: number;
  readonly utilityRows: number;
  readonly pairTables: number;
}

const KEPT_BACK = 65_535;
const SCALE = 65_534;

/** The joint shares of a pair table as numbers, row by row; NaN marks a cell that is kept back. */
export function unpackPairTable(table: PairTable): { real: Float64Array; synthetic: Float64Array } {
  return { real: unpackShares(table.real), synthetic: unpackShares(table.synthetic) };
}

/** Packs shares as `PairTable` says; NaN is kept back. */
export function packShares(shares: ArrayLike<number>): string {
  const bytes = Buffer.alloc(2 * shares.length);
  for (let i = 0; i < shares.length; i++) bytes.writeUInt16LE(Number.isNaN(shares[i]) ? KEPT_BACK : Math.round(shares[i] * SCALE), 2 * i);
  return bytes.toString("base64");
}

function unpackShares(packed: string): Float64Array {
  const bytes = Buffer.from(packed, "base64");
  const shares = new Float64Array(bytes.length / 2);
  for (let i = 0; i < shares.length; i++) {
    const number = bytes.readUInt16LE(2 * i);
    shares[i] = number === KEPT_BACK ? NaN : number / SCALE;
  }
  return shares;
}

/** A measure that could not be computed, with the reason. */
export function notComputed(reason: string): MissingMeasure {
  return { notComputed: reason };
}
