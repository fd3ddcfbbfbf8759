/** A trio of tables, every column binned. */

import { breather } from "../base/abort";
import type { Rng } from "../base/random";
import type { AlignedTrio } from "../privacy/align-trio";
import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { type BinCodes, codesOf, fitBins } from "./bins";
import type { CodedColumn } from "./cell-counts";
import { kindOf, oneWordEach } from "./column-kind";
import { type ShownColumn, shownColumn } from "./distributions";

export interface BinnedTrio {
  /** Columns as the accuracies need them: training and holdout together are "real". */
  readonly coded: readonly CodedColumn[];
  /** Columns as the report shows them. */
  readonly shown: readonly ShownColumn[];
}

/** What binning is told. */
export interface BinOptions {
  /** Bins per column, about. */
  readonly bins: number;
  readonly rng: Rng;
  /** Rows of each table, at most; larger ones are sampled, which a note tells. */
  readonly mostRows: number;
  readonly notes: string[];
  /** Whether values beyond all real ones have a bin of their own. */
  readonly outside?: boolean;
}

/** Bins all columns; the bins come from the real rows. */
export function binTrio(trio: AlignedTrio, options: BinOptions): BinnedTrio {
  return binned([...binnedColumns(trio, options)]);
}

/** The same, with a turn for the event loop between columns. */
export async function binTrioInTurns(trio: AlignedTrio, options: BinOptions): Promise<BinnedTrio> {
  const breathe = breather();
  const shown: ShownColumn[] = [];
  for (const column of binnedColumns(trio, options)) {
    shown.push(column);
    await breathe();
  }
  return binned(shown);
}

function binned(shown: readonly ShownColumn[]): BinnedTrio {
  return { coded: shown.map(codedColumn), shown };
}

function* binnedColumns(trio: AlignedTrio, { bins, rng, mostRows, notes, outside = false }: BinOptions): Iterable<ShownColumn> {
  const sampled = (name: string, table: Table): Table => {
    if (table.rowCount <= mostRows) return table;
    notes.push(`Accuracies look at ${mostRows.toLocaleString("en-GB")} of ${table.rowCount.toLocaleString("en-GB")} ${name} rows`);
    return table.take(rng.fork(name).permutation(table.rowCount).subarray(0, mostRows));
  };
  const training = sampled("training", trio.training);
  const holdout = trio.holdout === undefined ? undefined : sampled("holdout", trio.holdout);
  const synthetic = sampled("synthetic", trio.synthetic);
  for (let j = 0; j < training.columns.length; j++) {
    const column = training.columns[j];
    yield binColumn([column, holdout?.columns[j], synthetic.columns[j]], bins, rng.fork(column.name), notes, outside);
  }
}

function binColumn(
  [training, holdout, synthetic]: readonly [Column, Column | undefined, Column],
  most: number,
  rng: Rng,
  notes: string[],
  outside: boolean,
): ShownColumn {
  const real = holdout === undefined ? [training] : [training, holdout];
  const kind = kindOf(real);
  if (kind === "text") notes.push(`Judged column "${training.name}" by one word of each cell: most of its texts occur once`);
  const read = (name: string, column: Column): Column =>
    kind === "text" && column.type === "string" ? oneWordEach(column, rng.fork(name)) : column;
  const readTraining = read("training", training);
  const readHoldout = holdout === undefined ? undefined : read("holdout", holdout);
  const fitted = fitBins(readHoldout === undefined ? [readTraining] : [readTraining, readHoldout], kind, most, { outside });
  return shownColumn(
    fitted,
    codesOf(fitted, readTraining),
    readHoldout === undefined ? undefined : codesOf(fitted, readHoldout),
    codesOf(fitted, read("synthetic", synthetic)),
  );
}

function codedColumn({ bins, training, holdout, synthetic }: ShownColumn): CodedColumn {
  return { name: bins.column, bins: bins.count, real: holdout === undefined ? training : joined(training, holdout), synthetic };
}

function joined(first: BinCodes, second: BinCodes): BinCodes {
  const all = first instanceof Uint8Array ? new Uint8Array(first.length + second.length) : new Uint16Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
