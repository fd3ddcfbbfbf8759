/** Columns that come without missing cells: their code for missing cells has no share. */

import type { ModelState } from "../model-state";
import { checkColumns, type FixedShares } from "./plan";
import type { RebalanceOptions } from "./prepare-shares";

/** @throws {RangeError} when a name is no column, or shares ask for missing cells in it */
export function checkComplete(state: ModelState, complete: readonly string[], rebalance: RebalanceOptions): void {
  if (!Array.isArray(complete)) throw new TypeError('Cannot sample: complete must be a list of columns, such as ["age", "income"]');
  checkColumns(state, "complete", complete);
  for (const name of complete) {
    if (Object.hasOwn(rebalance, name) && rebalance[name].missing > 0)
      throw new RangeError(`Cannot sample: "${name}" shall be complete, and rebalance gives its missing cells a share; do one of the two`);
    if (!hasValues(state, name))
      throw new RangeError(`Cannot sample: "${name}" cannot be complete, the model knows no value of it that may be shown`);
  }
}

/** Whether the model has anything but missing cells for a column. */
export function hasValues(state: ModelState, name: string): boolean {
  const own = state.codec.toJSON().columns.find((column) => column.name === name)?.state;
  switch (own?.encoding) {
    case "constant":
      return own.value !== null;
    case "discrete":
      return own.values.length > 0;
    case "binned":
      return own.spikes.length + own.binOfSegment.length > 0;
    case "digits":
    case "datetime":
      return own.bounds !== undefined;
    case "lat-long":
      return own.latitude !== undefined;
    case "categorical":
      return own.type === "string" || own.categories.length > 0;
    default:
      return own !== undefined;
  }
}

/** The fixed shares with 0 for missing cells of these columns, and for rare categories with `noRare`. */
export function withoutMissing(state: ModelState, complete: readonly string[], fixed: FixedShares, noRare = false): FixedShares {
  const all = new Map(fixed);
  for (const name of complete) {
    const column = state.codec.columns.findIndex((candidate) => candidate.name === name);
    const { subColumns, missingCode, encoding } = state.codec.columns[column];
    if (subColumns.length === 0) continue;
    const shares = fixed.get(column)?.slice() ?? new Float64Array(subColumns[0].cardinality).fill(NaN);
    if (missingCode !== undefined) shares[missingCode] = 0;
    // a column of one other code has nothing but its rare values to give
    if (noRare && encoding === "categorical" && shares.length > 2) shares[0] = 0;
    if (!shares.every(Number.isNaN)) all.set(column, shares);
  }
  return all;
}
