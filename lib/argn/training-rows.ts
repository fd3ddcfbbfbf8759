/** Which rows of a table are trained on, and what each is worth. */

import { count } from "../base/errors";
import type { Rng } from "../base/random";
import type { Table } from "../table/table";

export interface TrainingRows {
  readonly table: Table;
  readonly weights?: Float64Array;
}

const ACTION = "Cannot train";

/**
 * The table without its column of weights, and at most so many rows of it.
 *
 * @throws {TypeError} when weights are no numbers
 * @throws {RangeError} when a weight is missing, negative or infinite, or all are 0
 */
export function trainingRows(
  table: Table,
  { maxRows, rowWeights }: { readonly maxRows?: number | undefined; readonly rowWeights?: string | ArrayLike<number> | undefined },
  rng: Rng,
): TrainingRows {
  const weights = rowWeights === undefined ? undefined : weightsOf(table, rowWeights);
  const learnt = typeof rowWeights === "string" ? table.drop([rowWeights]) : table;
  if (maxRows === undefined || maxRows >= table.rowCount) return { table: learnt, ...(weights === undefined ? {} : { weights }) };
  const rows = rng.permutation(table.rowCount).subarray(0, maxRows).sort();
  return { table: learnt.take(rows), ...(weights === undefined ? {} : { weights: Float64Array.from(rows, (row) => weights[row]) }) };
}

function weightsOf(table: Table, rowWeights: string | ArrayLike<number>): Float64Array {
  const weights = typeof rowWeights === "string" ? numbersOf(table, rowWeights) : Float64Array.from(rowWeights);
  if (weights.length !== table.rowCount)
    throw new RangeError(`${ACTION}: there are ${count(weights.length, "weight")} for ${count(table.rowCount, "row")}; give one for each`);
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (bad >= 0) throw new RangeError(`${ACTION}: the weight of row ${bad + 1} is ${weights[bad]}, it must be a number of at least 0`);
  if (weights.length > 0 && !weights.some((weight) => weight > 0))
    throw new RangeError(`${ACTION}: all weights are 0; some row must count`);
  return weights;
}

function numbersOf(table: Table, name: string): Float64Array {
  const column = table.column(name);
  if (column.type !== "number")
    throw new TypeError(`${ACTION}: the column of weights "${name}" holds cells of type ${column.type}; it must hold numbers`);
  return column.values;
}
