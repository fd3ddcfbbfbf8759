/** All datasets of the project in one list. */

import { packageDatasets } from "./package-datasets";
import { remoteDatasets } from "./remote-datasets";
import { simulators } from "./simulate/simulators";

/** A dataset: how it comes, under which licence, and the call that gives it. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  readonly comes: "simulated" | "in a package" | "fetched";
  readonly tables: readonly string[];
  readonly licence: string;
  /** What has to be fetched or installed; 0 for what is simulated. */
  readonly bytes: number | { readonly notComputed: string };
  readonly call: string;
}

/**
 * The datasets: six simulated ones, whose truth is known; real tables in npm packages; real tables that are fetched on
 * request.
 *
 * @example
 * const simulated = catalogue().filter((entry) => entry.comes === "simulated");
 * assert.deepEqual(simulated.map((entry) => entry.name), ["people", "hospital", "engines", "bank", "reviews", "cloudops"]);
 */
export function catalogue(): readonly CatalogueEntry[] {
  return [
    ...simulators.map(({ name, title, tables }): CatalogueEntry => ({
      name,
      title,
      comes: "simulated",
      tables: tables.map((table) => table.name),
      licence: "CC0 1.0",
      bytes: 0,
      call: `simulate("${name}")`,
    })),
    ...packageDatasets.map(({ name, title, licence, package: home }): CatalogueEntry => ({
      name,
      title,
      comes: "in a package",
      tables: [name],
      licence,
      bytes: { notComputed: `the size is that of the package ${home}` },
      call: `packageDatasetPath("${name}")`,
    })),
    ...remoteDatasets.map(({ name, title, licence, files }): CatalogueEntry => ({
      name,
      title,
      comes: "fetched",
      tables: files.map(({ path }) => path.replace(/^.*\//, "").replace(/\.csv\.gz$/, "")),
      licence,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      call: `fetchDataset("${name}", { confirm })`,
    })),
  ];
}
