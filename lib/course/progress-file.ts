/**
 * What a learner has done, in `.course/progress.json` of the course folder: attempts, first pass, hints opened. The file
 * is for the learner alone and never leaves the machine.
 */

import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { courseFolder } from "./course-folder";

export interface ExerciseProgress {
  /** How many written answers were checked; a check of an empty stub is no attempt. */
  readonly attempts: number;
  readonly hintsOpened: number;
  /** When the first right answer was given (ISO 8601), "" before that. */
  readonly firstPass: string;
}

/** Progress by exercise id. */
export type Progress = Readonly<Record<string, ExerciseProgress>>;

const NOTHING_YET: ExerciseProgress = { attempts: 0, hintsOpened: 0, firstPass: "" };

/** The file of this learner; the variable COURSE_PROGRESS names another one. */
export function progressFile(): string {
  return process.env.COURSE_PROGRESS ?? join(courseFolder(), ".course", "progress.json");
}

/** What the file holds; nothing when there is none. A file that can't be read is set aside, so that no check is lost to it. */
export function readProgress(file = progressFile()): Progress {
  if (!existsSync(file)) return {};
  try {
    return parseProgress(readFileSync(file, "utf8"));
  } catch {
    renameSync(file, `${file}.unreadable`);
    return {};
  }
}

/** Progress in one exercise. */
export function progressOf(id: string, file = progressFile()): ExerciseProgress {
  const progress = readProgress(file);
  return Object.hasOwn(progress, id) ? progress[id] : NOTHING_YET;
}

/** Counts an attempt, and marks the first pass. */
export function recordAttempt(id: string, passed: boolean, file = progressFile()): void {
  const before = progressOf(id, file);
  const firstPass = before.firstPass === "" && passed ? new Date().toISOString() : before.firstPass;
  writeProgress(file, { ...readProgress(file), [id]: { ...before, attempts: before.attempts + 1, firstPass } });
}

/** Remembers that hint `number` was opened. */
export function recordHint(id: string, number: number, file = progressFile()): void {
  const before = progressOf(id, file);
  const hintsOpened = Math.max(before.hintsOpened, number);
  writeProgress(file, { ...readProgress(file), [id]: { ...before, hintsOpened } });
}

/** Forgets these exercises, or all of them; the file as it was is kept beside it as `progress.json.before-reset`. */
export function forgetProgress(ids: readonly string[] | "all", file = progressFile()): void {
  if (!existsSync(file)) return;
  copyFileSync(file, `${file}.before-reset`);
  const kept = Object.entries(readProgress(file)).filter(([each]) => ids !== "all" && !ids.includes(each));
  writeProgress(file, Object.fromEntries(kept));
}

function writeProgress(file: string, progress: Progress): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, `${JSON.stringify({ version: 1, exercises: progress }, null, 2)}\n`);
  renameSync(part, file);
}

function parseProgress(text: string): Progress {
  const file: unknown = JSON.parse(text);
  const exercises: unknown = typeof file === "object" && file !== null ? Reflect.get(file, "exercises") : undefined;
  if (typeof exercises !== "object" || exercises === null) throw new SyntaxError("no exercises");
  return Object.fromEntries(Object.entries(exercises).map(([id, entry]) => [id, entryOf(entry)]));
}

function entryOf(entry: unknown): ExerciseProgress {
  const read = (name: string): unknown => (typeof entry === "object" && entry !== null ? Reflect.get(entry, name) : undefined);
  const number = (value: unknown): number => (typeof value === "number" ? value : 0);
  const firstPass = read("firstPass");
  return {
    attempts: number(read("attempts")),
    hintsOpened: number(read("hintsOpened")),
    firstPass: typeof firstPass === "string" ? firstPass : "",
  };
}
