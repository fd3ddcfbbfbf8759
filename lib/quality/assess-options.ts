/** What `assess` can be told, and the defaults. */

import { checkInteger, checkOptions } from "../base/check";
import type { SamplingCaps } from "./scores";
import type { SequenceOptions } from "./sequences/sequence-rows";

/** The parts of an assessment, in the order in which they are computed; "accuracy" includes the coherence of sequences. */
export type AssessPart = "accuracy" | "dependence" | "joint" | "groups" | "distances" | "discriminator" | "utility";

export interface AssessProgress {
  /** What is being worked on: accuracy, dependence, joint fidelity and groups are counted together, as "counts". */
  readonly part: "counts" | "distances" | "discriminator" | "utility";
  /** Share of the part that is done, 0 to 1. */
  readonly share: number;
}

export interface AssessOptions {
  /** Fixes every random choice; same seed, same scores (1). */
  readonly seed?: number | string;
  /** Define accuracies, references and distances as mostlyai-qa 1.10.7 does, to compare with published numbers (false). */
  readonly compat?: boolean;
  /** The parts to compute; the others are `notComputed` (all). */
  readonly parts?: readonly AssessPart[];
  /** The rows are records of sequences: which column is the key, which one orders them, and the table they belong to. */
  readonly sequences?: SequenceOptions;
  /** Columns whose groups are looked at one by one; by default categories with few values, at most 8 columns. */
  readonly groups?: readonly string[];
  /** Columns that models predict; by default each in turn. */
  readonly utilityTargets?: readonly string[];
  /** Bins per column, about (10). */
  readonly bins?: number;
  /** Rows of each table that the accuracies look at, at most (1,000,000). */
  readonly accuracyRows?: number;
  /** Triples of columns, at most (2,000; compat 10,000). */
  readonly triples?: number;
  /** Rows that triples look at, at most (20,000; compat as accuracyRows). */
  readonly tripleRows?: number;
  /** Synthetic rows whose nearest neighbours are searched, at most (10,000; fewer in tables of more than 40 columns). */
  readonly distanceRows?: number;
  /** Rows of each table that the discriminator looks at, at most (10,000; fewer in tables of more than 20 columns). */
  readonly discriminatorRows?: number;
  /** Rows of each table that the dependence of pairs is measured on, at most (10,000). */
  readonly dependenceRows?: number;
  /** Rows of each table that joint fidelity looks at, at most (1,000). */
  readonly jointRows?: number;
  /** Rows that each predicting model learns from, at most (2,000). */
  readonly utilityRows?: number;
  /** Pair tables kept for the report, the least accurate first (300). */
  readonly pairTables?: number;
  /** Threads; the scores do not depend on it. */
  readonly threads?: number;
  /** Stops the work; the promise then rejects with an AbortError. */
  readonly signal?: AbortSignal;
  /** Hears at most ten reports a second. */
  readonly onProgress?: (progress: AssessProgress) => void;
}

export const ALL_PARTS: readonly AssessPart[] = ["accuracy", "dependence", "joint", "groups", "distances", "discriminator", "utility"];
const ACTION = "Cannot assess";
const COUNTS = [
  "accuracyRows",
  "triples",
  "tripleRows",
  "distanceRows",
  "discriminatorRows",
  "dependenceRows",
  "jointRows",
  "utilityRows",
  "pairTables",
] as const;
const OPTIONS = ["seed", "compat", "parts", "sequences", "groups", "utilityTargets", "bins", ...COUNTS, "threads", "signal", "onProgress"];
/** The work of neighbours and discriminator grows with the cells: wide tables are judged by fewer rows. */
const [DISTANCE_CELLS, DISCRIMINATOR_CELLS, MOST_ROWS, LEAST_ROWS] = [400_000, 200_000, 10_000, 2000];

/** The options with their defaults; throws one clear error when one is wrong. */
export function checkedOptions(options: AssessOptions, columns: number) {
  checkOptions(ACTION, options, OPTIONS);
  const {
    seed = 1,
    compat = false,
    parts = ALL_PARTS,
    bins = 10,
    sequences,
    groups,
    utilityTargets,
    threads,
    signal,
    onProgress,
  } = options;
  checkInteger(ACTION, "bins", bins, 2, 1000);
  if (threads !== undefined) checkInteger(ACTION, "threads", threads, 1, 256);
  if (sequences !== undefined) checkOptions(`${ACTION} the sequences`, sequences, ["key", "orderBy", "context"]);
  for (const part of parts) {
    if (!ALL_PARTS.includes(part)) throw new RangeError(`${ACTION}: parts holds "${part}", it may hold "${ALL_PARTS.join('", "')}"`);
  }
  const accuracyRows = options.accuracyRows ?? 1_000_000;
  const rowsFor = (cells: number): number => Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor(cells / Math.max(1, columns))));
  const caps: SamplingCaps = {
    accuracyRows,
    triples: options.triples ?? (compat ? 10_000 : 2_000),
    tripleRows: options.tripleRows ?? (compat ? accuracyRows : 20_000),
    distanceRows: options.distanceRows ?? rowsFor(DISTANCE_CELLS),
    discriminatorRows: options.discriminatorRows ?? rowsFor(DISCRIMINATOR_CELLS),
    dependenceRows: options.dependenceRows ?? 10_000,
    jointRows: options.jointRows ?? 1000,
    utilityRows: options.utilityRows ?? 2000,
    pairTables: options.pairTables ?? 300,
  };
  for (const name of COUNTS) checkInteger(ACTION, name, caps[name], leastOf(name));
  return { seed, compat, parts, sequences, groups, utilityTargets, bins, caps, threads, signal, onProgress };
}

function leastOf(name: (typeof COUNTS)[number]): number {
  if (name === "pairTables" || name === "triples") return 0;
  return name === "dependenceRows" || name === "jointRows" || name === "utilityRows" ? 2 : 1;
}
