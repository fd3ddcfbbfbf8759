/**
 * Which binned columns also tell the position within the bin. It pays where another column fixes the value more closely
 * than a bin does (a total beside its parts, an arrival beside a departure) and there are rows enough to learn it.
 */

import type { Rng } from "../base/random";
import type { Table } from "../table/table";

const LEAST_ROWS = 10_000;
const SAMPLED_ROWS = 2000;
const LEAST_RANK_CORRELATION = 0.9;

/**
 * Names of the number columns whose rank correlation with another column of numbers or dates is at least 0.9, up or
 * down; none in tables of fewer than 10,000 rows.
 */
export function closelyRelated(table: Table, rng: Rng): ReadonlySet<string> {
  const related = new Set<string>();
  if (table.rowCount < LEAST_ROWS) return related;
  const rows = rng.permutation(table.rowCount).subarray(0, SAMPLED_ROWS);
  const ranked = table.columns.flatMap((column) =>
    column.type === "number" || column.type === "datetime" ? [{ name: column.name, ranks: centredRanks(column.values, rows) }] : [],
  );
  ranked.forEach((one, i) => {
    for (const other of ranked.slice(i + 1)) {
      if (Math.abs(correlation(one.ranks, other.ranks)) < LEAST_RANK_CORRELATION) continue;
      related.add(one.name);
      related.add(other.name);
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
  for (let start = 0; start < present.length; ) {
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
