/** Distances to the closest record by ranges: the measure of SDMetrics, for comparing with its numbers. */

import { type Column, isMissing, textOf } from "../table/column";
import type { Table } from "../table/table";
import { alignTrio } from "./align-trio";

/**
 * For each row its distance to the nearest row of `among`: the mean over columns of min(1, |difference| / range) for numbers and
 * datetimes, with the range of `among`, and of 0 or 1 for all others. Two missing cells are at distance 0, one at 1; in a
 * column without a range every other value is at distance 1. 0 to 1. (SDMetrics 0.29, DCR metrics)
 *
 * Every row is compared with every other: for large tables use `distanceChecks`, whose places among the real values also hold
 * up for skewed columns. Throws a RangeError when `among` has no rows.
 *
 * @example
 * const real = Table.of({ age: [20, 40, 60] });
 * assert.deepEqual([...recordDistances(Table.of({ age: [40, 50, null] }), real)], [0, 0.25, 1]);
 */
export function recordDistances(rows: Table, among: Table): Float64Array {
  if (among.rowCount === 0) throw new RangeError("Cannot measure distances to the closest record: there is no row to compare with");
  const { training, synthetic } = alignTrio({ training: among, synthetic: rows });
  const distances = training.columns.map((column, j) => cellDistance(column, synthetic.columns[j]));
  return Float64Array.from({ length: synthetic.rowCount }, (_, i) => {
    let nearest = Infinity;
    for (let other = 0; other < training.rowCount; other++) {
      let sum = 0;
      for (const distance of distances) sum += distance(i, other);
      nearest = Math.min(nearest, sum / distances.length);
    }
    return nearest;
  });
}

/** The distance of cell i of `column` to cell j of `reference`. */
function cellDistance(reference: Column, column: Column): (i: number, j: number) => number {
  const known = (distance: (i: number, j: number) => number) => (i: number, j: number) => {
    const [gap, otherGap] = [isMissing(column, i), isMissing(reference, j)];
    return gap || otherGap ? Number(gap !== otherGap) : distance(i, j);
  };
  const isNumber = (one: Column): one is Column & { readonly values: Float64Array } => one.type === "number" || one.type === "datetime";
  if (!isNumber(reference) || !isNumber(column)) return known((i, j) => Number(textOf(column, i) !== textOf(reference, j)));
  const present = reference.values.filter((value) => Number.isFinite(value));
  const range = present.reduce((a, b) => Math.max(a, b), -Infinity) - present.reduce((a, b) => Math.min(a, b), Infinity);
  return known((i, j) => {
    const difference = Math.abs(column.values[i] - reference.values[j]);
    return range > 0 ? Math.min(1, difference / range) : Number(difference > 0);
  });
}
