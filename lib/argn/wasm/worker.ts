/** A worker thread of the fast engine: the leader, which answers requests, or a helper, which sees nothing but jobs. */

import { parentPort, workerData } from "node:worker_threads";
import { help } from "./crew";
import { Leader } from "./leader";
import type { Reply, Request } from "./requests";
import { networkOf, type WorkerStart } from "./worker-start";

function start(begun: WorkerStart): void {
  if (begun.thread === 0) lead(begun);
  else helpWith(begun);
}

function helpWith(begun: WorkerStart): void {
  const network = networkOf(begun);
  help(network, () => parentPort?.postMessage(network.plan.bytes), rethrowLater);
}

function lead(begun: WorkerStart): void {
  const network = networkOf(begun);
  const leader = new Leader(begun.blueprint, network, begun.threads - 1);
  let last: Promise<unknown> = Promise.resolve();
  parentPort?.on("message", (request: Request) => {
    last = last.then(() => leader.fulfil(request)).then((reply) => parentPort?.postMessage(reply, transferable(reply)));
  });
  parentPort?.postMessage(network.plan.bytes);
}

function transferable(reply: Reply): ArrayBuffer[] {
  if (!("values" in reply)) return [];
  const { buffer } = reply.values;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

/** An error in a job ends the thread with that error, which the main thread hears of. */
function rethrowLater(thrown: unknown): void {
  setImmediate(() => {
    throw thrown;
  });
}

start(workerData);
