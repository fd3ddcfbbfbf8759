/** How much of the machine other programs use while something is measured. */

import { cpus } from "node:os";

/** More than this many processors in other hands, and a time says little of the work that took it. */
export const FAIR_SHARE = 0.3;

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

/** "others used 1.7 processors meanwhile" */
export function othersText(processors: number): string {
  return `others used ${processors.toFixed(1)} processors meanwhile`;
}

function busySeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}
