/** Work in a process of its own, so that its peak memory is its own. */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { workerFile } from "../../base/worker-file";

/** What every child tells beside its own numbers. */
export interface ChildReport {
  /** Wall-clock seconds of the work, loading of the library and of its input left out. */
  readonly seconds: number;
  readonly processorSeconds: number;
  /** Most memory that the process held at once, in bytes. */
  readonly peakMemory: number;
  /** Further numbers by name. */
  readonly numbers: Readonly<Record<string, number>>;
}

const MOST_OUTPUT = 1 << 24;

/** Runs the script `lib/dev/bench/<name>` of the built library with these words; it must call `reportToParent`. */
export async function runChild(name: string, words: readonly string[]): Promise<ChildReport> {
  const script = workerFile(`dev/bench/${name}`);
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...words], { maxBuffer: MOST_OUTPUT });
  const report: unknown = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  if (isReport(report)) return report;
  throw new Error(`${name} ${words.join(" ")} gave no report: ${stdout.slice(-200)}`);
}

/** In the child: measures the work and prints the report as the last line. */
export async function reportToParent(work: () => Promise<Readonly<Record<string, number>>>): Promise<void> {
  const processor = process.cpuUsage();
  const started = performance.now();
  const numbers = await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const report: ChildReport = { seconds, processorSeconds: (user + system) / 1e6, peakMemory: peakMemory(), numbers };
  process.stdout.write(`\n${JSON.stringify(report)}\n`);
}

/**
 * Bytes of memory that this process held at most. On Linux what resourceUsage() tells starts from the memory of the parent,
 * so the peak of the process's own memory is read instead.
 */
export function peakMemory(): number {
  try {
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    if (peak !== null) return 1024 * Number(peak[1]);
  } catch {
    // not Linux
  }
  return 1024 * process.resourceUsage().maxRSS;
}

function isReport(value: unknown): value is ChildReport {
  return typeof value === "object" && value !== null && "seconds" in value && "peakMemory" in value && "numbers" in value;
}
