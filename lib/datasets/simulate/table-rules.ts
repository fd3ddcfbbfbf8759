/** The rules that every set of tables obeys: keys are unique and resolve. */

import { danglingKeys, repeatedKeys } from "./keys";
import type { Rule, TablePlan } from "./simulator";

/** One rule for each single primary key, one for each foreign key. */
export function keyRulesOf(plans: readonly TablePlan[]): readonly Rule[] {
  const unique = plans
    .filter(({ primaryKey }) => primaryKey.length === 1)
    .map(({ name, primaryKey: [key] }): Rule => ({
      name: `${name}.${key} is unique`,
      violations: (tables) => repeatedKeys(tables[name], key),
    }));
  const resolving = plans.flatMap(({ name, foreignKeys }) =>
    foreignKeys.map(({ column, table, references }): Rule => ({
      name: `${name}.${column} is in ${table}`,
      violations: (tables) => danglingKeys(tables[name], column, tables[table], references),
    })),
  );
  return [...unique, ...resolving];
}
