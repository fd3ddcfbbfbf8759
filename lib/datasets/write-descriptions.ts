/** The committed part of the datasets: everything but the data. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { descriptionsOf } from "./describe-dataset";
import type { Simulator } from "./simulate/simulator";
import { simulators } from "./simulate/simulators";
import { checksumsOf, type DatasetManifest } from "./write-dataset";

const SEED = 1;

/** The small files of a dataset at its default size, by name: card, schema, truth, previews, and the checksums of the tables. */
export async function committedFilesOf(simulator: Simulator): Promise<Readonly<Record<string, string>>> {
  const rows = simulator.defaultRows;
  const files = await checksumsOf(simulator, rows, SEED);
  const manifest: DatasetManifest = { dataset: simulator.name, rows, seed: SEED, files };
  return { ...descriptionsOf(simulator, rows, SEED), "manifest.json": `${JSON.stringify(manifest, null, 2)}\n` };
}

/** Writes the committed files of every simulated dataset: FOLDER/NAME/card.md and so on. */
export async function writeDescriptions(folder: string): Promise<void> {
  for (const simulator of simulators) {
    const home = join(folder, simulator.name);
    await mkdir(home, { recursive: true });
    for (const [file, text] of Object.entries(await committedFilesOf(simulator))) await writeFile(join(home, file), text);
  }
}
