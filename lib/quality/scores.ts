/**
 * The scores of an assessment: plain numbers, texts and arrays, each number with its yardstick. `JSON.stringify(scores)`
 * is the file format, and `JSON.parse` gives the same object back.
 */

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

/** What `assess` gives. */
export interface Scores {
  readonly format: "synthetic-tables scores";
  readonly version: 1;
  /** Rows of each table; holdout is 0 when there is none. */
  readonly rows: { readonly training: number; readonly holdout: number; readonly synthetic: number };
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  /** The mean of the uni-, bi- and trivariate accuracies that could be computed; 0 to 1, up is better. */
  readonly accuracy: Measure;
  readonly univariate: Measure & { readonly byColumn: readonly ColumnMeasure[] };
  readonly bivariate: Measure & { readonly byPair: readonly PairMeasure[] };
  /** The mean over all triples looked at; `worst` holds those furthest below their reference, worst first. */
  readonly trivariate: Measure & { readonly worst: readonly TripleMeasure[] };
  readonly discriminator: {
    /** 0.5: cannot be told apart; near 1: easily; clearly below 0.5: near-copies of training rows. Reference: holdout. */
    readonly auc: Measure;
    readonly reading?: "indistinguishable" | "distinguishable" | "near-copies";
    /** What gives synthetic rows away, most telling first; they sum to 1. */
    readonly importances: readonly { readonly column: string; readonly importance: number }[];
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
