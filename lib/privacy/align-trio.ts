/** Three tables made comparable: the same columns, in the same order, of the same types. */

import { count, quoteList } from "../base/errors";
import { type Column, missingCount } from "../table/column";
import { Table } from "../table/table";
import { coerceColumn } from "./coerce-column";

/** Real rows that were used, real rows that were never seen, and the rows that were made. */
export interface Trio {
  readonly training: Table;
  readonly holdout?: Table;
  readonly synthetic: Table;
}

/** A trio whose tables have the same columns of the same types. */
export interface AlignedTrio {
  readonly training: Table;
  readonly holdout: Table | undefined;
  readonly synthetic: Table;
  /** Columns of the training table that another table lacks, and which one: they are in none of the three. */
  readonly absent: readonly { readonly column: string; readonly reason: string }[];
  /** What was done: columns left out, cells read as another type. */
  readonly notes: readonly string[];
}

/**
 * Lays the holdout and the synthetic table over the training table: common columns only, in its order and of its types.
 * Cells that cannot be read as that type become missing; the notes tell how many. An empty holdout counts as none.
 *
 * @example
 * const training = Table.of({ age: [31, 54], job: ["cook", "nurse"] });
 * const synthetic = Table.of({ job: ["cook"], age: ["31"] });
 * const aligned = alignTrio({ training, synthetic });
 * assert.equal(aligned.synthetic.cell(0, "age"), 31);
 * assert.equal(aligned.notes.length, 1);
 */
export function alignTrio(trio: Trio): AlignedTrio {
  requireTable("training", trio.training);
  requireTable("synthetic", trio.synthetic);
  if (trio.holdout !== undefined) requireTable("holdout", trio.holdout);
  const holdout = trio.holdout !== undefined && trio.holdout.rowCount > 0 ? trio.holdout : undefined;
  const notes: string[] = [];
  const absent = trio.training.columnNames
    .filter((name) => !trio.synthetic.has(name) || holdout?.has(name) === false)
    .map((name) => ({ column: name, reason: `the ${trio.synthetic.has(name) ? "holdout" : "synthetic"} table has no column "${name}"` }));
  for (const { reason } of absent) notes.push(`Left out of all scores: ${reason}`);
  noteExtraColumns("synthetic", trio.synthetic, trio.training, notes);
  if (holdout !== undefined) noteExtraColumns("holdout", holdout, trio.training, notes);
  const names = trio.training.columnNames.filter((name) => !absent.some(({ column }) => column === name));
  const models = names.map((name) => modelOf(trio.training.column(name), holdout?.column(name)));
  const laid = (label: string, table: Table): Table =>
    new Table(
      names.map((name, j) => coerceNoted(label, table.column(name), models[j], notes)),
      table.rowCount,
    );
  return {
    training: laid("training", trio.training),
    holdout: holdout === undefined ? undefined : laid("holdout", holdout),
    synthetic: laid("synthetic", trio.synthetic),
    absent,
    notes,
  };
}

function requireTable(name: string, table: unknown): void {
  if (table instanceof Table) return;
  throw new TypeError(
    `Cannot compare tables: ${name} is ${table === undefined ? "not given" : "not a Table"}. Pass { training, holdout, synthetic }, each a Table`,
  );
}

function noteExtraColumns(label: string, table: Table, training: Table, notes: string[]): void {
  const extra = table.columnNames.filter((name) => !training.has(name));
  if (extra.length > 0)
    notes.push(`Ignored ${count(extra.length, "column")} of the ${label} table that training does not have: ${quoteList(extra)}`);
}

/** The column whose type rules: that of training, unless it has no value at all and the holdout has. */
function modelOf(training: Column, holdout: Column | undefined): Column {
  const empty = (column: Column): boolean => missingCount(column) === column.length;
  return holdout !== undefined && holdout.type !== training.type && empty(training) && !empty(holdout) ? holdout : training;
}

function coerceNoted(label: string, column: Column, model: Column, notes: string[]): Column {
  if (column.type === model.type) return column;
  const coerced = coerceColumn(column, model);
  const before = missingCount(column);
  if (before === column.length) return coerced;
  const lost = missingCount(coerced) - before;
  const loss = lost > 0 ? `; ${count(lost, "cell")} could not be read and became missing` : "";
  notes.push(`Read column "${column.name}" of the ${label} table as ${model.type} in place of ${column.type}${loss}`);
  return coerced;
}
