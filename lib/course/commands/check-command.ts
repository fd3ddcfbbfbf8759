/** `course check`: the answers in your notebooks, graded here. */

import { type Arguments, UsageError } from "../../base/arguments";
import { count } from "../../base/errors";
import type { ExerciseGrade } from "../submissions/run-plan";
import type { CommandContext, CourseCommand } from "./command";
import { atMost, exerciseOf, forTerminal } from "./exercise-of";

export const checkCommand: CourseCommand = {
  name: "check",
  group: "Learn",
  usage: "[EXERCISE] [--watch] [--json]",
  summary: "Grades the answers in your notebooks.",
  details:
    "Finds the answer where you wrote it last: in the lesson or on the exercise sheet, in the browser, JupyterLab or VS Code.\n" +
    "Without EXERCISE every answer that is written is graded. Ends with 1 when one is not right.",
  options: {
    watch: { help: "grade again whenever the notebook is saved; keys: r again, h hint, n next exercise, l list, q quit" },
    json: { help: "the results as JSON" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<number> {
  atMost(given, 1);
  if (given.has("watch") && given.has("json")) throw new UsageError("check: --watch and --json do not go together");
  if (given.has("watch")) {
    const { watchAnswers } = await import("./watch-answers.js");
    return watchAnswers(await exerciseOf(given, context), context);
  }
  const { exercises } = await import("../graders/index.js");
  const { checkAnswers } = await import("../submissions/check-answers.js");
  const asked = given.positionals.length > 0 ? [await exerciseOf(given, context)] : exercises;
  const grades = await checkAnswers(context.root, asked);
  const isAll = given.positionals.length === 0;
  const written = isAll ? grades.filter(({ status }) => status !== "not-written") : grades;
  if (given.has("json")) context.print(JSON.stringify(grades, null, 2));
  else {
    for (const grade of written) context.print(await gradeText(grade));
    if (isAll)
      context.print(
        `${count(written.length, "answer")} written, ${written.filter(isRight).length} right, of ${count(grades.length, "exercise")}.`,
      );
  }
  return written.every(isRight) ? 0 : 1;
}

function isRight({ status }: ExerciseGrade): boolean {
  return status === "right";
}

/** A verdict as lines for a terminal. */
export async function gradeText({ exercise, status, message, result }: ExerciseGrade): Promise<string> {
  const { feedbackText } = await import("../feedback.js");
  if (result !== undefined) return forTerminal(feedbackText(result));
  return `${exercise}: ${status === "stopped" ? "Stopped" : "Not right yet"}. ${message}`;
}
