/** What the counting threads of an assessment work on: plain data, its large arrays in memory that threads share. */

import { Table } from "../../table/table";
import type { Column } from "../../table/column";
import type { AccuracyPlan } from "../accuracy";
import type { BinCodes } from "../bins";
import type { ShownColumn } from "../distributions";
import type { SequenceRows } from "../sequences/sequence-rows";

/** A table without its methods, as it goes to another thread. */
export interface TableData {
  readonly columns: readonly Column[];
  readonly rowCount: number;
}

/** Sequences on their way to another thread. */
export interface SequenceData {
  readonly table: TableData;
  readonly starts: Int32Array;
  readonly firstRows: Int32Array;
}

export interface AssessData {
  readonly seed: number | string;
  readonly plan: AccuracyPlan | undefined;
  readonly shown: readonly ShownColumn[];
  readonly tables: { readonly training: TableData; readonly holdout: TableData | undefined; readonly synthetic: TableData };
  readonly sequences:
    | {
        readonly real: SequenceData;
        readonly synthetic: SequenceData;
        readonly next: { readonly real: TableData; readonly synthetic: TableData };
      }
    | undefined;
  readonly compat: boolean;
  readonly dependenceRows: number;
  readonly jointRows: number;
  readonly utilityRows: number;
}

/** The table again. */
export function tableOf({ columns, rowCount }: TableData): Table {
  return new Table(columns, rowCount);
}

/** The sequences again. */
export function sequencesOf({ table, starts, firstRows }: SequenceData): SequenceRows {
  return { table: tableOf(table), starts, firstRows };
}

/** The same data with its large arrays in shared memory, so that threads need no copies. */
export function shareData(data: AssessData): AssessData {
  const { tables, plan, shown, sequences } = data;
  const known = new Map<BinCodes, BinCodes>();
  const codes = (given: BinCodes): BinCodes => {
    const found = known.get(given) ?? sharedCodes(given);
    known.set(given, found);
    return found;
  };
  const coded = <Coded extends { readonly real: BinCodes; readonly synthetic: BinCodes }>(column: Coded): Coded => ({
    ...column,
    real: codes(column.real),
    synthetic: codes(column.synthetic),
  });
  return {
    ...data,
    plan: plan && { ...plan, columns: plan.columns.map(coded), fewer: plan.fewer.map(coded) },
    shown: shown.map((column) => ({
      ...column,
      training: codes(column.training),
      holdout: column.holdout && codes(column.holdout),
      synthetic: codes(column.synthetic),
    })),
    tables: {
      training: sharedTable(tables.training),
      holdout: tables.holdout && sharedTable(tables.holdout),
      synthetic: sharedTable(tables.synthetic),
    },
    sequences: sequences && {
      ...sequences,
      real: { ...sequences.real, table: sharedTable(sequences.real.table) },
      synthetic: { ...sequences.synthetic, table: sharedTable(sequences.synthetic.table) },
    },
  };
}

function sharedTable({ columns, rowCount }: TableData): TableData {
  return { columns: columns.map(sharedColumn), rowCount };
}

function sharedColumn(column: Column): Column {
  if (column.type === "boolean") return column;
  if (column.type === "string") {
    const codes = new Int32Array(new SharedArrayBuffer(4 * column.length));
    codes.set(column.codes);
    return { ...column, codes };
  }
  const values = new Float64Array(new SharedArrayBuffer(8 * column.length));
  values.set(column.values);
  return { ...column, values };
}

function sharedCodes(codes: BinCodes): BinCodes {
  const buffer = new SharedArrayBuffer(codes.byteLength);
  const copy = codes instanceof Uint8Array ? new Uint8Array(buffer) : new Uint16Array(buffer);
  copy.set(codes);
  return copy;
}
