/** A worker thread that searches slices of queries and reports each when it is done. */

import { parentPort, workerData } from "node:worker_threads";
import { type NearestTwo, nearestTwoSearch, type SearchTask } from "./nearest-two";

/** What a worker is started with; all arrays lie in shared memory. */
export interface NearestWork extends SearchTask {
  readonly found: NearestTwo;
  /** The next query to take: one number, counted up by whoever takes a slice. */
  readonly next: Int32Array;
  readonly sliceRows: number;
}

function searchSlices(work: NearestWork): void {
  const { found, next, sliceRows } = work;
  const search = nearestTwoSearch(work, found);
  const rows = found.first.length;
  for (;;) {
    const start = Atomics.add(next, 0, sliceRows);
    if (start >= rows) return;
    const end = Math.min(start + sliceRows, rows);
    search(start, end);
    parentPort?.postMessage(end - start);
  }
}

searchSlices(workerData);
