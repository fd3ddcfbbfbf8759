/**
 * An engine never outlives its parent, never takes more memory than it may, and never more of the processor for a cell: not
 * when idle, not in a loop that never yields.
 */

import { Worker } from "node:worker_threads";
import { OVER_CPU, OVER_MEMORY } from "./engine-messages";

const WATCH = `
const { writeSync } = require("node:fs");
const { workerData: { parent, maxMegabytes, deadline, overMemory, overCpu } } = require("node:worker_threads");
const end = (lastWords) => {
  // nobody may be left to hear them
  try { if (lastWords !== "") writeSync(2, lastWords); } finally { process.kill(process.pid, "SIGKILL"); }
};
const cpuSeconds = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
setInterval(() => {
  if (process.ppid !== parent) end("");
  if (process.memoryUsage.rss() > maxMegabytes * 2 ** 20) end(overMemory);
  if (cpuSeconds() > deadline[0]) end(overCpu);
}, maxMegabytes === Infinity ? 500 : 50);
`;

export interface ProcessWatch {
  /** From now on the process may use so many seconds of the processor, of all threads together. */
  allow(cpuSeconds: number): void;
}

/**
 * Ends this process when its parent is gone, or when it holds more than `maxMegabytes` of memory, typed arrays included.
 * The channel to the parent closes when the event loop is free to notice; a busy loop is seen by a thread that looks
 * twice a second, and more often where there is a limit of memory.
 */
export function watchProcess(parent: number, maxMegabytes = Infinity): ProcessWatch {
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  const deadline = new Float64Array(new SharedArrayBuffer(8)).fill(Infinity);
  const workerData = { parent, maxMegabytes, deadline, overMemory: OVER_MEMORY, overCpu: OVER_CPU };
  const watch = new Worker(WATCH, { eval: true, workerData, stdin: false, execArgv: [] });
  watch.unref();
  return {
    allow: (cpuSeconds) => {
      const { user, system } = process.cpuUsage();
      deadline[0] = (user + system) / 1e6 + cpuSeconds;
    },
  };
}
