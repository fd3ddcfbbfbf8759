/** How much one category tells about another, in nats. */

/** Rows by pair of categories: cell (a, b) is at a * width + b. */
export interface CrossTable {
  readonly counts: ArrayLike<number>;
  readonly width: number;
}

/** Row sums, column sums and the total of a cross table. */
export function marginsOf({ counts, width }: CrossTable): { rows: Float64Array; columns: Float64Array; total: number } {
  const rows = new Float64Array(counts.length / width);
  const columns = new Float64Array(width);
  let total = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    rows[Math.floor(cell / width)] += counts[cell];
    columns[cell % width] += counts[cell];
    total += counts[cell];
  }
  return { rows, columns, total };
}

/**
 * Entropy of counts, -sum p ln p, in nats; 0 when all rows are in one cell.
 *
 * @example
 * assert.equal(entropy([5, 5]), Math.log(2));
 */
export function entropy(counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  let sum = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i] > 0) sum -= (counts[i] / total) * Math.log(counts[i] / total);
  return sum;
}

/**
 * Mutual information of the two sides of a cross table: H(rows) + H(columns) - H(cells), in nats, 0 (independent) and up.
 *
 * @example
 * assert.equal(mutualInformation({ counts: [30, 10, 10, 50], width: 2 }).toFixed(6), "0.177741");
 */
export function mutualInformation(table: CrossTable): number {
  const { rows, columns } = marginsOf(table);
  return Math.max(0, entropy(rows) + entropy(columns) - entropy(table.counts));
}

/**
 * Theil's U: the share of the uncertainty about the row category that knowing the column category removes, 0 to 1. Not
 * symmetric. Undefined when the row category never varies: there is no uncertainty to remove.
 *
 * U = I(rows; columns) / H(rows)
 *
 * @example
 * assert.equal(theilsU({ counts: [30, 10, 10, 50], width: 2 })?.toFixed(6), "0.264098");
 */
export function theilsU(table: CrossTable): number | undefined {
  const uncertainty = entropy(marginsOf(table).rows);
  return uncertainty === 0 ? undefined : Math.min(1, mutualInformation(table) / uncertainty);
}
