/** What is known about a simulated dataset: its keys, its numbers, its rules. */

import { Table } from "../table/table";
import { quoteList } from "../base/errors";
import { type SimulatedName, simulatorOf } from "./simulate/simulate";
import type { TablePlan } from "./simulate/simulator";

/** A number that is true of the law, with the formula it follows from (or how it was counted). */
export interface KnownTruth {
  readonly name: string;
  readonly value: number;
  readonly formula: string;
  readonly basis: "exact" | "simulated";
}

/** The law of a simulated dataset. */
export interface Law {
  readonly name: string;
  readonly title: string;
  /** Tables with their columns, primary keys and foreign keys. */
  readonly tables: readonly TablePlan[];
  readonly constants: Readonly<Record<string, unknown>>;
  readonly truths: readonly KnownTruth[];
  readonly rules: readonly string[];
  /** How many rows of these tables break each rule: 0 for real ones; what a synthetic copy has learned shows here. */
  readonly violations: (tables: Table | Readonly<Record<string, Table>>) => Readonly<Record<string, number>>;
}

/**
 * The law of a simulated dataset: what to compare a synthetic copy with.
 *
 * @example
 * const law = lawOf("people");
 * const broken = law.violations(simulate("people", { rows: 200 }));
 * assert.equal(broken["nobody is widowed before 61"], 0);
 */
export function lawOf(name: SimulatedName): Law {
  const { title, tables, constants, truths, rules } = simulatorOf("Cannot give the law", name);
  return {
    name,
    title,
    tables,
    constants,
    truths: truths.map(({ name: truth, value, formula, basis }) => ({ name: truth, value, formula, basis })),
    rules: rules.map((rule) => rule.name),
    violations: (given) => {
      const complete = checkedTables(name, tables, given instanceof Table ? { [tables[0].name]: given } : given);
      return Object.fromEntries(rules.map((rule) => [rule.name, rule.violations(complete)]));
    },
  };
}

function checkedTables(
  name: string,
  plans: readonly TablePlan[],
  tables: Readonly<Record<string, Table>>,
): Readonly<Record<string, Table>> {
  const absent = plans.map((plan) => plan.name).filter((table) => !Object.hasOwn(tables, table));
  if (absent.length === 0) return tables;
  throw new RangeError(`Cannot count violations of "${name}": no table ${quoteList(absent)}; give all its tables by name`);
}
