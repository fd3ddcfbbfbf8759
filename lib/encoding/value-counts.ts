/** How often each number occurs, and how many people have it. */

export interface ValueCounts {
  /** All present values, ascending. */
  readonly sorted: Float64Array;
  /** The distinct values, ascending. */
  readonly values: Float64Array;
  /** Rows that have the value. */
  readonly rows: Int32Array;
  /** People who have the value; the same as rows when each row is its own person. */
  readonly people: Int32Array;
}

/** Counts the finite numbers among the cells. */
export function countValues(cells: Float64Array, subjects?: Int32Array): ValueCounts {
  const sorted = cells.filter(Number.isFinite).sort();
  const values: number[] = [];
  const rows: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    // -0 equals 0, so both are one value
    if (i > 0 && sorted[i] === sorted[i - 1]) rows[rows.length - 1]++;
    else {
      values.push(sorted[i] + 0);
      rows.push(1);
    }
  }
  const distinct = Float64Array.from(values);
  const rowCounts = Int32Array.from(rows);
  const people = subjects === undefined ? rowCounts : countPeople(distinct, cells, subjects);
  return { sorted, values: distinct, rows: rowCounts, people };
}

function countPeople(values: Float64Array, cells: Float64Array, subjects: Int32Array): Int32Array {
  const seen = Array.from(values, () => new Set<number>());
  for (let i = 0; i < cells.length; i++) if (Number.isFinite(cells[i])) seen[indexAtOrBelow(values, cells[i])].add(subjects[i]);
  return Int32Array.from(seen, (set) => set.size);
}

/** Index of the last of the ascending values that is at most `value`; -1 when all are greater. */
export function indexAtOrBelow(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the ascending value that is nearest; the lower one when two are equally near. */
export function nearestIndex(ascending: ArrayLike<number>, value: number): number {
  const below = indexAtOrBelow(ascending, value);
  if (below < 0) return 0;
  if (below === ascending.length - 1) return below;
  return value - ascending[below] <= ascending[below + 1] - value ? below : below + 1;
}
