/** Nearest neighbours of many rows: in this thread when it is quick, in several when it is not. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { breather, throwIfAborted } from "../base/abort";
import { workerFile } from "../base/worker-file";
import type { Points } from "./distance-encoding";
import { planLook } from "./nearest-look";
import { type NearestTwo, nearestTwoSearch, type SearchTask } from "./nearest-two";
import type { NearestWork } from "./nearest-worker";
import { buildNeighbourTree, type NeighbourTree, sharedFloats } from "./neighbour-tree";

export interface NeighbourOptions {
  /** Threads to use; by default one when the search is short, else one per processor, 8 at most. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of the queries done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Distances to the two nearest rows, and which row is the nearest (-1 when there is none). */
export interface Neighbours {
  /** Infinity where there is no such row. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly nearest: Int32Array;
}

const SLICE_ROWS = 64;
/** Below so many comparisons of rows, starting threads costs more than it saves. */
const THREADS_FROM_COMPARISONS = 100_000_000;
const MOST_DEFAULT_THREADS = 8;

/**
 * The two nearest reference rows of each query row: exact, and the same for any number of threads. The "mixed" distance is
 * the mean over columns of min(1, |a - b|), 0 to 1; "euclidean" is the root of the sum of squares.
 */
export async function nearestNeighbours(
  queries: Points,
  references: Points,
  metric: NeighbourTree["metric"],
  options: NeighbourOptions = {},
): Promise<Neighbours> {
  const comparisons = queries.rows * references.rows;
  const threads = options.threads ?? (comparisons < THREADS_FROM_COMPARISONS ? 1 : Math.min(MOST_DEFAULT_THREADS, availableParallelism()));
  const order = tellingColumnsFirst(queries);
  const tree = buildNeighbourTree(reordered(references, order), references.width, metric);
  const search = threads > 1 ? searchInThreads : searchHere;
  const ordered = reordered(queries, order);
  const look = planLook(tree, ordered, threads);
  const found = await search({ tree, queries: ordered, thread: 0, look }, queries.rows, options, threads);
  const scale = metric === "mixed" ? (sum: number) => sum / queries.width : Math.sqrt;
  return { first: found.first.map(scale), second: found.second.map(scale), nearest: found.nearest };
}

async function searchHere(task: SearchTask, rows: number, options: NeighbourOptions): Promise<NearestTwo> {
  const found = { first: new Float64Array(rows), second: new Float64Array(rows), nearest: new Int32Array(rows) };
  const search = nearestTwoSearch(task, found);
  const breathe = breather();
  for (let start = 0; start < rows; start += SLICE_ROWS) {
    throwIfAborted(options.signal, "Cannot finish the distances");
    search(start, Math.min(start + SLICE_ROWS, rows));
    options.onProgress?.(Math.min(start + SLICE_ROWS, rows) / rows);
    await breathe();
  }
  return found;
}

async function searchInThreads(task: SearchTask, rows: number, options: NeighbourOptions, threads: number): Promise<NearestTwo> {
  throwIfAborted(options.signal, "Cannot start the distances");
  const found = { first: sharedFloats(rows), second: sharedFloats(rows), nearest: new Int32Array(new SharedArrayBuffer(4 * rows)) };
  const next = new Int32Array(new SharedArrayBuffer(4));
  const workOf = (thread: number): NearestWork => ({ ...task, thread, found, next, sliceRows: SLICE_ROWS });
  const file = workerFile("privacy/nearest-worker");
  const workers = Array.from({ length: threads }, (_, thread) => new Worker(file, { workerData: workOf(thread) }));
  let done = 0;
  const stop = (): void => void Atomics.store(next, 0, rows);
  options.signal?.addEventListener("abort", stop);
  try {
    await Promise.all(workers.map((worker) => finished(worker, (slice) => options.onProgress?.((done += slice) / rows))));
    throwIfAborted(options.signal, "Cannot finish the distances");
  } finally {
    options.signal?.removeEventListener("abort", stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return found;
}

function finished(worker: Worker, onSlice: (rows: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", (rows: unknown) => {
      if (typeof rows === "number") onSlice(rows);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`A distance worker ended with exit code ${code}`))));
  });
}

const ROWS_TO_ORDER_BY = 2000;

/**
 * Columns by how far apart rows are in them, widest first: a poor candidate is then given up early. It looks at the queries
 * alone, so that the same query sums its columns in the same order in every reference table, and ties stay ties.
 */
function tellingColumnsFirst({ values, rows, width }: Points): Int32Array {
  const apart = new Float64Array(width);
  for (let look = 0; look < Math.min(rows, ROWS_TO_ORDER_BY); look++) {
    const one = ((look * 7919) % rows) * width;
    const other = ((look * 104_729 + 1) % rows) * width;
    for (let j = 0; j < width; j++) apart[j] += Math.min(1, Math.abs(values[one + j] - values[other + j]));
  }
  return Int32Array.from({ length: width }, (_, j) => j).sort((a, b) => apart[b] - apart[a] || a - b);
}

function reordered({ values, rows, width }: Points, order: Int32Array): Float64Array {
  const result = sharedFloats(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < width; j++) result[i * width + j] = values[i * width + order[j]];
  return result;
}
