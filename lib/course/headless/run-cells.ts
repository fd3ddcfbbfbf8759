/** Runs a notebook without a page: cell after cell through the course's engine, with a time limit, collecting what its checks say. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckResult } from "../check-result";
import type { CellEvent, CellOutcome } from "../engine/cell-events";
import type { EngineUsage } from "../engine/engine-messages";
import { type Engine, type EngineOptions, startEngine } from "../engine/start-engine";
import { CHECK_MIME_TYPE } from "../feedback";
import type { NotebookCell } from "./notebook-cell";
import { whatWentWrong } from "./outputs-as-text";

export interface RunOptions extends Pick<EngineOptions, "heapMegabytes" | "maxMegabytes"> {
  /** The folder of the notebook: its cells see it as their working folder. */
  readonly folder: string;
  /** A cell that runs longer is ended, and the run with it. */
  readonly maxSecondsPerCell?: number;
  /** The same for its time on the processor, of all threads together. */
  readonly maxCpuSecondsPerCell?: number;
  /** Hears each cell before it runs. */
  readonly onCell?: (cell: NotebookCell) => void;
  /** Hears what the cells tell as they run. */
  readonly onMessage?: (event: CellEvent) => void;
  /** When it is raised, the running cell is stopped, and the run with it. */
  readonly signal?: AbortSignal;
}

export interface CellRun extends CellOutcome {
  readonly id: string;
}

export interface NotebookRun {
  /** The code cells that ran, in order; after a failure the rest is not run. */
  readonly cells: readonly CellRun[];
  /** What went wrong, "" when every cell ran. */
  readonly failure: string;
  readonly checks: readonly CheckResult[];
  readonly milliseconds: number;
  /** What the engine has used, its start included; undefined when its process ended early. */
  readonly usage: EngineUsage | undefined;
}

/**
 * Runs the code cells in order. A cell tagged `raises-exception` may fail; any other failure ends the run. The learner's
 * progress is left alone: the run keeps its own in a temporary folder.
 */
export async function runCells(cells: readonly NotebookCell[], options: RunOptions): Promise<NotebookRun> {
  return withEngine(options, async (engine) => {
    const stop = (): void => void engine.interrupt();
    options.signal?.addEventListener("abort", stop);
    try {
      return await runAll(engine, cells, options);
    } finally {
      options.signal?.removeEventListener("abort", stop);
    }
  });
}

export interface EngineNeeds extends Pick<EngineOptions, "heapMegabytes" | "maxMegabytes"> {
  readonly folder: string;
  readonly progressFile?: string;
}

/** An engine for the time of a task. What its cells record of exercises goes to `progressFile`, a temporary one when absent. */
export async function withEngine<Result>(
  { folder, heapMegabytes, maxMegabytes, progressFile }: EngineNeeds,
  task: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const temporary = mkdtempSync(join(tmpdir(), "course-run-"));
  try {
    const engine = await startEngine({
      cwd: folder,
      environment: { COURSE_PROGRESS: progressFile ?? join(temporary, "progress.json") },
      ...(heapMegabytes === undefined ? {} : { heapMegabytes }),
      ...(maxMegabytes === undefined ? {} : { maxMegabytes }),
    });
    return await task(engine).finally(() => engine.stop());
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function runAll(
  engine: Engine,
  cells: readonly NotebookCell[],
  { maxSecondsPerCell: maxSeconds = 120, maxCpuSecondsPerCell: maxCpuSeconds, onCell, onMessage, signal }: RunOptions,
): Promise<NotebookRun> {
  const runs: CellRun[] = [];
  let failure = "";
  for (const cell of cells) {
    if (cell.kind !== "code" || cell.source.trim() === "") continue;
    if (signal?.aborted === true) failure = "stopped";
    if (failure !== "") break;
    onCell?.(cell);
    const outcome = await engine.execute(cell.source, {
      cellId: cell.id,
      maxSeconds,
      ...(maxCpuSeconds === undefined ? {} : { maxCpuSeconds }),
      ...(onMessage === undefined ? {} : { onMessage }),
    });
    runs.push({ ...outcome, id: cell.id });
    if (outcome.status === "ok" || (cell.tags.includes("raises-exception") && outcome.status === "error")) continue;
    failure = `cell ${cell.id} ended with "${outcome.status}": ${whatWentWrong(outcome)}`;
  }
  const milliseconds = runs.reduce((sum, run) => sum + run.milliseconds, 0);
  const usage = runs.at(-1)?.status === "died" ? undefined : await engine.usage();
  return { cells: runs, failure, checks: runs.flatMap(checksOf), milliseconds, usage };
}

/** The results of the checks that a cell has shown. */
export function checksOf({ outputs }: CellOutcome): CheckResult[] {
  return outputs.flatMap((output) => {
    const check = output.output_type === "display_data" ? output.data[CHECK_MIME_TYPE] : undefined;
    return isCheck(check) ? [check] : [];
  });
}

/** Whether the value has the form of a check's result. */
export function isCheck(value: unknown): value is CheckResult {
  return typeof value === "object" && value !== null && Reflect.get(value, "version") === 1 && Array.isArray(Reflect.get(value, "tests"));
}
