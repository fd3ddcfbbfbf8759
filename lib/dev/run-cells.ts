/** Runs a notebook without a page: cell after cell through the course's engine, with a time limit, collecting what its checks say. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckResult } from "../course/check-result";
import type { CellOutcome, Output } from "../course/engine/cell-events";
import { startEngine, type Engine } from "../course/engine/start-engine";
import { CHECK_MIME_TYPE } from "../course/feedback";
import type { NotebookCell } from "./notebook-file";

export interface RunOptions {
  /** The folder of the notebook: its cells see it as their working folder. */
  readonly folder: string;
  /** A cell that runs longer is ended, and the run with it. */
  readonly maxSecondsPerCell?: number;
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
}

/**
 * Runs the code cells in order. A cell tagged `raises-exception` may fail; any other failure ends the run. The learner's
 * progress is left alone: the run keeps its own in a temporary folder.
 */
export async function runCells(cells: readonly NotebookCell[], { folder, maxSecondsPerCell = 120 }: RunOptions): Promise<NotebookRun> {
  const temporary = mkdtempSync(join(tmpdir(), "course-run-"));
  const engine = await startWithProgressIn(temporary, folder);
  try {
    return await runAll(engine, cells, maxSecondsPerCell);
  } finally {
    await engine.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The engine's process inherits the environment; ours is put back at once. */
async function startWithProgressIn(temporary: string, folder: string): Promise<Engine> {
  const before = process.env.COURSE_PROGRESS;
  process.env.COURSE_PROGRESS = join(temporary, "progress.json");
  try {
    return await startEngine({ cwd: folder });
  } finally {
    if (before === undefined) delete process.env.COURSE_PROGRESS;
    else process.env.COURSE_PROGRESS = before;
  }
}

async function runAll(engine: Engine, cells: readonly NotebookCell[], maxSeconds: number): Promise<NotebookRun> {
  const runs: CellRun[] = [];
  let failure = "";
  for (const cell of cells) {
    if (cell.kind !== "code" || cell.source.trim() === "") continue;
    const outcome = await engine.execute(cell.source, { cellId: cell.id, maxSeconds });
    runs.push({ ...outcome, id: cell.id });
    if (outcome.status === "ok" || cell.tags.includes("raises-exception")) continue;
    failure = `cell ${cell.id} ended with "${outcome.status}": ${whatWentWrong(outcome)}`;
    break;
  }
  return { cells: runs, failure, checks: runs.flatMap(checksOf), milliseconds: runs.reduce((sum, run) => sum + run.milliseconds, 0) };
}

function whatWentWrong({ diagnostics, outputs }: CellOutcome): string {
  const types = diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);
  const errors = outputs.flatMap((output) => (output.output_type === "error" ? [`${output.ename}: ${output.evalue}`] : []));
  // what the compiler says stands in the error once more
  return (types.length > 0 ? types : errors).join("\n") || textOutputs(outputs);
}

function textOutputs(outputs: readonly Output[]): string {
  return outputs
    .flatMap((output) => (output.output_type === "stream" ? [output.text] : []))
    .join("")
    .slice(-2000);
}

function checksOf({ outputs }: CellRun): CheckResult[] {
  return outputs.flatMap((output) => {
    const check = output.output_type === "display_data" ? output.data[CHECK_MIME_TYPE] : undefined;
    return isCheck(check) ? [check] : [];
  });
}

function isCheck(value: unknown): value is CheckResult {
  return typeof value === "object" && value !== null && Reflect.get(value, "version") === 1 && Array.isArray(Reflect.get(value, "tests"));
}
