/** What only a run can prove: every lesson runs in time, every stub fails, every solution passes. */

import { dirname, join } from "node:path";
import type { CheckResult } from "../course/check-result";
import { bundleAsText } from "../course/headless/outputs-as-text";
import type { NotebookCell } from "../course/headless/notebook-cell";
import { type CellRun, type NotebookRun, runCells } from "../course/headless/run-cells";
import type { BuiltNotebook } from "./build-notebooks";

/** What a lesson may compute, on all threads together and the engine's start included. */
export const MOST_CPU_SECONDS = 60;
/** On the clock, on a machine that does other things too. */
const LIMITS = { maxCpuSecondsPerCell: MOST_CPU_SECONDS, maxSecondsPerCell: 10 * MOST_CPU_SECONDS };
/** More than this under one cell is a dump, not a result. */
const MOST_LINES_SHOWN = 60;
/** Jupyter's channel drops what comes in bursts of more than about 500. */
const MOST_LINES_PRINTED = 400;

export interface Proof {
  /** What is wrong, none when the notebook is proved. */
  readonly complaints: readonly string[];
  readonly run: NotebookRun;
}

/** Runs a lesson from top to bottom. Its exercises are stubs, and a stub never passes. */
export async function proveLesson({ path, notebook }: BuiltNotebook, courseFolder: string): Promise<Proof> {
  const run = await runCells(notebook.cells, { folder: join(courseFolder, dirname(path)), ...LIMITS });
  const complaints = run.failure === "" ? [...run.cells.flatMap(complaintsOf), ...late(run)] : [run.failure];
  if (run.failure === "") complaints.push(...unexpected(run.checks, notebook.course.exercises, "not-written"));
  return { complaints: complaints.map((complaint) => `${path}: ${complaint}`), run };
}

/**
 * Runs the two sheets of a lesson in one engine, since they share their setup: the stubs first, which must fail, then the
 * answers in their place, which must pass.
 */
export async function proveSheets(exercise: BuiltNotebook, solution: BuiltNotebook, courseFolder: string): Promise<Proof> {
  const ids = exercise.notebook.course.exercises;
  const answers = solution.notebook.cells.filter((cell) => cell.exercise !== "");
  const cells = [...exercise.notebook.cells, ...answers];
  const run = await runCells(cells, { folder: join(courseFolder, dirname(solution.path)), ...LIMITS });
  const complaints: string[] = [];
  if (setupOf(exercise).join("\n") !== setupOf(solution).join("\n")) complaints.push("the setup of the two sheets differs");
  if (run.failure !== "") complaints.push(run.failure);
  else {
    complaints.push(...unexpected(run.checks.slice(0, ids.length), ids, "not-written"));
    complaints.push(...unexpected(run.checks.slice(ids.length), ids, "right"));
  }
  return { complaints: complaints.map((complaint) => `${solution.path}: ${complaint}`), run };
}

function setupOf({ notebook }: BuiltNotebook): string[] {
  const isSetup = (cell: NotebookCell): boolean => cell.kind === "code" && cell.exercise === "";
  return notebook.cells.filter(isSetup).map(({ source }) => source);
}

function late({ usage }: NotebookRun): string[] {
  if (usage === undefined || usage.cpuSeconds <= MOST_CPU_SECONDS) return [];
  return [`takes ${usage.cpuSeconds.toFixed(0)} s of CPU, at most ${MOST_CPU_SECONDS}: train on fewer rows or for fewer epochs`];
}

function complaintsOf({ id, outputs }: CellRun): string[] {
  return outputs.flatMap((output) => {
    if (output.output_type === "stream" && lines(output.text) > MOST_LINES_PRINTED)
      return [`cell ${id} prints ${lines(output.text)} lines, at most ${MOST_LINES_PRINTED}: Jupyter loses the rest`];
    if (output.output_type === "execute_result" && lines(bundleAsText(output.data)) > MOST_LINES_SHOWN)
      return [`cell ${id} ends in a value of ${lines(bundleAsText(output.data))} lines: end it in show(...)`];
    return [];
  });
}

function lines(text: string): number {
  return text.trimEnd().split("\n").length;
}

function unexpected(checks: readonly CheckResult[], ids: readonly string[], status: CheckResult["status"]): string[] {
  const found = checks.map((check) => `${check.exercise} ${check.status}`);
  const wanted = ids.map((id) => `${id} ${status}`);
  return found.join() === wanted.join() ? [] : [`the checks say ${found.join(", ") || "nothing"}, they must say ${wanted.join(", ")}`];
}
