/** By what the discriminator tells rows apart: values and rows, described by bins that at least five real rows share. */

import type { Table } from "../table/table";
import { codesOf, LEAST_ROWS_OF_A_CATEGORY } from "./bins";
import type { ScoredRows, ToldApart } from "./discriminator";
import type { ShownColumn } from "./distributions";

/** A value, or range of values, that looks real or synthetic to the discriminator. */
export interface TellingValue {
  readonly column: string;
  readonly label: string;
  /** Share of the training rows and of the synthetic rows that have it. */
  readonly training: number;
  readonly synthetic: number;
  /** Mean score of the rows that have it, half of the weight on either table: 0 looks real, 0.5 neither, 1 synthetic. */
  readonly score: number;
}

/** One of the synthetic rows that are found out most easily, by bins of the columns that give most away. */
export interface TellingRow {
  readonly score: number;
  readonly cells: readonly { readonly column: string; readonly label: string }[];
}

export interface TellingSigns {
  readonly values: readonly TellingValue[];
  readonly rows: readonly TellingRow[];
}

/** The tables that were told apart; holdout rows count as real ones too. */
interface ToldTables {
  readonly training: Table;
  readonly holdout: Table | undefined;
  readonly synthetic: Table;
}

const COLUMNS_FOR_VALUES = 8;
const COLUMNS_FOR_ROWS = 6;
const MOST_VALUES = 20;
const MOST_ROWS = 10;
const LEAST_ROWS = 20;

/** The values whose rows are scored furthest from 0.5, weighted by how many there are, and the most detectable synthetic rows. */
export function tellingSigns(tables: ToldTables, shown: readonly ShownColumn[], { base, other, importances }: ToldApart): TellingSigns {
  const telling = importances
    .filter(({ importance }) => importance > 0)
    .flatMap(({ column }) => shown.find(({ bins }) => bins.column === column && bins.kind !== "text") ?? [])
    .slice(0, COLUMNS_FOR_VALUES)
    .map((column) => groupsOf(column, tables, base, other));
  const values = telling.flatMap((column) => valuesOf(column, base, other));
  const weight = ({ training, synthetic, score }: TellingValue): number => Math.abs(score - 0.5) * Math.sqrt(training + synthetic);
  return {
    values: values.sort((a, b) => weight(b) - weight(a)).slice(0, MOST_VALUES),
    rows: rowsOf(telling.slice(0, COLUMNS_FOR_ROWS), other),
  };
}

/** A column with the shown bin of each row that was looked at; -1 where a row is in no shown bin. */
interface GroupedColumn {
  readonly name: string;
  readonly labels: readonly string[];
  readonly base: Int32Array;
  readonly other: Int32Array;
  /** The bins of all real rows. */
  readonly real: readonly Int32Array[];
}

function groupsOf(
  { bins, shown }: ShownColumn,
  { training, holdout, synthetic }: ToldTables,
  base: ScoredRows,
  other: ScoredRows,
): GroupedColumn {
  const groups = (table: Table): Int32Array => Int32Array.from(codesOf(bins, table.column(bins.column)), (code) => shown.groupOf[code]);
  const [trained, made] = [groups(training), groups(synthetic)];
  return {
    name: bins.column,
    labels: shown.labels,
    base: base.rows.map((row) => trained[row]),
    other: other.rows.map((row) => made[row]),
    real: holdout === undefined ? [trained] : [trained, groups(holdout)],
  };
}

function valuesOf(column: GroupedColumn, base: ScoredRows, other: ScoredRows): TellingValue[] {
  return column.labels.flatMap((label, group) => {
    const [real, made] = [sumOf(column.base, base.scores, group), sumOf(column.other, other.scores, group)];
    if (real.rows + made.rows < LEAST_ROWS) return [];
    const training = real.rows / base.scores.length;
    const synthetic = made.rows / other.scores.length;
    return [{ column: column.name, label, training, synthetic, score: (real.sum + made.sum) / (real.rows + made.rows) }];
  });
}

function sumOf(groups: Int32Array, scores: Float64Array, group: number): { rows: number; sum: number } {
  let [rows, sum] = [0, 0];
  for (let i = 0; i < groups.length; i++) {
    if (groups[i] !== group) continue;
    rows++;
    sum += scores[i];
  }
  return { rows, sum };
}

/**
 * The synthetic rows with the highest scores, one for each combination of bins. A combination that one to four real rows have
 * is kept back: it would tell of these people.
 */
function rowsOf(columns: readonly GroupedColumn[], { scores }: ScoredRows): TellingRow[] {
  if (columns.length === 0) return [];
  const realRows = rowsByCombination(columns);
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  const seen = new Set<string>();
  const rows: TellingRow[] = [];
  for (const row of order) {
    const groups = columns.map(({ other }) => other[row]);
    const combination = groups.join();
    const real = realRows.get(combination) ?? 0;
    if (seen.has(combination) || groups.some((group) => group < 0) || (real > 0 && real < LEAST_ROWS_OF_A_CATEGORY)) continue;
    seen.add(combination);
    rows.push({ score: scores[row], cells: columns.map(({ name, labels }, k) => ({ column: name, label: labels[groups[k]] })) });
    if (rows.length === MOST_ROWS) break;
  }
  return rows;
}

function rowsByCombination(columns: readonly GroupedColumn[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  columns[0].real.forEach((groups, table) => {
    for (let i = 0; i < groups.length; i++) {
      const combination = columns.map(({ real }) => real[table][i]).join();
      rows.set(combination, (rows.get(combination) ?? 0) + 1);
    }
  });
  return rows;
}
