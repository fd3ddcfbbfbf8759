/** Coherence: do the records of a sequence belong together as in the real sequences? */

import type { Rng } from "../../base/random";
import { numberColumn, type Column } from "../../table/column";
import { codesOf, fitBins, type Bins } from "../bins";
import { kindOf, oneWordEach } from "../column-kind";
import { type ComputedMeasure, type Measure, type MissingMeasure, notComputed } from "../scores";
import { type Deals, dealSequences, sequenceAccuracy, type SequenceMeasure, transitionVariation, withBand } from "./sequence-accuracy";
import { nextRecord, type RecordsAndNext } from "./next-record";
import type { SequenceRows } from "./sequence-rows";
import { sequenceCount } from "./sequence-rows";
import { binsPerSequence, type CodedSequences, differentBins, lagPairs, records, sequencesPerBin } from "./sequence-statistics";

/** The coherence of one column; every measure is an accuracy, 1 is best. */
export interface ColumnCoherence {
  readonly column: string;
  /** Joint shares of a value and the next one. */
  readonly autocorrelation: Measure;
  /** The same with the value two, and five, records later. */
  readonly lag2: Measure;
  readonly lag5: Measure;
  /** What comes next, given where one is: the rows of the transition matrices. */
  readonly transitions: Measure;
  /** How many different values a sequence has. */
  readonly valuesPerSequence: Measure;
  /** How many sequences have each of the most frequent values. */
  readonly sequencesPerValue: Measure;
  /** The steps between neighbouring records; numbers and datetimes only. For times it is how long one waits for the next. */
  readonly steps: Measure;
}

/** The coherence part of the scores. */
export type Coherence = Measure & {
  /** How many sequences there are in each table; holdout is 0 when there is none. */
  readonly sequences?: { readonly training: number; readonly holdout: number; readonly synthetic: number };
  readonly lengths: Measure;
  readonly byColumn: readonly ColumnCoherence[];
};

/** Sequences of training and holdout together, and the synthetic ones. */
export interface SequencePair {
  readonly real: SequenceRows;
  readonly synthetic: SequenceRows;
  /** As the reference package has it: autocorrelations from one record of each sequence and the next. */
  readonly compat?: RecordsAndNext;
}

const BINS = 30;
const COARSE_BINS = 10;
const LONGEST = 100;
const NAMED_VALUES = 9;

/** No coherence, and why. */
export function withoutCoherence(reason: string): Coherence {
  const none: MissingMeasure = notComputed(reason);
  return { ...none, lengths: none, byColumn: [] };
}

/**
 * The coherence of all columns. The value is the mean of three means over columns: `autocorrelation`, `valuesPerSequence` and
 * `sequencesPerValue` (mostlyai-qa 1.10.7, coherence); the other measures stand beside it. Sequences of more than 100 records
 * are cut to 100 that follow one another, from a random start. Values are cut into 30 bins (pairs: 10), fitted on the real rows.
 */
export function coherenceOf({ real, synthetic, compat }: SequencePair, rng: Rng): Coherence {
  const [realRows, syntheticRows] = [cutLong(real, rng.fork("real")), cutLong(synthetic, rng.fork("synthetic"))];
  const [realCount, syntheticCount] = [sequenceCount(real), sequenceCount(synthetic)];
  if (realCount < 2 || syntheticCount < 1) return withoutCoherence("it needs two real sequences and a synthetic one");
  const deals = dealSequences(realCount, syntheticCount, rng.fork("deals"));
  const columns = realRows.table.columns.map((column, j) =>
    ofColumn(column, syntheticRows.table.columns[j], realRows.starts, syntheticRows.starts, deals, rng.fork(column.name), compat),
  );
  return {
    ...meanCoherence(columns.map(({ headline }) => headline)),
    lengths: lengthMeasure(real, synthetic, deals),
    byColumn: columns.map(({ coherence }) => coherence),
  };
}

