/** A worker thread that searches slices of queries and reports each when it is done. */

import { parentPort, workerData } from "node:worker_threads";
import { type NearestTwo, searchNearestTwo } from "./nearest-two";
import type { NeighbourTree } from "./neighbour-tree";

/** What a worker is started with; all arrays lie in shared memory. */
export interface NearestWork {
  readonly tree: NeighbourTree;
  readonly queries: Float64Array;
  readonly found: NearestTwo;
  /** The next query to take: one number, counted up by whoever takes a slice. */
  readonly next: Int32Array;
  readonly sliceRows: number;
}

function searchSlices({ tree, queries, found, next, sliceRows }: NearestWork): void {
  const rows = found.first.length;
  for (;;) {
    const start = Atomics.add(next, 0, sliceRows);
    if (start >= rows) return;
    const end = Math.min(start + sliceRows, rows);
    searchNearestTwo(tree, queries, start, end, found);
    parentPort?.postMessage(end - start);
  }
}

searchSlices(workerData);
