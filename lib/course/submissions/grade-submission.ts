/** One learner's notebook, graded in a process of its own. Whatever it does, it costs its own row and nothing else. */

import { join } from "node:path";
import { messageOf } from "../../base/errors";
import { type NotebookCell, readCells } from "../headless/notebook-cell";
import { withEngine } from "../headless/run-cells";
import { needsLesson } from "./check-answers";
import type { Submission } from "./find-submissions";
import { type GradingPlan, sheetPlan, wholePlan } from "./grading-plan";
import { type ExerciseGrade, type GradeLimits, type PlanRun, runPlan } from "./run-plan";
import { type Sheet, sheetOf } from "./sheet";

export interface GradedSubmission {
  readonly learner: string;
  readonly path: string;
  /** The notebook of the course that it is, "" when it is none. */
  readonly notebook: string;
  readonly grades: readonly ExerciseGrade[];
  readonly seconds: number;
  /** What an instructor should know: cells that failed, checks that were restored, why nothing was graded. */
  readonly notes: readonly string[];
}

export interface SubmissionLimits extends GradeLimits {
  readonly megabytes: number;
}

/** Never throws for anything that stands in the file. */
export async function gradeSubmission(
  submission: Submission,
  { root, sheets, limits }: { readonly root: string; readonly sheets: readonly Sheet[]; readonly limits: SubmissionLimits },
): Promise<GradedSubmission> {
  const started = performance.now();
  const done = (notebook: string, grades: readonly ExerciseGrade[], notes: readonly string[]): GradedSubmission => {
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return { learner: submission.learner, path: submission.path, notebook, grades, seconds, notes };
  };
  try {
    const cells = await readCells(submission.file);
    const sheet = sheetOf(cells, sheets);
    if (sheet === undefined) return done("", [], ["None of its cells belongs to a notebook of this course."]);
    const { grades, failures, restored } = await gradeCells(cells, sheet, root, limits);
    return done(sheet.name, grades, [...restored, ...failures.map(({ cell, message }) => `Cell ${cell}: ${message}`)]);
  } catch (thrown) {
    return done("", [], [messageOf(thrown)]);
  }
}

async function gradeCells(
  cells: readonly NotebookCell[],
  sheet: Sheet,
  root: string,
  limits: SubmissionLimits,
): Promise<PlanRun & Pick<GradingPlan, "restored">> {
  const needs = { folder: join(root, "exercises"), heapMegabytes: limits.megabytes, maxMegabytes: limits.megabytes };
  const run = async (plan: GradingPlan): Promise<PlanRun & Pick<GradingPlan, "restored">> => ({
    ...(await withEngine(needs, (engine) => runPlan(plan, engine, limits))),
    restored: plan.restored,
  });
  const isLesson = cells.some(({ id }) => sheet.ids.has(id) && !sheet.cells.some((cell) => cell.id === id));
  if (!isLesson) return run(wholePlan(cells, sheet));
  const short = await run(sheetPlan(cells, sheet));
  return needsLesson(short) ? run(wholePlan(cells, sheet)) : short;
}
