/**
 * Columns of numbers that rise or fall together, such as a total and its largest part, or two columns that are nearly
 * copies. Within a bin their values are drawn with the same random numbers, so that copies stay copies; and in tables
 * with rows enough to learn it, the position within the bin is a sub-column of its own.
 */

import type { Rng } from "../base/random";
import type { Table } from "../table/table";

const LEAST_ROWS = 100;
const SAMPLED_ROWS = 2000;
const LEAST_RANK_CORRELATION = 0.9;

/** To which group of related columns a column belongs, and whether it rises with the first of the group. */
export interface Relation {
  readonly group: number;
  readonly rises: boolean;
}

/**
 * The groups of number columns in which each has a rank correlation of at least 0.9, up or down, with the first; by column
 * name. None in tables of fewer than 100 rows.
 */
export function relatedColumns(table: Table, rng: Rng): ReadonlyMap<string, Relation> {
  const related = new Map<string, Relation>();
  if (table.rowCount < LEAST_ROWS) return related;
  const rows = rng.permutation(table.rowCount).subarray(0, SAMPLED_ROWS);
  const ranked = table.columns.flatMap((column) =>
    column.type === "number" ? [{ name: column.name, ranks: centredRanks(column.values, rows) }] : [],
  );
  ranked.forEach((one, group) => {
    if (related.has(one.name)) return;
    for (const other of ranked.slice(group + 1)) {
      const together = correlation(one.ranks, other.ranks);
      if (related.has(other.name) || Math.abs(together) < LEAST_RANK_CORRELATION) continue;
      related.set(one.name, { group, rises: true });
      related.set(other.name, { group, rises: together > 0 });
    }
  });
  return related;
}

/** Ranks of the cells less their mean, ties sharing theirs; 0 for missing cells, as if they stood in the middle. */
function centredRanks(values: Float64Array, rows: Int32Array): Float64Array {
  const present = Array.from(rows.keys()).filter((i) => Number.isFinite(values[rows[i]]));
  present.sort((a, b) => values[rows[a]] - values[rows[b]]);
  const ranks = new Float64Array(rows.length);
  const middle = (present.length - 1) / 2;
  for (let start = 0; start < present.length;) {
    let end = start + 1;
    while (end < present.length && values[rows[present[end]]] === values[rows[present[start]]]) end++;
    for (let k = start; k < end; k++) ranks[present[k]] = (start + end - 1) / 2 - middle;
    start = end;
  }
  return ranks;
}

function correlation(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
