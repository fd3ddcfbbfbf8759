/** One record of each sequence: a flat table whose rows are independent, which the measures of flat tables can judge. */

import type { Rng } from "../../base/random";
import { type Column, numberColumn, renamed, takeCells } from "../../table/column";
import { distinctCodes } from "../../table/distinct-codes";
import { Table } from "../../table/table";
import { type SequenceRows, sequenceCount } from "./sequence-rows";

/** One record a sequence, the record after it, and the context of each. */
export interface OneRecordEach {
  /** The columns of the record, and the length of its sequence. */
  readonly table: Table;
  /** The same columns one record later, all missing after the last. */
  readonly next: Table;
}

const LENGTH = "sequence length";

/** Draws a record of each sequence: place floor((length - 1) * u), as mostlyai-qa 1.10.7 does, so that most have a successor. */
export function oneRecordEach(sequences: SequenceRows, rng: Rng): OneRecordEach {
  const { table, starts } = sequences;
  const total = sequenceCount(sequences);
  const [rows, nextRows, lengths] = [new Int32Array(total), new Int32Array(total), new Float64Array(total)];
  for (let s = 0; s < total; s++) {
    lengths[s] = starts[s + 1] - starts[s];
    rows[s] = starts[s] + Math.floor((lengths[s] - 1) * rng.uniform());
    nextRows[s] = lengths[s] > 1 ? rows[s] + 1 : -1;
  }
  const columns = [numberColumn(lengthName(table), lengths), ...table.columns.map((column) => takeCells(column, rows))];
  return {
    table: new Table(columns, total),
    next: new Table(
      table.columns.map((column) => takeCells(column, nextRows)),
      total,
    ),
  };
}

/** A name for the lengths that no column has. */
export function lengthName(table: Table): string {
  let name = LENGTH;
  while (table.has(name)) name += " ";
  return name;
}

/** The columns of the context, in the order of the sequences; keys that the context lacks have missing cells. */
export function contextOf(keys: Column, sequences: SequenceRows, context: Table, key: string): Column[] {
  const rowOf = new Map<string, number>();
  const contextKeys = context.column(key);
  distinctCodes(contextKeys).firstRows.forEach((row) => rowOf.set(keyText(contextKeys, row), row));
  const rows = sequences.firstRows.map((row) => rowOf.get(keyText(keys, row)) ?? -1);
  return context.columns.filter(({ name }) => name !== key).map((column) => renamed(takeCells(column, rows), `context: ${column.name}`));
}

function keyText(column: Column, row: number): string {
  return column.type === "string" ? column.dictionary[column.codes[row]] : String(column.values[row]);
}
