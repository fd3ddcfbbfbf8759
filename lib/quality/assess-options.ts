/** What `assess` can be told, and the defaults. */

import { checkInteger, checkOptions } from "../base/check";
import type { SamplingCaps } from "./scores";

/** The parts of an assessment, in the order in which they are computed. */
export type AssessPart = "accuracy" | "distances" | "discriminator";

export interface AssessProgress {
  readonly part: AssessPart;
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
  /** Bins per column, about (10). */
  readonly bins?: number;
  /** Rows of each table that the accuracies look at, at most (1,000,000). */
  readonly accuracyRows?: number;
  /** Triples of columns, at most (2,000; compat 10,000). */
  readonly triples?: number;
  /** Rows that triples look at, at most (20,000; compat as accuracyRows). */
  readonly tripleRows?: number;
  /** Synthetic rows whose nearest neighbours are searched, at most (10,000). */
  readonly distanceRows?: number;
  /** Rows of each table that the discriminator looks at, at most (10,000). */
  readonly discriminatorRows?: number;
  /** Pair tables kept for the report, the least accurate first (300). */
  readonly pairTables?: number;
  /** Threads for neighbours and discriminator; the scores do not depend on it. */
  readonly threads?: number;
  /** Stops the work; the promise then rejects with an AbortError. */
  readonly signal?: AbortSignal;
  /** Hears at most ten reports a second. */
  readonly onProgress?: (progress: AssessProgress) => void;
}

export const ALL_PARTS: readonly AssessPart[] = ["accuracy", "distances", "discriminator"];
const ACTION = "Cannot assess";
const COUNTS = ["accuracyRows", "triples", "tripleRows", "distanceRows", "discriminatorRows", "pairTables"] as const;
const OPTIONS = ["seed", "compat", "parts", "bins", ...COUNTS, "threads", "signal", "onProgress"];

/** The options with their defaults; throws one clear error when one is wrong. */
export function checkedOptions(options: AssessOptions) {
  checkOptions(ACTION, options, OPTIONS);
  const { seed = 1, compat = false, parts = ALL_PARTS, bins = 10 } = options;
  checkInteger(ACTION, "bins", bins, 2, 1000);
  if (options.threads !== undefined) checkInteger(ACTION, "threads", options.threads, 1, 256);
  for (const part of parts) {
    if (!ALL_PARTS.includes(part)) throw new RangeError(`${ACTION}: parts holds "${part}", it may hold "${ALL_PARTS.join('", "')}"`);
  }
  const accuracyRows = options.accuracyRows ?? 1_000_000;
  const caps: SamplingCaps = {
    accuracyRows,
    triples: options.triples ?? (compat ? 10_000 : 2_000),
    tripleRows: options.tripleRows ?? (compat ? accuracyRows : 20_000),
    distanceRows: options.distanceRows ?? 10_000,
    discriminatorRows: options.discriminatorRows ?? 10_000,
    pairTables: options.pairTables ?? 300,
  };
  for (const name of COUNTS) checkInteger(ACTION, name, caps[name], name === "pairTables" || name === "triples" ? 0 : 1);
  return { seed, compat, parts, bins, caps, threads: options.threads, signal: options.signal, onProgress: options.onProgress };
}
