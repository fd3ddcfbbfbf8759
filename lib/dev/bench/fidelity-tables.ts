/** Real tables of all kinds: categories, skewed numbers, places, dates, joint gaps, few rows, many columns. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../base/errors";
import { packageDataset } from "../../datasets/package-datasets";
import { readTable } from "../../table/read-table";
import type { Table } from "../../table/table";

export interface FidelityTable {
  readonly name: string;
  /** The column that models learn to predict. */
  readonly target: string;
  /** The table, or why there is none here. */
  load(): Promise<Table | { readonly missing: string }>;
}

/** Tables of npm packages come with the course; the others lie in the folder that SYNTHETIC_TABLES_TEST_DATA names. */
export const fidelityTables: readonly FidelityTable[] = [
  fromFolder("adult", "adult/adult_dev.csv.gz", "income"),
  fromFolder("flights", "nycflights/flights.csv.gz", "carrier"),
  fromFolder("weather", "nycflights/weather.csv.gz", "temp"),
  fromPackage("diamonds", "price"),
  fromPackage("birdstrikes", "Effect Amount of damage"),
  fromPackage("olympians", "sex"),
  fromFolder("planes", "nycflights/planes.csv.gz", "manufacturer"),
  fromFolder("visits", "pbc/visits.csv.gz", "hepato"),
  fromFolder("airports", "nycflights/airports.csv.gz", "dst"),
  fromFolder("focus", "focus/focus_sample_1000.csv.gz", "ServiceCategory"),
  fromPackage("penguins", "species"),
  fromFolder("patients", "pbc/patients.csv.gz", "status"),
];

function fromPackage(name: string, target: string): FidelityTable {
  return {
    name,
    target,
    load: async () => {
      try {
        return await packageDataset(name);
      } catch (thrown) {
        return { missing: messageOf(thrown) };
      }
    },
  };
}

function fromFolder(name: string, file: string, target: string): FidelityTable {
  return {
    name,
    target,
    load: async () => {
      const folder = process.env.SYNTHETIC_TABLES_TEST_DATA;
      if (folder === undefined) return { missing: "SYNTHETIC_TABLES_TEST_DATA names no folder of real tables" };
      const path = join(folder, file);
      return existsSync(path) ? readTable(path) : { missing: `there is no ${path}` };
    },
  };
}
