/** Help in three steps, and the solution. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unknownExercise } from "./check";
import { courseFolder } from "./course-folder";
import { display } from "./display";
import { findExercise } from "./graders/index";
import type { Exercise } from "./graders/exercise";
import { escapeHtml } from "./html-text";
import { progressOf, recordHint } from "./progress-file";

export const HINT_MIME_TYPE = "application/vnd.course.hint+json";

/**
 * Opens the next hint of an exercise: the first gives a direction, the second the concept, the third is nearly the
 * solution. Hints are remembered for you alone and never scored; after the third they start again.
 *
 * In a notebook: `hint("04a.1");` or, for one of them, `hint("04a.1", 2);`
 */
export function hint(id: string, number?: 1 | 2 | 3): void {
  const exercise = findExercise(id);
  if (exercise === undefined) return display({ "text/plain": unknownExercise(id) });
  const opened = openHint(exercise, number);
  if (opened === undefined)
    return display({ "text/plain": `Exercise ${id} has hints 1 to ${exercise.hints.length}, there is no hint ${number}.` });
  showHint(opened);
}

/** One hint, opened. */
export interface OpenedHint {
  readonly exercise: string;
  readonly number: number;
  readonly of: number;
  readonly text: string;
}

/** The hint of that number, or the one after those opened so far, remembered as opened; undefined when there is none of that number. */
export function openHint({ id, hints }: Exercise, number?: number): OpenedHint | undefined {
  const which = number ?? (progressOf(id).hintsOpened % hints.length) + 1;
  const text = hints[which - 1];
  if (text === undefined) return undefined;
  recordHint(id, which);
  return { exercise: id, number: which, of: hints.length, text };
}

/**
 * Shows how the exercise can be solved, and why. Open once your own answer passed; before that only on your explicit wish:
 * `solution("04a.1", { now: true });`
 */
export function solution(id: string, { now = false }: { readonly now?: boolean } = {}): void {
  const exercise = findExercise(id);
  if (exercise === undefined) return display({ "text/plain": unknownExercise(id) });
  if (progressOf(id).firstPass === "" && !now) {
    const text = `The solution of ${id} opens when your answer passes. hint("${id}") helps on; solution("${id}", { now: true }) shows it anyway.`;
    return display({ "text/plain": text, "text/html": `<div>${escapeHtml(text)}</div>` });
  }
  const code = solutionCode(exercise);
  display({ "text/plain": code, "text/html": `<pre style="margin:.3em 0"><code>${escapeHtml(code)}</code></pre>` });
}

/** The answer cells of the exercise in the solution notebook. */
export function solutionCode(exercise: Exercise, folder = courseFolder()): string {
  const file = join(folder, "solutions", `${exercise.notebook}.ipynb`);
  if (!existsSync(file))
    return `The file solutions/${exercise.notebook}.ipynb is missing; get it again from the course, or run: npx course build`;
  const notebook: unknown = JSON.parse(readFileSync(file, "utf8"));
  return answerCells(notebook, exercise.id).join("\n\n");
}

function showHint(opened: OpenedHint): void {
  const { exercise, number, of, text } = opened;
  const heading = `Hint ${number} of ${of}, exercise ${exercise}`;
  const after =
    number < of
      ? `Still stuck? hint("${exercise}") gives the next one.`
      : `The last one. solution("${exercise}", { now: true }) shows an answer.`;
  const frame = "border-left:4px solid #4682b4;padding:.3em .8em;margin:.3em 0";
  display({
    [HINT_MIME_TYPE]: opened,
    "text/html": `<div style="${frame}"><strong>${heading}</strong><div>${escapeHtml(text)}</div><div style="opacity:.7">${escapeHtml(after)}</div></div>`,
    "text/plain": `${heading}: ${text}\n${after}`,
  });
}

function answerCells(notebook: unknown, id: string): string[] {
  const cells = read(notebook, "cells");
  if (!Array.isArray(cells)) return [];
  return cells.flatMap((cell: unknown) => {
    const metadata = read(cell, "metadata");
    const tags = read(metadata, "tags");
    const isAnswer = read(read(metadata, "course"), "exercise") === id && Array.isArray(tags) && tags.includes("answer");
    const source = read(cell, "source");
    return isAnswer && Array.isArray(source) ? [source.join("")] : [];
  });
}

function read(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
