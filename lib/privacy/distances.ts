/**
 * Distances between synthetic, training and holdout rows. They are sanity checks: they can show that a generator copies,
 * they never prove that a table is private. Tables that pass all of them have been broken by simple attacks (Yao and
 * others, "The DCR delusion", 2025).
 */

import { checkInteger, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import type { Table } from "../table/table";
import { type AlignedTrio, alignTrio, type Trio } from "./align-trio";
import { closerShare } from "./closer-share";
import { fitDistanceEncoding, type Points } from "./distance-encoding";
import { identicalMatchShare } from "./identical-matches";
import { nearestNeighbours, type Neighbours, type NeighbourOptions } from "./nearest-neighbours";

export interface DistanceOptions {
  readonly seed?: number | string;
  /** Rows whose neighbours are searched, at most, per comparison (10,000). */
  readonly queryRows?: number;
  /** Rows among which neighbours are searched, at most, per table (20,000). */
  readonly referenceRows?: number;
  /** Numeric columns only, encoded and compared as mostlyai-qa 1.10.7 does. */
  readonly compat?: boolean;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

/** Distances of the rows of one table to their nearest rows in another. */
export interface DistanceComparison {
  readonly from: "synthetic" | "holdout";
  readonly to: "training" | "holdout";
  /** Share of rows that occur there, cell by cell. */
  readonly identicalMatches: number;
  /** Mean distance to the closest record; 0 to 1 unless compat. */
  readonly dcr: number;
  /** Nearest-neighbour distance ratio, the 10th smallest; undefined with fewer than 10 rows. */
  readonly nndr: number | undefined;
  /** 101 quantiles of the distance to the closest record. */
  readonly quantiles: readonly number[];
}

export interface DistanceChecks {
  /** Synthetic to training first; then, given a holdout, synthetic to holdout and holdout to training. */
  readonly comparisons: readonly DistanceComparison[];
  /** Given a holdout: share of synthetic rows closer to training than to holdout, and its interval by chance. */
  readonly share: { readonly value: number; readonly interval: readonly [number, number] } | undefined;
  /** Given a holdout: which synthetic rows were looked at, and their neighbours on either side, row by row. */
  readonly nearest: NearestReal | undefined;
  readonly notes: readonly string[];
}

/** The nearest real rows of synthetic ones; training and holdout have `realRows` rows together. */
export interface NearestReal {
  readonly rows: Int32Array;
  readonly toTraining: Neighbours;
  readonly toHoldout: Neighbours;
  readonly realRows: number;
}

const OPTIONS = ["seed", "queryRows", "referenceRows", "compat", "threads", "signal", "onProgress"];
const EPSILON = 1e-8;
const NNDR_RANK = 10;
/** What the reference package takes for the same row. */
const COMPAT_IDENTICAL = 1e-6;

/**
 * Identical matches, distance to the closest record (DCR), nearest-neighbour distance ratio and the DCR share, each with
 * the holdout as its yardstick: holdout rows were never seen, so what they show is what chance alone does.
 *
 * Distances are those of `fitDistanceEncoding`. Training and holdout are sampled down to the same number of rows, since
 * more rows are nearer by number alone. Identical matches look at all rows. Throws a RangeError when a table has no rows
 * or no column is in common.
 *
 * @example
 * const training = Table.of({ age: [31, 54, 40, 28] });
 * const { comparisons } = await distanceChecks({ training, synthetic: training });
 * assert.equal(comparisons[0].identicalMatches, 1);
 * assert.equal(comparisons[0].dcr, 0);
 */
export async function distanceChecks(trio: Trio, options: DistanceOptions = {}): Promise<DistanceChecks> {
  checkOptions("Cannot compute distances", options, OPTIONS);
  const { queryRows = 10_000, compat = false } = options;
  checkInteger("Cannot compute distances", "queryRows", queryRows, 1);
  checkInteger("Cannot compute distances", "referenceRows", options.referenceRows ?? 1, 1);
  const aligned = alignTrio(trio);
  const real = aligned.holdout === undefined ? [aligned.training] : [aligned.training, aligned.holdout];
  const encode = fitDistanceEncoding(real, compat ? "numeric-cosine" : "mixed");
  requireRows(aligned, encode(aligned.training.slice(0, 1)).width);
  const { training, holdout, synthetic, syntheticRows, notes } = sampleRows(aligned, options);
  const search = (pass: number, queries: Points, references: Points): Promise<Neighbours> =>
    nearestNeighbours(queries, references, compat ? "euclidean" : "mixed", passOptions(options, pass, holdout === undefined ? 1 : 3));
  const identical = (rows: Table, among: Table): number | undefined => (compat ? undefined : identicalMatchShare(rows, among));

  const [trainingPoints, syntheticPoints] = [encode(training), encode(synthetic)];
  const toTraining = await search(0, syntheticPoints, trainingPoints);
  const first = summary("synthetic", "training", toTraining, identical(aligned.synthetic, aligned.training));
  if (holdout === undefined || aligned.holdout === undefined) return { comparisons: [first], share: undefined, nearest: undefined, notes };

  const toHoldout = await search(1, syntheticPoints, encode(holdout));
  const between = await search(2, encode(holdout.slice(0, queryRows)), trainingPoints);
  const second = summary("synthetic", "holdout", toHoldout, identical(aligned.synthetic, aligned.holdout));
  const third = summary("holdout", "training", between, identical(aligned.holdout, aligned.training));
  const realRows = 2 * training.rowCount;
  const { share, interval } = closerShare(toTraining, toHoldout, realRows);
  const nearest = { rows: syntheticRows, toTraining, toHoldout, realRows };
  return { comparisons: [first, second, third], share: { value: share, interval }, nearest, notes };
}

/** Training and holdout rows in equal number, and the synthetic rows to ask for; the notes tell what was left out. */
function sampleRows(
  { training, holdout, synthetic, notes: earlier }: AlignedTrio,
  options: DistanceOptions,
): Omit<AlignedTrio, "absent"> & { readonly syntheticRows: Int32Array } {
  const { seed = 1, queryRows = 10_000, referenceRows = 20_000 } = options;
  const rng = new Rng(seed).fork("distances");
  const notes = [...earlier];
  const chosen = (name: string, { rowCount: rows }: Table, most: number): Int32Array => {
    if (rows > most) notes.push(`Distances look at ${most.toLocaleString("en-GB")} of ${rows.toLocaleString("en-GB")} ${name} rows`);
    return rng.fork(name).permutation(rows).subarray(0, most);
  };
  const sample = (name: string, table: Table, most: number): Table => table.take(chosen(name, table, most));
  const syntheticRows = chosen("synthetic", synthetic, queryRows);
  const equalRows = Math.min(referenceRows, training.rowCount, holdout?.rowCount ?? Infinity);
  return {
    training: sample("training", training, equalRows),
    holdout: holdout === undefined ? undefined : sample("holdout", holdout, equalRows),
    synthetic: synthetic.take(syntheticRows),
    syntheticRows,
    notes,
  };
}

function requireRows({ training, synthetic }: { training: Table; synthetic: Table }, width: number): void {
  if (training.rowCount === 0) throw new RangeError("Cannot compute distances: the training table has no rows");
  if (synthetic.rowCount === 0) throw new RangeError("Cannot compute distances: the synthetic table has no rows");
  if (width === 0) throw new RangeError("Cannot compute distances: the tables have no column in common that distances can use");
}

function passOptions({ threads, signal, onProgress }: DistanceOptions, pass: number, passes: number): NeighbourOptions {
  return { threads, signal, onProgress: onProgress === undefined ? undefined : (done) => onProgress((pass + done) / passes) };
}

function summary(
  from: DistanceComparison["from"],
  to: DistanceComparison["to"],
  { first, second }: Neighbours,
  identical: number | undefined,
): DistanceComparison {
  const ascending = first.slice().sort();
  const ratios = first.map((distance, i) => (Number.isFinite(second[i]) ? (distance + EPSILON) / (second[i] + EPSILON) : 1)).sort();
  const same = first.reduce((sum, distance) => sum + Number(distance <= COMPAT_IDENTICAL), 0);
  return {
    from,
    to,
    identicalMatches: identical ?? same / first.length,
    dcr: first.reduce((sum, distance) => sum + distance, 0) / first.length,
    nndr: ratios.length < NNDR_RANK ? undefined : ratios[NNDR_RANK - 1],
    quantiles: Array.from({ length: 101 }, (_, k) => ascending[Math.round((k / 100) * (ascending.length - 1))]),
  };
}
