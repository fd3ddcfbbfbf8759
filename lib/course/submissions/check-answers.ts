/** A learner's own answers, found in the notebooks that they work in, and graded without a page. */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { grade } from "../grade";
import type { Exercise } from "../graders/exercise";
import { type NotebookCell, readCells } from "../headless/notebook-cell";
import { withEngine } from "../headless/run-cells";
import { progressFile } from "../progress-file";
import { todo } from "../todo";
import { type GradingPlan, sheetPlan, wholePlan } from "./grading-plan";
import { type ExerciseGrade, type GradeLimits, type PlanRun, runPlan } from "./run-plan";
import { readSheets, type Sheet } from "./sheet";

/** Where an answer stands. */
export interface FoundAnswer {
  readonly exercise: Exercise;
  /** The notebook that holds it; the latest, when several do. */
  readonly file: string;
  readonly cells: readonly NotebookCell[];
  /** The code of the exercise, to tell whether it has changed. */
  readonly code: string;
}

const LIMITS: GradeLimits = { cpuSecondsPerCell: 60, seconds: 300 };

/** The files in which an exercise can be answered: its sheet, and its lesson. */
export function answerFiles(root: string, { notebook }: Exercise): string[] {
  return ["exercises", "notebooks"].map((folder) => join(root, folder, `${notebook}.ipynb`));
}

/** The answer to an exercise, wherever it was written last; undefined while no notebook holds anything but the stub. */
export async function findAnswer(root: string, exercise: Exercise): Promise<FoundAnswer | undefined> {
  let latest: (FoundAnswer & { readonly modified: number }) | undefined;
  for (const file of answerFiles(root, exercise)) {
    const modified = (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
    if (modified <= (latest?.modified ?? 0)) continue;
    const cells = await readCells(file);
    const own = cells.filter((cell) => cell.kind === "code" && cell.exercise === exercise.id);
    const answers = own.filter(({ tags }) => tags.includes("answer"));
    const code = own.map(({ source }) => source).join("\n");
    if (answers.length > 0 && !answers.some(({ source }) => isStub(source))) latest = { exercise, file, cells, code, modified };
  }
  return latest;
}

function isStub(source: string): boolean {
  return /\btodo\s*[<(]/.test(source);
}

/** Grades the answers, and counts them as attempts; an exercise that is not written is said to be so without running anything. */
export async function checkAnswers(root: string, exercises: readonly Exercise[]): Promise<ExerciseGrade[]> {
  const grades = new Map<string, ExerciseGrade>();
  const byFile = new Map<string, FoundAnswer[]>();
  for (const exercise of exercises) {
    const answer = await findAnswer(root, exercise);
    if (answer === undefined) grades.set(exercise.id, await notWritten(exercise));
    else byFile.set(answer.file, [...(byFile.get(answer.file) ?? []), answer]);
  }
  const sheets = await readSheets(root);
  for (const answers of byFile.values()) for (const each of await checkFile(root, answers, sheets)) grades.set(each.exercise, each);
  return exercises.flatMap(({ id }) => grades.get(id) ?? []);
}

async function notWritten(exercise: Exercise): Promise<ExerciseGrade> {
  const result = await grade(exercise, todo(), 1);
  return { exercise: exercise.id, status: result.status, message: result.message, result };
}

/** Grades answers that stand in one file. */
async function checkFile(root: string, answers: readonly FoundAnswer[], sheets: readonly Sheet[]): Promise<ExerciseGrade[]> {
  const [{ exercise, cells, file }] = answers;
  const sheet = sheets.find(({ name }) => name === exercise.notebook);
  if (sheet === undefined)
    throw new RangeError(`Cannot check ${exercise.id}: exercises/${exercise.notebook}.ipynb is missing. Run: npx course build`);
  const asked = new Set(answers.map((answer) => answer.exercise.id));
  const isSheet = file.includes(join("exercises", `${exercise.notebook}.ipynb`));
  const run = (plan: GradingPlan): Promise<PlanRun> =>
    withEngine({ folder: join(root, "exercises"), progressFile: progressFile() }, (engine) =>
      runPlan(onlyAsked(plan, asked), engine, LIMITS),
    );
  if (isSheet) return (await run(wholePlan(cells, sheet))).grades.slice();
  const short = await run(sheetPlan(cells, sheet));
  return needsLesson(short) ? (await run(wholePlan(cells, sheet))).grades.slice() : short.grades.slice();
}

/** An answer that uses what the lesson above it has made does not run on the short setup. */
export function needsLesson({ grades, failures }: PlanRun): boolean {
  return grades.some(
    ({ exercise, status }) => status === "wrong" && failures.some((failure) => failure.exercise === exercise && !failure.hasDied),
  );
}

/** The plan up to the last check that is asked for, without those that are not. */
function onlyAsked({ steps, restored }: GradingPlan, asked: ReadonlySet<string>): GradingPlan {
  const isAsked = (step: (typeof steps)[number]): boolean => step.kind === "check" && asked.has(step.check.exercise);
  const until = steps.slice(0, steps.findLastIndex(isAsked) + 1);
  return { steps: until.filter((step) => step.kind === "cell" || isAsked(step)), restored };
}
