/** What a caller asks of parity, checked against the model. */

import { checkOptions } from "../../base/check";
import { quoteList } from "../../base/errors";
import type { ModelState } from "../model-state";
import { checkColumns } from "./plan";

export interface ParityOptions {
  /**
   * The column whose shares shall be the same in all groups: categories, truth values or few numbers.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * await assert.rejects(argn.sample(10, { parity: { outcome: "z", across: ["x"] } }), /no column of the model/);
   */
  readonly outcome: string;
  /**
   * The columns whose combinations of values make the groups, such as sex and race.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const fair = await argn.sample(500, { parity: { outcome: "y", across: ["x"] }, given: Table.of({ x: [0] }) });
   * assert.equal(fair.rowCount, 500);
   */
  readonly across: readonly string[];
}

const ONE_CODE = ["categorical", "boolean", "discrete"];

/** @throws {RangeError} when parity cannot be had with this model or beside the other options */
export function checkParity(
  state: ModelState,
  { parity, given, ruled }: { parity: ParityOptions; given: readonly string[]; ruled: ReadonlySet<number> },
): void {
  checkOptions("Cannot sample with parity", parity, ["outcome", "across"]);
  const { outcome, across } = parity;
  if (!Array.isArray(across) || across.length === 0)
    throw new RangeError('Cannot sample with parity: "across" needs at least one column, such as ["sex"]');
  checkColumns(state, "parity", [outcome, ...across]);
  if (across.includes(outcome)) throw new RangeError(`Cannot sample with parity: "${outcome}" is the outcome and a group at once`);
  if (given.includes(outcome))
    throw new RangeError(`Cannot sample with parity: the outcome "${outcome}" is given; leave it out of the given rows`);
  for (const name of [outcome, ...across]) {
    const { encoding, subColumns } = state.codec.columns[indexOf(state, name)];
    if (subColumns.length === 0 && name !== outcome) continue;
    if (ONE_CODE.includes(encoding) && subColumns.length === 1) continue;
    const suitable = state.codec.columns.filter((column) => ONE_CODE.includes(column.encoding)).map((column) => column.name);
    throw new RangeError(
      `Cannot sample with parity: "${name}" is encoded as "${encoding}", but needs one code for each value; possible are ${quoteList(suitable, 12)}`,
    );
  }
  if (ruled.has(indexOf(state, outcome)))
    throw new RangeError(`Cannot sample with parity: the outcome "${outcome}" is bound by a constraint`);
  if (state.order === "fixed" && state.blueprint.columns.at(-1)?.name !== outcome) {
    throw new RangeError(
      `Cannot sample with parity: the model was trained in the order of the data and "${outcome}" is not its last column. Train with order "any"`,
    );
  }
}

function indexOf(state: ModelState, name: string): number {
  return state.codec.columns.findIndex((column) => column.name === name);
}
