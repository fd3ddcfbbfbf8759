/** Real tables on request: asked for first, pinned, checked. */

import { basename, join } from "node:path";
import { throwIfAborted } from "../base/abort";
import { checkNumber, checkOptions } from "../base/check";
import { AbortError, count, didYouMean, messageOf, quoteList } from "../base/errors";
import { throttled } from "../base/progress";
import { cacheFolder } from "./dataset-path";
import { downloadFile, sha256Of, sizeOf } from "./download-file";
import { REMOTE_BASE, type RemoteDataset, remoteDatasets } from "./remote-datasets";

/** What a person is asked before anything is fetched. */
export interface DownloadQuestion {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  readonly files: number;
  readonly bytes: number;
  /** All of it in one sentence. */
  readonly text: string;
}

export interface FetchDatasetOptions {
  /** Asked once, before the first byte; nothing is fetched unless it gives true. Not asked when the files are here already. */
  readonly confirm?: (question: DownloadQuestion) => boolean | Promise<boolean>;
  /** Where the files are kept; by default the cache folder of the course or the user. */
  readonly cache?: string;
  /** Another server with the same files: checksums hold whoever serves them. */
  readonly mirror?: string;
  /** Longest silence of the server. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly file: string; readonly bytes: number; readonly of: number }) => void;
}

/** The files of a fetched dataset, by table. */
export interface FetchedDataset {
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Gives the paths of a real dataset, and fetches it first when it is not here. Never without asking: `confirm` hears the
 * size, the source and the licence. The files are pinned by sha256; a cut download goes on where it stopped.
 *
 * Throws an Error that names the simulated substitute when the network, the server or a checksum fails.
 *
 * @example
 * await assert.rejects(fetchDataset("census", { cache: "/tmp/nowhere" }), /confirm/);
 */
export async function fetchDataset(name: string, options: FetchDatasetOptions = {}): Promise<FetchedDataset> {
  const known = remoteDatasets.map((dataset) => dataset.name);
  const dataset = remoteDatasets.find((candidate) => candidate.name === name);
  if (dataset === undefined) {
    throw new RangeError(
      `Cannot fetch "${name}": there is no such dataset.${didYouMean(name, known)} The names are ${quoteList(known, 12)}`,
    );
  }
  return fetchRemote(dataset, options);
}

/** The same for any description of a dataset. */
export async function fetchRemote(dataset: RemoteDataset, options: FetchDatasetOptions = {}): Promise<FetchedDataset> {
  const action = `Cannot fetch "${dataset.name}"`;
  checkOptions(action, options, ["confirm", "cache", "mirror", "timeoutSeconds", "signal", "onProgress"]);
  const { cache = cacheFolder("downloads"), mirror = REMOTE_BASE, timeoutSeconds = 30, signal, onProgress } = options;
  checkNumber(action, "timeoutSeconds", timeoutSeconds, 0.001, 86_400);
  const pathOf = (path: string): string => join(cache, dataset.name, basename(path));
  const absent = [];
  for (const file of dataset.files) if (!(await isRight(pathOf(file.path), file.bytes, file.sha256))) absent.push(file);
  if (absent.length > 0)
    await ask(
      dataset,
      options.confirm,
      absent.length,
      absent.reduce((sum, { bytes }) => sum + bytes, 0),
    );

  const report = throttled(onProgress);
  for (const { path, bytes, sha256 } of absent) {
    throwIfAborted(signal, `Fetching "${dataset.name}"`);
    const url = new URL(path, mirror.endsWith("/") ? mirror : `${mirror}/`).href;
    const onBytes = (received: number): void => report({ file: basename(path), bytes: received, of: bytes }, received === bytes);
    try {
      await downloadFile({ url, path: pathOf(path), bytes, sha256, timeoutSeconds, signal, onBytes });
    } catch (error) {
      if (signal?.aborted === true) throw new AbortError(`Fetching "${dataset.name}": stopped on request; call again to resume`);
      throw new Error(`${action}: ${messageOf(error)}. Without a network, ${substituteOf(dataset)}`, { cause: error });
    }
  }
  const files = Object.fromEntries(dataset.files.map(({ path }) => [basename(path).replace(/\.csv\.gz$/, ""), pathOf(path)]));
  return { name: dataset.name, source: dataset.source, licence: dataset.licence, files };
}

async function ask(dataset: RemoteDataset, confirm: FetchDatasetOptions["confirm"], files: number, bytes: number): Promise<void> {
  const { name, title, source, licence } = dataset;
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const text = `Fetch "${name}" (${title}; ${count(files, "file")}, ${size}; licence: ${licence}; from ${source})?`;
  if (confirm === undefined) {
    throw new Error(
      `Cannot fetch "${name}" without asking: give { confirm: (question) => true } when you agree to this. ${text} Without it, ${substituteOf(dataset)}`,
    );
  }
  if (await confirm({ name, title, source, licence, files, bytes, text })) return;
  throw new Error(`Did not fetch "${name}": the answer was no. Instead, ${substituteOf(dataset)}`);
}

function substituteOf({ substitute }: RemoteDataset): string {
  return `simulate("${substitute}") serves the same lessons`;
}

async function isRight(path: string, bytes: number, sha256: string): Promise<boolean> {
  return (await sizeOf(path)) === bytes && (await sha256Of(path)) === sha256;
}
