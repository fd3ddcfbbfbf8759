/** Cells between those of two rows. */

import type { Rng } from "../base/random";
import { type Column, datetimeColumn, numberColumn, takeCells } from "../table/column";
import { decimalsOf, written } from "./decimals";

/** Numbers and dates lie so far from the first row to the second; words are those of either. */
export function between(column: Column, first: Int32Array, second: Int32Array, share: Float64Array, rng: Rng): Column {
  const either = first.map((row, i) => (rng.uniform() < 0.5 ? row : second[i]));
  if (column.type === "string" || column.type === "boolean") return takeCells(column, either);
  const { values } = column;
  const decimals = decimalsOf(values.filter((value) => !Number.isNaN(value)));
  const unit = column.type === "datetime" && column.format === "date" ? 86_400_000 : 1;
  const mixed = Float64Array.from(either, (row, i) => {
    const [a, b] = [values[first[i]], values[second[i]]];
    if (Number.isNaN(a) || Number.isNaN(b)) return values[row];
    return written((a + share[i] * (b - a)) / unit, unit === 1 ? decimals : 0) * unit;
  });
  return column.type === "number" ? numberColumn(column.name, mixed) : datetimeColumn(column.name, mixed, column.format);
}
