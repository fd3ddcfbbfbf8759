/** Constraints in probabilities: what no synthetic row could have beside the given cells has no share. */

import { Rng } from "../../base/random";
import { quoteList } from "../../base/errors";
import type { Table } from "../../table/table";
import { checkGiven } from "../constraints/check-given";
import type { CompiledRules } from "../constraints/compile";
import { rulesOf } from "../constraints/rules-of";
import type { CodeTable } from "../engine";
import type { ModelState } from "../model-state";
import { givenNumbers } from "../sample/given-numbers";
import { reachOfColumn } from "../sample/reach";
import { RowSteering } from "../sample/row-steering";

/** A target that has a code already, the same in all rows. */
export interface Fixed {
  readonly column: number;
  readonly subColumn: number;
  readonly code: number;
}

const ACTION = "Cannot compute probabilities";

/**
 * The rules, when there are any that concern the targets.
 *
 * @throws {RangeError} when given rows break a rule by themselves, or bins of one target would have to be compared with another
 */
export function probabilityRules(
  state: ModelState,
  table: Table,
  targets: readonly { readonly name: string; readonly column: number }[],
): CompiledRules | undefined {
  const rules = rulesOf(state);
  if (rules === undefined) return undefined;
  const others = table.drop(targets.map(({ name }) => name).filter((name) => table.has(name)));
  checkGiven(state, rules, others, { action: ACTION, filled: new Set() });
  const columns = targets.map(({ column }) => column);
  for (const { low, high, rule } of rules.steps) {
    if (!columns.includes(low) || !columns.includes(high)) continue;
    const blurred = [low, high].filter((column) => !["discrete", "categorical"].includes(state.codec.columns[column].encoding));
    if (blurred.length === 0) continue;
    const names = blurred.map((column) => state.codec.columns[column].name);
    throw new RangeError(
      `${ACTION} of ${quoteList(targets.map(({ name }) => name))} together: the constraint ${rule} compares values, and ${quoteList(names)} has bins; ask for one at a time, or sample`,
    );
  }
  return rules;
}

/** Takes the shares of forbidden codes away, in place. Gives for each row whether any code is left. */
export function restrictToRules(
  block: Float32Array,
  {
    state,
    rules,
    table,
    given,
    known,
    fixed,
    column,
  }: {
    readonly state: ModelState;
    readonly rules: CompiledRules;
    readonly table: CodeTable;
    readonly given: Table;
    readonly known: readonly number[];
    readonly fixed: readonly Fixed[];
    readonly column: number;
  },
): boolean[] {
  const steering = new RowSteering({
    state,
    rules,
    classRegion: () => undefined,
    rebalanced: new Set(),
    table,
    given: new Map([...givenNumbers(state, given), ...fixedNumbers(state, fixed, table.rowCount)]),
    known,
    firstRow: 0,
    rng: new Rng(1),
  });
  const cardinality = block.length / Math.max(1, table.rowCount);
  if (!steering.steers(column)) return new Array<boolean>(table.rowCount).fill(true);
  steering.begin();
  return Array.from({ length: table.rowCount }, (_, row) =>
    steering.restrict(column, [], row, block.subarray(row * cardinality, (row + 1) * cardinality)),
  );
}

/** The error when a row leaves a target no value at all. */
export function impossible(rules: CompiledRules, state: ModelState, column: number, row: number): RangeError {
  const { name } = state.codec.columns[column];
  return new RangeError(
    `${ACTION}: the constraint ${rules.rulesOn(column)} leaves no value for "${name}" in row ${row + 1} beside what is given`,
  );
}

function fixedNumbers(state: ModelState, fixed: readonly Fixed[], rowCount: number): Map<number, Float64Array> {
  return new Map(
    fixed.flatMap(({ column, code }) => {
      const reach = reachOfColumn(state, column);
      if (reach === undefined) return [];
      const hull = code === reach.missingCode ? undefined : reach.hull([code]);
      return [[column, new Float64Array(rowCount).fill(hull === undefined || hull.low !== hull.high ? NaN : hull.low)] as const];
    }),
  );
}
