/** A run of the benchmarks as a file: what was measured, where and when. */

import { appendFile, mkdir, readFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { replaceFile } from "../../base/replace-file";
import { courseFolder } from "../../course/course-folder";
import { isMet, type Measured, type Outcome } from "./outcome";

export interface BenchRecord {
  readonly format: "synthetic-tables bench";
  readonly version: 1;
  /** ISO date and time. */
  readonly when: string;
  readonly machine: Machine;
  /** Mean number of programs that wanted the processor, when the run began and when it ended. */
  readonly load: readonly [number, number];
  readonly quick: boolean;
  readonly outcomes: readonly (Outcome & { readonly met?: boolean })[];
}

export interface Machine {
  readonly processor: string;
  readonly threads: number;
  readonly node: string;
  readonly system: string;
}

export function thisMachine(): Machine {
  const system = `${process.platform} ${process.arch}`;
  return { processor: cpus()[0]?.model ?? "unknown", threads: availableParallelism(), node: process.versions.node, system };
}

export function recordOf(outcomes: readonly Outcome[], loadBefore: number, quick: boolean): BenchRecord {
  return {
    format: "synthetic-tables bench",
    version: 1,
    when: new Date().toISOString(),
    machine: thisMachine(),
    load: [loadBefore, loadavg()[0]],
    quick,
    outcomes: outcomes.map((outcome) => (outcome.kind === "measured" ? { ...outcome, met: isMet(outcome) } : outcome)),
  };
}

/** Where the files of the benchmarks lie. */
export function benchFolder(): string {
  return join(courseFolder(), ".course", "bench");
}

/** Writes `latest.json` and adds a line to `history.jsonl`; gives the path of the former. */
export async function keepRecord(record: BenchRecord, folder = benchFolder()): Promise<string> {
  await mkdir(folder, { recursive: true });
  const latest = join(folder, "latest.json");
  await replaceFile(latest, (path) => writeFile(path, `${JSON.stringify(record, null, 2)}\n`));
  await appendFile(join(folder, "history.jsonl"), `${JSON.stringify(record)}\n`);
  return latest;
}

/** One number of an earlier run. */
export type Past = Pick<Measured, "group" | "name" | "value" | "better">;

/** The runs before on a machine like this one, oldest first: the numbers of each. Lines that are cut short are passed over. */
export async function readHistory(folder = benchFolder(), machine = thisMachine()): Promise<readonly (readonly Past[])[]> {
  let text: string;
  try {
    text = await readFile(join(folder, "history.jsonl"), "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    const record = parsed(line);
    if (!isRecord(record) || record.machine.processor !== machine.processor || record.machine.threads !== machine.threads) return [];
    return [record.outcomes.flatMap((outcome) => (outcome.kind === "measured" ? [outcome] : []))];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is BenchRecord {
  return typeof value === "object" && value !== null && "format" in value && value.format === "synthetic-tables bench";
}
