/** `quiz("04a")`: the three questions of a lesson, below the cell. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean, messageOf } from "../base/errors";
import { courseFolder } from "./course-folder";
import { type Bundle, display } from "./display";
import { escapeHtml } from "./html-text";
import { parseQuiz, type Question, type Quiz } from "./quiz";

export const QUIZ_MIME_TYPE = "application/vnd.course.quiz+json";

/**
 * Asks the three questions of a lesson. In the course's own page you choose and are told why; in Jupyter and VS Code each
 * choice unfolds to its explanation. Nothing is graded.
 *
 * In a notebook: `quiz("04a");`
 */
export function quiz(lesson: string): void {
  const file = join(quizFolder(), `${lesson}.json`);
  if (!/^\w+$/.test(lesson) || !existsSync(file)) {
    const known = quizLessons();
    return display({ "text/plain": `No quiz "${lesson}".${didYouMean(lesson, known)} There is one for ${known.join(", ")}.` });
  }
  try {
    display(quizBundle(parseQuiz(readFileSync(file, "utf8"), `${lesson}.json`)));
  } catch (thrown) {
    display({ "text/plain": `The quiz cannot be shown: ${messageOf(thrown)}` });
  }
}

/** The ids of the lessons that have a quiz, in order. */
export function quizLessons(root = courseFolder()): string[] {
  const folder = quizFolder(root);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}

function quizFolder(root = courseFolder()): string {
  return join(root, "exercises", "quizzes");
}

function quizBundle(asked: Quiz): Bundle {
  return {
    [QUIZ_MIME_TYPE]: asked,
    "text/html": asked.questions.map(questionHtml).join(""),
    "text/plain": asked.questions.map(questionText).join("\n\n"),
  };
}

function questionHtml({ text, choices }: Question, i: number): string {
  const answers = choices.map(
    (choice) =>
      `<details><summary>${escapeHtml(choice.text)}</summary><div style="margin:.2em 0 .5em 1.2em"><strong>${verdict(choice.isRight)}</strong> ${escapeHtml(choice.why)}</div></details>`,
  );
  return `<div style="margin:.6em 0"><div><strong>${i + 1}.</strong> ${escapeHtml(text)}</div>${answers.join("")}</div>`;
}

function questionText({ text, choices }: Question, i: number): string {
  return [`${i + 1}. ${text}`, ...choices.map((choice) => `   ${choice.id}) ${choice.text}`)].join("\n");
}

/** The word for a choice, the same wherever it is shown. */
function verdict(isRight: boolean): string {
  return isRight ? "Right." : "No.";
}
