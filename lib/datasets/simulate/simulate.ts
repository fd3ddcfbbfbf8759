/** Tables whose truth is known. */

import { checkInteger, checkOptions } from "../../base/check";
import { didYouMean, quoteList } from "../../base/errors";
import type { Table } from "../../table/table";
import { Sheet } from "./sheet";
import type { Canary, SeededLaw, Sheets, Simulator } from "./simulator";
import { simulators } from "./simulators";

/** What `simulate` gives by name: one table, or several by name. */
export interface SimulatedTables {
  readonly people: Table;
  readonly hospital: { readonly patients: Table; readonly stays: Table; readonly vitals: Table };
  readonly engines: { readonly engines: Table; readonly cycles: Table };
  readonly bank: Readonly<Record<"district" | "account" | "client" | "disposition" | "loan" | "card" | "transaction", Table>>;
  readonly reviews: { readonly products: Table; readonly reviews: Table };
  readonly cloudops: Readonly<Record<"account" | "resource" | "cost_line" | "incident" | "job" | "job_event", Table>>;
}

export type SimulatedName = keyof SimulatedTables;

export interface SimulateOptions {
  /** How many subjects: the default is that of the dataset. */
  readonly rows?: number;
  /** Same seed, same subjects. Another seed is a fresh sample of the same law. */
  readonly seed?: number;
}

/** A sample with what is hidden in it. */
export interface SimulatedWithTruth<Name extends SimulatedName> {
  readonly data: SimulatedTables[Name];
  /** What no column shows: severity, damage, incomes without the bias, unmasked values. */
  readonly latent: Table;
  /** Rows that were planted; none for most datasets. */
  readonly canaries: readonly Canary[];
}

/** The names that `simulate` knows. */
export const simulatedNames: readonly string[] = simulators.map(({ name }) => name);

/**
 * A simulated dataset: a table, or several by name.
 *
 * Subject i is the same however many are made, and each column has its own stream of randomness. `seed + 1` is a fresh
 * sample of the same law: a perfect holdout, and the best that a generator can reach.
 *
 * Throws a RangeError for a name that is not simulated, for fewer than 0 rows and for a seed that is not a whole number.
 *
 * @example
 * const people = simulate("people", { rows: 100, seed: 1 });
 * assert.equal(people.rowCount, 100);
 * assert.deepEqual(simulate("people", { rows: 3, seed: 1 }).row(2), people.row(2));
 */
export function simulate<Name extends SimulatedName>(name: Name, options?: SimulateOptions): SimulatedTables[Name];
export function simulate(name: string, options: SimulateOptions = {}): Table | Readonly<Record<string, Table>> {
  return sampleOf(name, options).data;
}

/**
 * The same, with what is hidden: the latent table and the planted rows. Open it after you have made your guess.
 *
 * @example
 * const { data, latent } = simulateWithTruth("people", { rows: 50, seed: 1 });
 * assert.equal(latent.rowCount, data.rowCount);
 */
export function simulateWithTruth<Name extends SimulatedName>(name: Name, options?: SimulateOptions): SimulatedWithTruth<Name>;
export function simulateWithTruth(
  name: string,
  options: SimulateOptions = {},
): { data: Table | Readonly<Record<string, Table>>; latent: Table; canaries: readonly Canary[] } {
  return sampleOf(name, options);
}

function sampleOf(
  name: string,
  options: SimulateOptions,
): { data: Table | Readonly<Record<string, Table>>; latent: Table; canaries: readonly Canary[] } {
  const { simulator, rows, seed } = checkedSimulation(`Cannot simulate "${name}"`, name, options);
  const law = simulator.seeded(seed);
  const { tables, latent } = drawBlock(simulator, law, 0, rows);
  const [only] = simulator.tables;
  return { data: simulator.tables.length === 1 ? tables[only.name] : tables, latent, canaries: law.canaries(rows) };
}

/** The simulator of that name, with checked options and their defaults. */
export function checkedSimulation(
  action: string,
  name: string,
  options: SimulateOptions,
): { simulator: Simulator; rows: number; seed: number } {
  const simulator = simulatorOf(action, name);
  checkOptions(action, options, ["rows", "seed"]);
  const { rows = simulator.defaultRows, seed = 1 } = options;
  checkInteger(action, "rows", rows, 0, 100_000_000);
  checkInteger(action, "seed", seed, Number.MIN_SAFE_INTEGER);
  return { simulator, rows, seed };
}

/** The simulator of that name. */
export function simulatorOf(action: string, name: string): Simulator {
  const simulator = simulators.find((candidate) => candidate.name === name);
  if (simulator !== undefined) return simulator;
  throw new RangeError(
    `${action}: there is no such dataset.${didYouMean(name, simulatedNames)} The names are ${quoteList(simulatedNames, 12)}`,
  );
}

/** The tables of the subjects from `start` to `end` (not included). */
export function drawBlock(
  simulator: Simulator,
  law: SeededLaw,
  start: number,
  end: number,
): { tables: Readonly<Record<string, Table>>; latent: Table } {
  const sheets: Sheets = {
    tables: Object.fromEntries(simulator.tables.map((plan) => [plan.name, new Sheet(plan)])),
    latent: new Sheet(simulator.latent),
  };
  law.draw(start, end, sheets);
  return {
    tables: Object.fromEntries(Object.entries(sheets.tables).map(([name, sheet]) => [name, sheet.table()])),
    latent: sheets.latent.table(),
  };
}
