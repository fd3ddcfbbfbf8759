/** The exercise that a learner means. */

import { type Arguments, UsageError } from "../../base/arguments";
import type { Exercise } from "../graders/exercise";

/** The exercise that is named; when none is, the first that is not solved yet. Throws a UsageError for an unknown one. */
export async function exerciseOf(given: Arguments, context: { note(text: string): void }): Promise<Exercise> {
  const { exercises, findExercise } = await import("../graders/index.js");
  const { unknownExercise } = await import("../check.js");
  const { progressOf } = await import("../progress-file.js");
  const [id] = given.positionals;
  if (id !== undefined) {
    const named = findExercise(id);
    if (named === undefined) throw new UsageError(unknownExercise(id));
    return named;
  }
  const next = exercises.find((exercise) => progressOf(exercise.id).firstPass === "");
  if (next === undefined) throw new UsageError(`Every exercise is solved; name one: npx course ${given.command} ${exercises[0].id}`);
  context.note(`The next exercise to solve is ${next.id}: ${next.title}`);
  return next;
}

/** Refuses more words than the command takes. */
export function atMost(given: Arguments, most: number): void {
  if (given.positionals.length <= most) return;
  throw new UsageError(`${given.command} does not know what to do with "${given.positionals[most]}". See course ${given.command} --help`);
}

/** What a check or a hint says, with the commands of the terminal in place of a notebook's calls. */
export function forTerminal(text: string): string {
  return text
    .replace(/\bhint\("([^"]+)"\)/g, "npx course hint $1")
    .replace(/\bsolution\("([^"]+)", \{ now: true \}\)/g, "npx course solution $1 --now")
    .replace(/\bsolution\("([^"]+)"\)/g, "npx course solution $1");
}
