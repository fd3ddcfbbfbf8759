/** A simulated dataset as a folder of files, written block by block. */

import { createHash } from "node:crypto";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { breather, throwIfAborted } from "../base/abort";
import { throttled } from "../base/progress";
import { csvHeader, csvLines } from "./csv-text";
import { descriptionsOf } from "./describe-dataset";
import { checkedSimulation, drawBlock, type SimulatedName, type SimulateOptions } from "./simulate/simulate";
import { Sheet } from "./simulate/sheet";
import type { Simulator } from "./simulate/simulator";
import { checkOptions } from "../base/check";

export interface WriteDatasetOptions extends SimulateOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly subjects: number; readonly of: number }) => void;
}

/** A file that was written: its lines of data (header not counted), size and checksum. */
export interface WrittenFile {
  readonly rows?: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What is in a dataset's folder. */
export interface DatasetManifest {
  readonly dataset: string;
  readonly rows: number;
  readonly seed: number;
  readonly files: Readonly<Record<string, WrittenFile>>;
}

const SUBJECTS_PER_BLOCK = 500;

/**
 * Writes a simulated dataset: one CSV for each table, `latent.csv` with what is hidden, `schema.json`, `truth.json`,
 * `card.md`, a preview of 100 rows, and `manifest.json` with the size and sha256 of each.
 *
 * Memory does not grow with `rows`. All files get a temporary name first and their own at the end, the manifest last:
 * a folder with a manifest is complete.
 *
 * @example
 * const folder = await (await import("node:fs/promises")).mkdtemp("/tmp/people-");
 * const manifest = await writeDataset("people", folder, { rows: 100, seed: 1 });
 * assert.equal(manifest.files["people.csv"].rows, 100);
 */
export async function writeDataset(name: SimulatedName, folder: string, options: WriteDatasetOptions = {}): Promise<DatasetManifest> {
  const action = `Cannot write dataset "${name}"`;
  const { signal, onProgress, ...size } = options;
  checkOptions(action, options, ["rows", "seed", "signal", "onProgress"]);
  const { simulator, rows, seed } = checkedSimulation(action, name, size);
  await mkdir(folder, { recursive: true });
  const files = new PartialFiles(folder);
  try {
    await streamTables(simulator, rows, seed, { ...options, sink: files });
    for (const [file, text] of Object.entries(descriptionsOf(simulator, rows, seed))) await files.write(file, text, 0);
    const manifest: DatasetManifest = { dataset: simulator.name, rows, seed, files: files.written() };
    await files.finish(`${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } catch (error) {
    await files.discard();
    throw error;
  }
}

/** The checksums that `writeDataset` would give for the tables, without a file. */
export async function checksumsOf(simulator: Simulator, rows: number, seed: number): Promise<Readonly<Record<string, WrittenFile>>> {
  const sums = new Checksums();
  await streamTables(simulator, rows, seed, { sink: { write: async (file, text, lines) => sums.add(file, text, lines) } });
  return sums.all();
}

interface Sink {
  readonly write: (file: string, text: string, rows: number) => Promise<void>;
}

async function streamTables(
  simulator: Simulator,
  rows: number,
  seed: number,
  { sink, signal, onProgress }: WriteDatasetOptions & { readonly sink: Sink },
): Promise<void> {
  const law = simulator.seeded(seed);
  const report = throttled(onProgress);
  const breathe = breather();
  const plans = [...simulator.tables, simulator.latent];
  for (const plan of plans) await sink.write(`${plan.name}.csv`, csvHeader(new Sheet(plan).table()), 0);
  for (let start = 0; start < rows; start += SUBJECTS_PER_BLOCK) {
    throwIfAborted(signal, `Writing dataset "${simulator.name}"`);
    const end = Math.min(rows, start + SUBJECTS_PER_BLOCK);
    const { tables, latent } = drawBlock(simulator, law, start, end);
    for (const [table, block] of Object.entries({ ...tables, latent })) await sink.write(`${table}.csv`, csvLines(block), block.rowCount);
    report({ subjects: end, of: rows }, end === rows);
    await breathe();
  }
}

/** Sizes and checksums that grow with each piece. */
class Checksums {
  readonly #files = new Map<string, { rows: number; bytes: number; hash: ReturnType<typeof createHash> }>();

  add(file: string, text: string, rows: number): void {
    const entry = this.#files.get(file) ?? { rows: 0, bytes: 0, hash: createHash("sha256") };
    entry.rows += rows;
    entry.bytes += Buffer.byteLength(text);
    entry.hash.update(text);
    this.#files.set(file, entry);
  }

  all(): Readonly<Record<string, WrittenFile>> {
    return Object.fromEntries(
      [...this.#files].map(([file, { rows, bytes, hash }]) => {
        const size = { bytes, sha256: hash.copy().digest("hex") };
        return [file, file.endsWith(".csv") && !file.endsWith("preview.csv") ? { rows, ...size } : size];
      }),
    );
  }
}

/** Files under temporary names until all are complete. */
class PartialFiles implements Sink {
  readonly #folder: string;
  readonly #sums = new Checksums();
  readonly #handles = new Map<string, Awaited<ReturnType<typeof open>>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(file: string, text: string, rows: number): Promise<void> {
    const handle = this.#handles.get(file) ?? (await open(this.#partial(file), "w"));
    this.#handles.set(file, handle);
    await handle.writeFile(text);
    this.#sums.add(file, text, rows);
  }

  written(): Readonly<Record<string, WrittenFile>> {
    return this.#sums.all();
  }

  async finish(manifest: string): Promise<void> {
    for (const handle of this.#handles.values()) await handle.close();
    // an old manifest must not vouch for new files
    await rm(join(this.#folder, "manifest.json"), { force: true });
    for (const file of this.#handles.keys()) await rename(this.#partial(file), join(this.#folder, file));
    this.#handles.clear();
    await writeFile(this.#partial("manifest.json"), manifest);
    await rename(this.#partial("manifest.json"), join(this.#folder, "manifest.json"));
  }

  async discard(): Promise<void> {
    for (const [file, handle] of this.#handles) {
      await handle.close().catch(() => undefined);
      await rm(this.#partial(file), { force: true });
    }
  }

  #partial(file: string): string {
    return join(this.#folder, `.${file}.${process.pid}.partial`);
  }
}
