/** `course solution`: how an exercise can be solved, and why. */

import type { Arguments } from "../../base/arguments";
import type { CommandContext, CourseCommand } from "./command";
import { atMost, exerciseOf } from "./exercise-of";

export const solutionCommand: CourseCommand = {
  name: "solution",
  group: "Learn",
  usage: "[EXERCISE] [--now]",
  summary: "Shows how an exercise can be solved; open once your answer has passed.",
  options: { now: { help: "show it before" } },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<number> {
  atMost(given, 1);
  const exercise = await exerciseOf(given, context);
  const { solutionCode } = await import("../hint.js");
  const { progressOf } = await import("../progress-file.js");
  const { id } = exercise;
  if (progressOf(id).firstPass === "" && !given.has("now")) {
    context.note(
      `The solution of ${id} opens when your answer passes. npx course hint ${id} helps on; npx course solution ${id} --now shows it anyway.`,
    );
    return 1;
  }
  context.print(solutionCode(exercise, context.root));
  return 0;
}
