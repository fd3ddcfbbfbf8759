/** `course hint`: help in three steps. */

import { type Arguments, UsageError } from "../../base/arguments";
import type { CommandContext, CourseCommand } from "./command";
import { atMost, exerciseOf } from "./exercise-of";

export const hintCommand: CourseCommand = {
  name: "hint",
  group: "Learn",
  usage: "[EXERCISE [NUMBER]]",
  summary: "Opens the next hint of an exercise: a direction, the concept, nearly the solution.",
  details: "Without EXERCISE, of the next one to solve. Hints are remembered for you alone and never scored.",
  options: {},
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<number> {
  atMost(given, 2);
  const exercise = await exerciseOf(given, context);
  const { openHint } = await import("../hint.js");
  const word = given.positionals[1];
  const opened = openHint(exercise, word === undefined ? undefined : Number(word));
  if (opened === undefined)
    throw new UsageError(`Exercise ${exercise.id} has hints 1 to ${exercise.hints.length}, there is no hint "${word}"`);
  const { number, of, text } = opened;
  const after =
    number < of ? `Still stuck? npx course hint ${exercise.id}` : `The last one. npx course solution ${exercise.id} --now shows an answer.`;
  context.print(`Hint ${number} of ${of}, exercise ${exercise.id}: ${text}\n${after}`);
  return 0;
}
