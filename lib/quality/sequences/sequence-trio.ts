/** Three tables of sequences made comparable: one record each for the flat measures, all records for the coherence. */

import type { Rng } from "../../base/random";
import { type AlignedTrio, alignTrio, type Trio } from "../../privacy/align-trio";
import type { Column } from "../../table/column";
import { concat } from "../../table/concat";
import { Table } from "../../table/table";
import { contextOf, oneRecordEach, type OneRecordEach } from "./one-record-each";
import { requireColumn, type SequenceOptions, type SequenceRows, sequenceCount, sequenceRows } from "./sequence-rows";

export interface SequenceTrio {
  /** One record of each sequence and its length, for the measures of flat tables. */
  readonly flat: AlignedTrio;
  /** The context of each of these records, column by column; undefined without a context. */
  readonly context: AlignedTrio | undefined;
  readonly real: SequenceRows;
  readonly synthetic: SequenceRows;
  /** The record that follows each of the flat ones, real (training, then holdout) and synthetic. */
  readonly next: { readonly real: Table; readonly synthetic: Table };
  readonly sequences: { readonly training: number; readonly holdout: number; readonly synthetic: number };
}

/** Aligns the tables, sorts them into sequences, and draws one record of each. */
export function sequenceTrio(trio: Trio, options: SequenceOptions, rng: Rng): SequenceTrio {
  requireColumns(trio, options);
  const aligned = alignTrio(trio);
  const notes = [...aligned.notes];
  const rowsOf = (label: string, table: Table): SequenceRows => sequenceRows(label, table, options, notes);
  const training = rowsOf("training", aligned.training);
  const holdout = aligned.holdout === undefined ? undefined : rowsOf("holdout", aligned.holdout);
  const synthetic = rowsOf("synthetic", aligned.synthetic);
  const drawn = (label: string, rows: SequenceRows): OneRecordEach => oneRecordEach(rows, rng.fork(label));
  const [one, two, three] = [drawn("training", training), holdout && drawn("holdout", holdout), drawn("synthetic", synthetic)];
  notes.push("Flat measures look at one record of each sequence, drawn at random, and at the length of the sequence");
  const join = (name: string, rows: SequenceRows, of: Table | undefined): Table | undefined =>
    of === undefined ? undefined : new Table(contextOf(keyOf(name, aligned, options.key), rows, of, options.key), sequenceCount(rows));
  const { context } = options;
  const contexts = {
    training: join("training", training, context?.training),
    holdout: holdout === undefined ? undefined : join("holdout", holdout, context?.holdout),
    synthetic: join("synthetic", synthetic, context?.synthetic),
  };
  return {
    flat: { training: one.table, holdout: two?.table, synthetic: three.table, absent: aligned.absent, notes },
    context: alignContext(contexts, holdout !== undefined),
    real: holdout === undefined ? training : joined(training, holdout),
    synthetic,
    next: { real: two === undefined ? one.next : concat([one.next, two.next]), synthetic: three.next },
    sequences: {
      training: sequenceCount(training),
      holdout: holdout === undefined ? 0 : sequenceCount(holdout),
      synthetic: sequenceCount(synthetic),
    },
  };
}

function requireColumns({ training, holdout, synthetic }: Trio, { key, orderBy, context }: SequenceOptions): void {
  const names = orderBy === undefined ? [key] : [key, orderBy];
  const tables = { training, holdout, synthetic };
  for (const [label, table] of Object.entries(tables)) if (table !== undefined) for (const name of names) requireColumn(label, table, name);
  for (const [label, table] of Object.entries(context ?? {})) requireColumn(`${label} context`, table, key);
}

function keyOf(name: string, { training, holdout, synthetic }: AlignedTrio, key: string): Column {
  return (name === "training" ? training : name === "holdout" ? (holdout ?? training) : synthetic).column(key);
}

function alignContext(
  { training, holdout, synthetic }: { training: Table | undefined; holdout: Table | undefined; synthetic: Table | undefined },
  needsHoldout: boolean,
): AlignedTrio | undefined {
  if (training === undefined || synthetic === undefined || (needsHoldout && holdout === undefined)) return undefined;
  return alignTrio(holdout === undefined ? { training, synthetic } : { training, holdout, synthetic });
}

function joined(first: SequenceRows, second: SequenceRows): SequenceRows {
  const starts = new Int32Array(first.starts.length + second.starts.length - 1);
  starts.set(first.starts);
  second.starts.forEach((start, s) => (starts[first.starts.length - 1 + s] = first.table.rowCount + start));
  const firstRows = Int32Array.from([...first.firstRows, ...second.firstRows]);
  return { table: concat([first.table, second.table]), starts, firstRows };
}
