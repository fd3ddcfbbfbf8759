/** A worker thread that does jobs of an assessment until none are left. */

import { parentPort, workerData } from "node:worker_threads";
import type { AssessData } from "./assess-data";
import { type Job, type JobResult, jobRunner } from "./jobs";

/** What a worker is started with. */
export interface AssessWork {
  readonly data: AssessData;
  readonly jobs: readonly Job[];
  /** The next job to take: one shared number, counted up by whoever takes it. */
  readonly next: Int32Array;
}

/** What a worker says when a job is done. */
export interface DoneJob {
  readonly index: number;
  readonly result: JobResult;
}

async function work({ data, jobs, next }: AssessWork): Promise<void> {
  const run = jobRunner(data);
  for (;;) {
    const index = Atomics.add(next, 0, 1);
    if (index >= jobs.length) return;
    const done: DoneJob = { index, result: await run(jobs[index]) };
    parentPort?.postMessage(done);
  }
}

void work(workerData);