/** At most 100 records of a sequence: neighbours, so that what follows what stays true. */
function cutLong({ table, starts }: SequenceRows, rng: Rng): Pick<SequenceRows, "table" | "starts"> {
  const total = starts.length - 1;
  const kept = new Int32Array(total + 1);
  const rows: number[] = [];
  for (let s = 0; s < total; s++) {
    const length = starts[s + 1] - starts[s];
    const from = starts[s] + (length > LONGEST ? rng.integer(length - LONGEST + 1) : 0);
    for (let i = 0; i < Math.min(length, LONGEST); i++) rows.push(from + i);
    kept[s + 1] = rows.length;
  }
  return rows.length === table.rowCount ? { table, starts } : { table: table.take(rows), starts: kept };
}

interface OfColumn {
  readonly coherence: ColumnCoherence;
  readonly headline: readonly [SequenceMeasure, SequenceMeasure, SequenceMeasure];
}

function ofColumn(
  real: Column,
  synthetic: Column,
  starts: Int32Array,
  syntheticStarts: Int32Array,
  deals: Deals,
  rng: Rng,
  compat: SequencePair["compat"],
): OfColumn {
  const kind = kindOf([real]);
  const read = (name: string, column: Column): Column =>
    kind === "text" && column.type === "string" ? oneWordEach(column, rng.fork(name)) : column;
  const [readReal, readSynthetic] = [read("real", real), read("synthetic", synthetic)];
  const coded = (bins: Bins): [CodedSequences, CodedSequences] => [
    { codes: codesOf(bins, readReal), starts },
    { codes: codesOf(bins, readSynthetic), starts: syntheticStarts },
  ];
  const open = { outside: compat === undefined };
  const [fine, coarse] = [fitBins([readReal], kind, BINS, open), fitBins([readReal], kind, COARSE_BINS, open)];
  const [fineSides, coarseSides] = [coded(fine), coded(coarse)];
  const lag = (records: number): SequenceMeasure => sequenceAccuracy(lagPairs(coarse.count, records), ...coarseSides, deals);
  const transitions = sequenceAccuracy(lagPairs(coarse.count, 1), ...coarseSides, deals, transitionVariation(coarse.count));
  const next = compat === undefined ? lag(1) : nextRecord(compat, real.name, kind, COARSE_BINS);
  const headline = [next, valuesPerSequence(fine.count, fineSides, deals), sequencesPerValue(fine.count, fineSides, deals)] as const;
  return {
    headline,
    coherence: {
      column: real.name,
      autocorrelation: headline[0].measure,
      lag2: lag(2).measure,
      lag5: lag(5).measure,
      transitions: transitions.measure,
      valuesPerSequence: headline[1].measure,
      sequencesPerValue: headline[2].measure,
      steps: stepMeasure(real, synthetic, starts, syntheticStarts, deals),
    },
  };
}

type Sides = readonly [CodedSequences, CodedSequences];

/** The numbers of different values, cut into about ten bins fitted on the real sequences. */
function valuesPerSequence(bins: number, [real, synthetic]: Sides, deals: Deals): SequenceMeasure {
  const seenBy = new Int32Array(bins).fill(-1);
  const different = Float64Array.from({ length: real.starts.length - 1 }, (_, s) => differentBins(real, s, seenBy));
  const fitted = fitBins([numberColumn("", different)], "number", COARSE_BINS, { outside: true });
  const codeOf = codesOf(
    fitted,
    numberColumn(
      "",
      Float64Array.from({ length: bins + 1 }, (_, n) => n),
    ),
  );
  return sequenceAccuracy(
    binsPerSequence(bins, fitted.count, (n) => codeOf[n]),
    real,
    synthetic,
    deals,
  );
}

