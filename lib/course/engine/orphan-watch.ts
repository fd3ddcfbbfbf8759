/** An engine never outlives its parent: not when idle, not in a loop that never yields. */

import { Worker } from "node:worker_threads";

const WATCH = `
const { workerData } = require("node:worker_threads");
setInterval(() => { if (process.ppid !== workerData.parent) process.kill(process.pid, "SIGKILL"); }, 500);
`;

/**
 * Ends this process when its parent is gone. The channel to the parent closes when the event loop is free to notice; a busy
 * loop is seen by a thread that compares the parent's process id twice a second.
 */
export function endWithParent(parent: number): void {
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  const watch = new Worker(WATCH, { eval: true, workerData: { parent }, stdin: false, execArgv: [] });
  watch.unref();
}
