/** `course reset`: back to the beginning, with all that was there kept. */

import { relative } from "node:path";
import { type Arguments, UsageError } from "../../base/arguments";
import type { CommandContext, CourseCommand } from "./command";
import { atMost } from "./exercise-of";

export const resetCommand: CourseCommand = {
  name: "reset",
  group: "Learn",
  usage: "EXERCISE | NOTEBOOK | --all",
  summary: "Brings the stubs of an exercise, a notebook or the whole course back.",
  details: "What you wrote goes to .course/backups, your progress as it was to .course/progress.json.before-reset.",
  options: { all: { help: "every notebook, and all progress" } },
  run,
};

async function run(given: Arguments, { root, print }: CommandContext): Promise<number> {
  atMost(given, 1);
  const [word] = given.positionals;
  const all = given.has("all");
  if (all === (word !== undefined)) throw new UsageError("reset needs one EXERCISE (04a.1), one NOTEBOOK (04a) or --all");
  const { resetAll, resetExercise, resetNotebook } = await import("../reset.js");
  const { findExercise } = await import("../graders/index.js");
  const { unknownExercise } = await import("../check.js");
  const exercise = all ? undefined : findExercise(word);
  if (!all && exercise === undefined && /\.\d+$/.test(word)) throw new UsageError(unknownExercise(word));
  const done = all ? await resetAll(root) : exercise !== undefined ? await resetExercise(root, exercise) : await resetNotebook(root, word);
  for (const { notebook, backup } of done.notebooks)
    print(`${notebook} is as the course has it; what was there is kept in ${relative(root, backup)}`);
  if (done.notebooks.length === 0) print("No notebook was changed: you have written nothing there.");
  print(done.forgotten.length === 0 ? "There was no progress to forget." : `Forgotten: the progress in ${done.forgotten.join(", ")}`);
  return 0;
}
