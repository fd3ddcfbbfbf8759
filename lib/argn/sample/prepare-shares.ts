/** Which prescribed shares the engine holds by itself, and which are chosen row by row. */

import type { ModelState } from "../model-state";
import type { FixedShares } from "./plan";
import { readShares, type SharedColumn } from "./shares";

/** Shares by column, then by value or range. */
export type RebalanceOptions = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface PreparedShares {
  /** A single column of values with codes: its codes have fixed probabilities. */
  readonly fixed: FixedShares;
  /** All others: each row gets its part of each column before anything is drawn. */
  readonly columns: readonly SharedColumn[];
}

/** What else is asked of columns. */
interface Beside {
  readonly given: readonly string[];
  readonly ruled: ReadonlySet<number>;
  readonly derived: readonly string[];
  readonly outcome: string | undefined;
}

/** @throws {RangeError} when the shares are no shares, or contradict what else is asked */
export function prepareShares(state: ModelState, rebalance: RebalanceOptions, { given, ruled, derived, outcome }: Beside): PreparedShares {
  const fixed = new Map<number, Float64Array>();
  const columns: SharedColumn[] = [];
  for (const [name, shares] of Object.entries(rebalance)) {
    if (given.includes(name)) throw new RangeError(`Cannot rebalance "${name}": it is given too; do one of the two`);
    if (derived.includes(name))
      throw new RangeError(`Cannot rebalance "${name}": a constraint derives it; rebalance the columns that it is made from`);
    if (state.codec.columns.find((column) => column.name === name)?.subColumns.length === 0) {
      throw new RangeError(`Cannot rebalance "${name}": the model has not learnt this column (an identifier, or the same in every row)`);
    }
    const shared = readShares(state, name, shares);
    const codes = fixedCodes(state, shared);
    const alone = Object.keys(rebalance).length === 1 && !ruled.has(shared.column);
    if (codes !== undefined && (alone || name === outcome)) fixed.set(shared.column, codes);
    else if (name === outcome) throw new RangeError(`Cannot rebalance the outcome "${name}" by ranges together with parity; name values`);
    else columns.push(shared);
  }
  return { fixed, columns: columns.sort((a, b) => a.column - b.column) };
}

/** The shares as fixed probabilities of codes; undefined when a part holds several codes. */
function fixedCodes(state: ModelState, { column, classes }: SharedColumn): Float64Array | undefined {
  const fixed = new Float64Array(state.codec.columns[column].subColumns[0].cardinality).fill(NaN);
  for (const { label, share, region } of classes) {
    if (region.kind !== "codes") return undefined;
    if (label !== "the rest") fixed[region.allowed.indexOf(1)] = share;
  }
  return fixed;
}
