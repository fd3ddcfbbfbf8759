/** A simulated dataset as a folder of files, written block by block. */

import { createHash } from "node:crypto";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { breather, throwIfAborted } from "../base/abort";
import { throttled } from "../base/progress";
import { csvHeader, csvLines } from "./csv-text";
import { openParquetFile, type ParquetFile } from "./parquet-file";
import { descriptionsOf } from "./describe-dataset";
import { checkedSimulation, drawBlock, type SimulatedName, type SimulateOptions } from "./simulate/simulate";
import { Sheet } from "./simulate/sheet";
import type { Simulator } from "./simulate/simulator";
import { checkChoice, checkOptions } from "../base/check";
import type { Table } from "../table/table";

export interface WriteDatasetOptions extends SimulateOptions {
  /** How the tables are written; the preview is CSV always. Default "csv". */
  readonly format?: "csv" | "parquet";
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
 * Writes a simulated dataset: one CSV or Parquet file for each table, `latent` with what is hidden, `schema.json`, `truth.json`,
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
  const { signal, onProgress, format = "csv", ...size } = options;
  checkOptions(action, options, ["rows", "seed", "format", "signal", "onProgress"]);
  checkChoice(action, "format", format, ["csv", "parquet"]);
  const { simulator, rows, seed } = checkedSimulation(action, name, size);
  await mkdir(folder, { recursive: true });
  const files = new PartialFiles(folder, format);
  try {
    await streamTables(simulator, rows, seed, { ...options, sink: files });
    await files.finishTables();
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
  await streamTables(simulator, rows, seed, { sink: { block: async (name, table) => sums.add(`${name}.csv`, csvOf(table), table.rowCount) } });
  return sums.all();
}

/** Takes the tables piece by piece; the first piece of each has no rows. */
interface Sink {
  readonly block: (name: string, block: Table) => Promise<void>;
}

/** A piece as CSV: the header when it has no rows, the lines otherwise. */
function csvOf(block: Table): string {
  return block.rowCount === 0 ? csvHeader(block) : csvLines(block);
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
  for (const plan of plans) await sink.block(plan.name, new Sheet(plan).table());
  for (let start = 0; start < rows; start += SUBJECTS_PER_BLOCK) {
    throwIfAborted(signal, `Writing dataset "${simulator.name}"`);
    const end = Math.min(rows, start + SUBJECTS_PER_BLOCK);
    const { tables, latent } = drawBlock(simulator, law, start, end);
    for (const [table, block] of Object.entries({ ...tables, latent })) if (block.rowCount > 0) await sink.block(table, block);
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
  readonly #format: "csv" | "parquet";
  readonly #parquet = new Map<string, ParquetFile>();
  readonly #finished = new Map<string, WrittenFile>();

  constructor(folder: string, format: "csv" | "parquet") {
    this.#folder = folder;
    this.#format = format;
  }

  async block(name: string, block: Table): Promise<void> {
    if (this.#format === "csv") return this.write(`${name}.csv`, csvOf(block), block.rowCount);
    const file = `${name}.parquet`;
    const parquet = this.#parquet.get(file) ?? (await openParquetFile(this.#partial(file), block));
    this.#parquet.set(file, parquet);
    await parquet.add(block);
  }

  /** Ends the Parquet files, whose sizes and checksums are known only then. */
  async finishTables(): Promise<void> {
    for (const [file, parquet] of this.#parquet) {
      if (!this.#finished.has(file)) this.#finished.set(file, await parquet.finish());
    }
  }

  async write(file: string, text: string, rows: number): Promise<void> {
    const handle = this.#handles.get(file) ?? (await open(this.#partial(file), "w"));
    this.#handles.set(file, handle);
    await handle.writeFile(text);
    this.#sums.add(file, text, rows);
  }

  written(): Readonly<Record<string, WrittenFile>> {
    return { ...Object.fromEntries(this.#finished), ...this.#sums.all() };
  }

  async finish(manifest: string): Promise<void> {
    for (const handle of this.#handles.values()) await handle.close();
    // an old manifest must not vouch for new files
    await rm(join(this.#folder, "manifest.json"), { force: true });
    for (const file of [...this.#handles.keys(), ...this.#parquet.keys()]) await rename(this.#partial(file), join(this.#folder, file));
    this.#handles.clear();
    this.#parquet.clear();
    await writeFile(this.#partial("manifest.json"), manifest);
    await rename(this.#partial("manifest.json"), join(this.#folder, "manifest.json"));
  }

  async discard(): Promise<void> {
    for (const [file, handle] of this.#handles) {
      await handle.close().catch(() => undefined);
      await rm(this.#partial(file), { force: true });
    }
    for (const [file, parquet] of this.#parquet) {
      if (!this.#finished.has(file)) await parquet.close().catch(() => undefined);
      await rm(this.#partial(file), { force: true });
    }
  }

  #partial(file: string): string {
    return join(this.#folder, `.${file}.${process.pid}.partial`);
  }
}
