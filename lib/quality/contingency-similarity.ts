/** Two columns as a cross table of equal-width bins: the pair measure of SDMetrics, for comparing with its numbers. */

import { checkInteger, checkOptions } from "../base/check";
import { type Column, isMissing, textOf } from "../table/column";
import type { Table } from "../table/table";

/**
 * Overlap of the joint shares of two columns: 1 - half the sum of the absolute differences, 0 to 1, up is better. A missing
 * cell is a value of its own; numbers and datetimes are cut into bins of equal width between the smallest and largest real value,
 * the outer bins open. (SDMetrics 0.29, ContingencySimilarity. Its report cuts the two tables at different edges, which hides
 * shifts and is not done here.)
 *
 * Equal widths put skewed columns into one bin: to judge, read the bivariate accuracy of `assess`. Throws a RangeError for
 * unknown columns and tables without rows.
 *
 * @example
 * const real = Table.of({ a: ["x", "x", "y"], b: [1, 1, 2] });
 * const synthetic = Table.of({ a: ["x", "y", "y"], b: [1, 1, 2] });
 * assert.equal(contingencySimilarity(real, synthetic, ["a", "b"]).toFixed(4), "0.6667");
 */
export function contingencySimilarity(
  real: Table,
  synthetic: Table,
  [first, second]: readonly [string, string],
  options: { readonly bins?: number } = {},
): number {
  const action = "Cannot compare cross tables";
  checkOptions(action, options, ["bins"]);
  const { bins = 10 } = options;
  checkInteger(action, "bins", bins, 1, 10_000);
  if (real.rowCount === 0 || synthetic.rowCount === 0)
    throw new RangeError(`${action}: there are ${real.rowCount} real and ${synthetic.rowCount} synthetic rows, both need at least one`);
  const [a, b] = [first, second].map((name) => cellNamer(real.column(name), bins));
  const shares = (table: Table): Map<string, number> => {
    const [one, two] = [table.column(first), table.column(second)];
    const found = new Map<string, number>();
    for (let i = 0; i < table.rowCount; i++) {
      const cell = JSON.stringify([a(one, i), b(two, i)]);
      found.set(cell, (found.get(cell) ?? 0) + 1 / table.rowCount);
    }
    return found;
  };
  const [mine, theirs] = [shares(real), shares(synthetic)];
  const cells = new Set([...mine.keys(), ...theirs.keys()]);
  let difference = 0;
  for (const cell of cells) difference += Math.abs((mine.get(cell) ?? 0) - (theirs.get(cell) ?? 0)) / 2;
  return 1 - difference;
}

/** The name of a cell's value, or the number of its bin. */
function cellNamer(real: Column, bins: number): (column: Column, i: number) => string | number | null {
  if (real.type !== "number" && real.type !== "datetime") return (column, i) => textOf(column, i);
  const known = real.values.filter((value) => Number.isFinite(value));
  const [least, most] = [known.reduce((a, b) => Math.min(a, b), Infinity), known.reduce((a, b) => Math.max(a, b), -Infinity)];
  const width = (most - least) / bins;
  return (column, i) => {
    if (isMissing(column, i) || (column.type !== "number" && column.type !== "datetime")) return null;
    return width > 0 ? Math.max(0, Math.min(bins - 1, Math.floor((column.values[i] - least) / width))) : 0;
  };
}
