/** The constraints of a model, as the methods that draw or predict need them. */

import type { ModelState } from "../model-state";
import { type CompiledRules, compileRules } from "./compile";
import { columnsOf, parseFormula } from "./formula";

/** The model's constraints ready for use; undefined when it has none. */
export function rulesOf(state: ModelState): CompiledRules | undefined {
  const { constraints = [] } = state;
  return constraints.length === 0 ? undefined : compileRules(state, constraints);
}

/** The columns that no draw makes: formulas and keys. */
export function derivedColumns({ constraints = [] }: ModelState): string[] {
  return constraints.flatMap((rule) => (rule.kind === "formula" || rule.kind === "unique" ? [rule.column] : []));
}

/** The columns from which a constraint derives this one. */
export function inputsOf({ constraints = [] }: ModelState, name: string): string[] {
  return constraints.flatMap((rule) => (rule.kind === "formula" && rule.column === name ? columnsOf(parseFormula(rule.formula)) : []));
}
