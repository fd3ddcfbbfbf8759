/** A question of a lesson's quiz on a slide, and its answer for the speaker's notes: the file that the notebook shows too. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../html-text";
import { parseQuiz, type Question } from "../quiz";

/** The question with its choices; throws a RangeError when there is none of that id. */
export function askedQuestion(id: string, root: string): string {
  const { text, choices } = questionOf(id, root);
  const lines = choices.map((choice) => `<li>${escapeHtml(choice.text)}</li>`);
  return `<div class="quiz-slide"><p>${escapeHtml(text)}</p><ol type="a">${lines.join("")}</ol></div>`;
}

/** The right choice and why, and why each other is wrong. */
export function answeredQuestion(id: string, root: string): string {
  const lines = questionOf(id, root).choices.map(
    (choice) => `<li>${choice.isRight ? "<strong>Right:</strong> " : ""}${escapeHtml(choice.why)}</li>`,
  );
  return `<ol type="a">${lines.join("")}</ol>`;
}

function questionOf(id: string, root: string): Question {
  const lesson = id.split(".")[0];
  const file = join(root, "exercises", "quizzes", `${lesson}.json`);
  if (!/^\w+$/.test(lesson) || !existsSync(file)) throw new RangeError(`there is no file exercises/quizzes/${lesson}.json`);
  const found = parseQuiz(readFileSync(file, "utf8"), `exercises/quizzes/${lesson}.json`).questions.find((question) => question.id === id);
  if (found === undefined) throw new RangeError(`exercises/quizzes/${lesson}.json has no question ${id}`);
  return found;
}
