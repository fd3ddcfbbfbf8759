/** The jobs of an assessment, done in worker threads when they are long, in this thread when they are short. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { breather, throwIfAborted } from "../../base/abort";
import { AbortError } from "../../base/errors";
import { workerFile } from "../../base/worker-file";
import { type AssessData, shareData } from "./assess-data";
import type { AssessWork, DoneJob } from "./assess-worker";
import { type Job, type JobResult, jobRunner } from "./jobs";

export interface RunOptions {
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of the jobs done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Below so many cells, all tables together, the work is done before a thread has started. */
const THREADS_FROM_CELLS = 100_000;
const MOST_DEFAULT_THREADS = 8;
const ACTION = "Cannot finish the assessment";

/** The results in the order of the jobs, which do not depend on the threads. */
export async function runJobs(data: AssessData, jobs: readonly Job[], options: RunOptions): Promise<readonly JobResult[]> {
  if (jobs.length === 0) return [];
  throwIfAborted(options.signal, ACTION);
  const isShort = cellsOf(data) < THREADS_FROM_CELLS && (options.threads ?? 1) === 1;
  return isShort ? runHere(data, jobs, options) : runInThreads(data, jobs, options);
}

function cellsOf({ tables, sequences }: AssessData): number {
  const all = [tables.training, tables.holdout, tables.synthetic, sequences?.real.table, sequences?.synthetic.table];
  return all.reduce((sum, table) => sum + (table === undefined ? 0 : table.rowCount * table.columns.length), 0);
}

async function runHere(data: AssessData, jobs: readonly Job[], { signal, onProgress }: RunOptions): Promise<readonly JobResult[]> {
  const run = jobRunner(data);
  const breathe = breather();
  const results: JobResult[] = [];
  for (const job of jobs) {
    throwIfAborted(signal, ACTION);
    results.push(await run(job));
    onProgress?.(results.length / jobs.length);
    await breathe();
  }
  return results;
}

async function runInThreads(
  data: AssessData,
  jobs: readonly Job[],
  { threads, signal, onProgress }: RunOptions,
): Promise<readonly JobResult[]> {
  const file = workerFile("quality/work/assess-worker");
  const next = new Int32Array(new SharedArrayBuffer(4));
  const work: AssessWork = { data: shareData(data), jobs, next };
  const count = Math.min(threads ?? Math.min(MOST_DEFAULT_THREADS, availableParallelism()), jobs.length);
  const workers = Array.from({ length: count }, () => new Worker(file, { workerData: work }));
  const results = new Array<JobResult>(jobs.length);
  let done = 0;
  const hear = ({ index, result }: DoneJob): void => {
    results[index] = result;
    onProgress?.(++done / jobs.length);
  };
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new AbortError(`${ACTION}: stopped on request`));
  });
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await Promise.race([Promise.all(workers.map((worker) => ended(worker, hear))), stopped]);
  } finally {
    signal?.removeEventListener("abort", stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
}

function ended(worker: Worker, hear: (done: DoneJob) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", hear);
    worker.on("error", reject);
    worker.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`A thread of the assessment ended with exit code ${code}`))));
  });
}
