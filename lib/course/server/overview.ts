/** The course at a glance: its notebooks in order, how far each is, and where to go on. */

import { cpus, totalmem } from "node:os";
import { type ExerciseProgress, readProgress } from "../progress-file";
import { deckSummaries } from "../slides/deck-folder";
import { type JsonObject, member, type NotebookDocument } from "./notebook-document";
import type { NotebookName, NotebookStore } from "./notebook-store";
import { QUESTIONS_OF_A_LESSON } from "../quiz";
import type { QuizStore } from "./quiz-answers";
import type { CourseOverview, NotebookSummary } from "./run-messages";
import type { Visit, Visits } from "./visits";

export interface OverviewSources {
  readonly store: NotebookStore;
  readonly visits: Visits;
  readonly quizzes: QuizStore;
  readonly root: string;
}

interface LearnerState {
  readonly visit: Visit | undefined;
  readonly progress: Readonly<Record<string, ExerciseProgress>>;
  /** The questions that have an answer. */
  readonly answered: readonly string[];
}

/** Reads every notebook's metadata anew: there are a few dozen, and one may have been rebuilt. */
export async function overviewOf({ store, visits, quizzes, root }: OverviewSources, progressFile: string): Promise<CourseOverview> {
  const [names, visited, decks, answers] = await Promise.all([store.list(), visits.all(), deckSummaries(root), quizzes.all()]);
  const answered = Object.keys(answers);
  const progress = readProgress(progressFile);
  const notebooks = await Promise.all(
    names.map(async (name) => summaryOf(name, await documentOf(store, name), { visit: visited.get(name.id), progress, answered })),
  );
  return { notebooks, decks, progress, continueWith: latest(visited, names), environment: environment() };
}

/** One notebook that cannot be read must not hide the others: opening it tells what is wrong. */
async function documentOf(store: NotebookStore, name: NotebookName): Promise<NotebookDocument> {
  try {
    return (await store.load(name)).document;
  } catch {
    return { cells: [], metadata: { course: { title: `${name.name} (cannot be read)` } } };
  }
}

function summaryOf(
  name: NotebookName,
  { cells, metadata }: NotebookDocument,
  { visit, progress, answered }: LearnerState,
): NotebookSummary {
  const course = metadata.course;
  const code = cells.filter((cell) => cell.kind === "code" && cell.source.trim() !== "");
  const ran = new Set(visit?.ran ?? []);
  const cellsRun = code.filter((cell) => ran.has(cell.id)).length;
  const exercises = stringsOf(member(course, "exercises"));
  const solved = exercises.filter((id) => Object.hasOwn(progress, id) && progress[id].firstPass !== "").length;
  const isDone = exercises.length > 0 ? solved === exercises.length : code.length > 0 && cellsRun === code.length;
  return {
    id: name.id,
    title: titleOf(name, metadata, cells[0]?.source ?? ""),
    section: stringOf(member(course, "section")),
    minutes: numberOf(member(course, "minutes")),
    kind: name.folder === "notebooks" ? "lesson" : name.folder === "exercises" ? "exercise" : "solution",
    exercises,
    state: isDone ? "done" : visit === undefined || (cellsRun === 0 && solved === 0) ? "not-started" : "in-progress",
    questions: QUESTIONS_OF_A_LESSON,
    answered: name.folder === "notebooks" ? answered.filter((id) => id.startsWith(`${stringOf(member(course, "id"))}.q`)).length : 0,
    codeCells: code.length,
    cellsRun,
  };
}

function titleOf({ name }: NotebookName, { course }: JsonObject, firstCell: string): string {
  const heading = /^#\s+(.+)$/m.exec(firstCell)?.[1];
  return stringOf(member(course, "title")) || heading || name;
}

function latest(visited: ReadonlyMap<string, Visit>, names: readonly NotebookName[]): string {
  const known = [...visited].filter(([id]) => names.some((name) => name.id === id));
  return known.sort(([, a], [, b]) => (a.opened < b.opened ? 1 : -1)).map(([id]) => id)[0] ?? "";
}

function environment(): string[] {
  const threads = cpus().length;
  return [
    `Node ${process.versions.node}`,
    `${threads} ${threads === 1 ? "thread" : "threads"}`,
    `${Math.round(totalmem() / 2 ** 30)} GB of memory`,
  ];
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each: unknown) => typeof each === "string") : [];
}
