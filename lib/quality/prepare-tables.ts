/** Tables ready to be judged: aligned, of sequences one record each, and every column binned. */

import { Rng } from "../base/random";
import { type AlignedTrio, alignTrio, type Trio } from "../privacy/align-trio";
import type { checkedOptions } from "./assess-options";
import { type BinnedTrio, binTrioInTurns } from "./bin-trio";
import type { CodedColumn } from "./cell-counts";
import { sequenceTrio, type SequenceTrio } from "./sequences/sequence-trio";

export interface PreparedTables {
  readonly aligned: AlignedTrio;
  readonly binned: BinnedTrio;
  /** The columns of the context of sequences, which pairs look at too. */
  readonly context: readonly CodedColumn[];
  readonly sequences: SequenceTrio | undefined;
  readonly notes: readonly string[];
}

/** Aligns and bins the tables. Random choices are those of the seed. */
export async function prepareTables(
  trio: Trio,
  { seed, bins, caps, compat, sequences: options }: ReturnType<typeof checkedOptions>,
): Promise<PreparedTables> {
  const rng = new Rng(seed).fork("assess");
  const sequences = options === undefined ? undefined : sequenceTrio(trio, options, rng.fork("sequences"));
  const aligned = sequences === undefined ? alignTrio(trio) : sequences.flat;
  const notes = [...aligned.notes];
  // context and records must be sampled alike: sequences are not
  const mostRows = sequences === undefined ? caps.accuracyRows : Number.MAX_SAFE_INTEGER;
  const how = { bins, mostRows, notes, outside: !compat };
  const binned = await binTrioInTurns(aligned, { ...how, rng: rng.fork("bins") });
  const joined = sequences?.context;
  const context = joined === undefined ? [] : (await binTrioInTurns(joined, { ...how, rng: rng.fork("context") })).coded;
  return { aligned, binned, context, sequences, notes };
}
