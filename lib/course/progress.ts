/** What a learner sees of the progress file. */

import { display } from "./display";
import { exercises } from "./graders/index";
import { escapeHtml } from "./html-text";
import { forgetProgress, progressOf, type ExerciseProgress } from "./progress-file";

/** Shows the exercises, which of them are solved, after how many attempts and with how many hints. */
export function progress(): void {
  const { heading, cells, text } = progressReport();
  const rows = cells.map((row) => `<tr>${row.map((cell) => `<td style="text-align:left">${escapeHtml(cell)}</td>`).join("")}</tr>`);
  display({
    "text/html": `<div><strong>${heading}</strong><table>${rows.join("")}</table></div>`,
    "text/plain": text,
  });
}

/** What there is to say of every exercise: as a heading and rows of cells, and the same as lines of text. */
export function progressReport(): { heading: string; cells: string[][]; text: string } {
  const lines = exercises.map((exercise) => ({ exercise, done: progressOf(exercise.id) }));
  const solved = lines.filter(({ done }) => done.firstPass !== "").length;
  const heading = `${solved} of ${exercises.length} exercises solved`;
  const cells = lines.map(({ exercise, done }) => [exercise.id, exercise.title, stateOf(done), hintsOf(done)]);
  return { heading, cells, text: [heading, ...cells.map((row) => `  ${row.join(", ")}`)].join("\n") };
}

/** Forgets the progress in one exercise, or in all of them with "all". What was there is kept in a file beside it. */
export function resetProgress(id: string): void {
  forgetProgress(id === "all" ? id : [id]);
  progress();
}

function stateOf({ attempts, firstPass }: ExerciseProgress): string {
  if (firstPass !== "") return `solved on ${firstPass.slice(0, 10)}`;
  return attempts === 0 ? "not started" : `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
}

function hintsOf({ hintsOpened }: ExerciseProgress): string {
  return hintsOpened === 0 ? "no hint" : `${hintsOpened} ${hintsOpened === 1 ? "hint" : "hints"}`;
}