/** The nine values that most real sequences have, and all others together. */
function sequencesPerValue(bins: number, [real, synthetic]: Sides, deals: Deals): SequenceMeasure {
  const counts = new Float64Array(bins);
  const each = sequencesPerBin(
    Int32Array.from({ length: bins }, (_, bin) => bin),
    bins,
  );
  each.count(
    real,
    Int32Array.from({ length: real.starts.length - 1 }, (_, s) => s),
    counts,
  );
  const named = Array.from(counts.keys())
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, NAMED_VALUES);
  const cellOf = new Int32Array(bins).fill(named.length);
  named.forEach((bin, cell) => (cellOf[bin] = cell));
  return sequenceAccuracy(sequencesPerBin(cellOf, named.length + 1), real, synthetic, deals);
}

function stepMeasure(real: Column, synthetic: Column, starts: Int32Array, syntheticStarts: Int32Array, deals: Deals): Measure {
  const [steps, syntheticSteps] = [stepsOf(real, starts), stepsOf(synthetic, syntheticStarts)];
  if (steps === undefined || syntheticSteps === undefined) return notComputed("steps need numbers or datetimes");
  const fitted = fitBins([steps.column], "number", COARSE_BINS, { outside: true });
  const side = ({ column, starts: of }: Steps): CodedSequences => ({ codes: codesOf(fitted, column), starts: of });
  return sequenceAccuracy(records(fitted.count), side(steps), side(syntheticSteps), deals).measure;
}

interface Steps {
  readonly column: Column;
  readonly starts: Int32Array;
}

/** The difference of each record to the one before it in its sequence; missing when either is. */
function stepsOf(column: Column, starts: Int32Array): Steps | undefined {
  if (column.type !== "number" && column.type !== "datetime") return undefined;
  const { values } = column;
  const steps: number[] = [];
  const stepStarts = new Int32Array(starts.length);
  for (let s = 0; s + 1 < starts.length; s++) {
    for (let i = starts[s] + 1; i < starts[s + 1]; i++) steps.push(values[i] - values[i - 1]);
    stepStarts[s + 1] = steps.length;
  }
  return { column: numberColumn("", Float64Array.from(steps)), starts: stepStarts };
}

function lengthMeasure(real: SequenceRows, synthetic: SequenceRows, deals: Deals): Measure {
  const lengths = ({ starts }: SequenceRows): Column =>
    numberColumn(
      "",
      Float64Array.from({ length: starts.length - 1 }, (_, s) => starts[s + 1] - starts[s]),
    );
  const fitted = fitBins([lengths(real)], "number", COARSE_BINS, { outside: true });
  const side = (rows: SequenceRows): CodedSequences => ({
    codes: codesOf(fitted, lengths(rows)),
    starts: Int32Array.from(rows.starts.keys()),
  });
  return sequenceAccuracy(records(fitted.count), side(real), side(synthetic), deals).measure;
}

/** The mean of three means over columns, and of the deals likewise. */
function meanCoherence(columns: readonly OfColumn["headline"][]): Measure {
  const parts = [0, 1, 2].flatMap((part) => {
    const computed = columns.flatMap((column) => (column[part].measure.notComputed === undefined ? [column[part]] : []));
    return computed.length === 0 ? [] : [meanOfMeasures(computed)];
  });
  if (parts.length === 0) return notComputed("no column could be judged");
  const { value, deals } = meanOfMeasures(parts.map((part) => ({ measure: { value: part.value }, deals: part.deals })));
  return withBand(value, deals);
}

function meanOfMeasures(measures: readonly SequenceMeasure[]): { value: number; deals: Float64Array } {
  const value = measures.reduce((sum, { measure }) => sum + valueOf(measure) / measures.length, 0);
  const count = Math.min(...measures.map(({ deals }) => deals.length));
  const deals = Float64Array.from({ length: count }, (_, k) => measures.reduce((sum, each) => sum + each.deals[k] / measures.length, 0));
  return { value, deals };
}

function valueOf(measure: Measure): ComputedMeasure["value"] {
  return measure.value ?? 0;
}
