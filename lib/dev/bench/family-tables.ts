/** The tables on which families are compared: half to train on, half held out. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../base/errors";
import { packageDataset } from "../../datasets/package-datasets";
import { simulate } from "../../datasets/simulate/simulate";
import { readTable } from "../../table/read-table";
import { split } from "../../table/split";
import type { Table } from "../../table/table";

export interface FamilyTable {
  readonly name: string;
  /** The column that models learn to predict, on synthetic rows and on real ones. */
  readonly target: string;
  readonly training: Table;
  readonly holdout: Table;
}

/** A table, or the reason why there is none here. */
export type FoundTable = FamilyTable | { readonly name: string; readonly missing: string };

export interface TableSpec {
  readonly name: string;
  readonly load: (rows: number) => Promise<FoundTable>;
}

export const tableSpecs: readonly TableSpec[] = [
  { name: "people", load: async (rows) => peopleTable(rows) },
  { name: "adult", load: adultTable },
  { name: "birdstrikes", load: birdstrikesTable },
];

/** Without the number of the person, which is no property, and without what follows from the income alone. */
function peopleTable(rows: number): FamilyTable {
  const draw = (seed: number): Table => simulate("people", { rows, seed }).drop(["person_id", "high_income"]);
  return { name: "people", target: "income", training: draw(1), holdout: draw(2) };
}

async function adultTable(rows: number): Promise<FoundTable> {
  const folder = process.env.SYNTHETIC_TABLES_TEST_DATA;
  if (folder === undefined) return { name: "adult", missing: "SYNTHETIC_TABLES_TEST_DATA names no folder of real tables" };
  const file = join(folder, "adult", "adult_dev.csv.gz");
  if (!existsSync(file)) return { name: "adult", missing: `there is no ${file}` };
  return { name: "adult", target: "income", ...halves(await readTable(file), rows) };
}

async function birdstrikesTable(rows: number): Promise<FoundTable> {
  try {
    return { name: "birdstrikes", target: "Effect Amount of damage", ...halves(await packageDataset("birdstrikes"), rows) };
  } catch (thrown) {
    return { name: "birdstrikes", missing: messageOf(thrown) };
  }
}

/** Two random halves of at most `rows` rows each. */
function halves(table: Table, rows: number): { training: Table; holdout: Table } {
  const { training, holdout } = split(table, { holdout: 0.5, seed: 1 });
  return { training: training.slice(0, rows), holdout: holdout.slice(0, rows) };
}
