/** Where a simulated dataset lies on this machine; it is written there on first use. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { checkChoice, checkOptions } from "../base/check";
import { courseAbove } from "../base/package-folder";
import { previewsOf } from "./describe-dataset";
import { checkedSimulation, type SimulatedName, type SimulateOptions } from "./simulate/simulate";
import { writeDataset } from "./write-dataset";

export interface DatasetPathOptions extends SimulateOptions {
  /** Which table of a dataset that has several. */
  readonly table?: string;
  /** The folder of all datasets that were written on first use. */
  readonly cache?: string;
}

/**
 * The path of a dataset: the CSV of its table, or the folder when it has several tables and none is named.
 *
 * The files are written on first use, under `.course/datasets` of the course, or in the user's cache folder when no
 * course is around. A folder that another version of the law has written is written anew.
 */
export async function datasetPath(name: SimulatedName, options: DatasetPathOptions = {}): Promise<string> {
  const action = `Cannot find dataset "${name}"`;
  const { table, cache = cacheFolder("datasets"), ...size } = options;
  checkOptions(action, options, ["rows", "seed", "table", "cache"]);
  const { simulator, rows, seed } = checkedSimulation(action, name, size);
  const names = [...simulator.tables.map((plan) => plan.name), "latent"];
  if (table !== undefined) checkChoice(action, "table", table, names);
  const folder = join(cache, `${name}-${rows}-rows-seed-${seed}`);
  if (!(await isCurrent(folder, previewsOf(simulator, rows, seed)))) await writeDataset(name, folder, { rows, seed });
  const file = table ?? (simulator.tables.length === 1 ? simulator.tables[0].name : undefined);
  return file === undefined ? folder : join(folder, `${file}.csv`);
}

/** A folder for files that can be made or fetched again, never committed. */
export function cacheFolder(name: string): string {
  const root = courseAbove(process.cwd());
  if (root !== undefined) return join(root, ".course", name);
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "synthetic-tables", name);
}

/** Whether the folder is complete and its first rows are those of today's law. */
async function isCurrent(folder: string, previews: Readonly<Record<string, string>>): Promise<boolean> {
  if (!existsSync(join(folder, "manifest.json"))) return false;
  for (const [file, text] of Object.entries(previews)) {
    if (!existsSync(join(folder, file)) || (await readFile(join(folder, file), "utf8")) !== text) return false;
  }
  return true;
}
