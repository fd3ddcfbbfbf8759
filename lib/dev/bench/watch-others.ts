/** How much of the machine other programs use while something is measured. */

import { cpus } from "node:os";

/** Starts to watch; the function that it gives tells how many processors others used on average since then. */
export function watchOthers(): () => number {
  const busyBefore = busySeconds();
  const own = process.cpuUsage();
  const started = performance.now();
  return () => {
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(own);
    return Math.max(0, (busySeconds() - busyBefore - (user + system) / 1e6) / seconds);
  };
}

function busySeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}
