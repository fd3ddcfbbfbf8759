/** `course progress`: what is solved. */

import type { Arguments } from "../../base/arguments";
import type { CommandContext, CourseCommand } from "./command";
import { atMost } from "./exercise-of";

export const progressCommand: CourseCommand = {
  name: "progress",
  group: "Learn",
  usage: "[--json]",
  summary: "Lists the exercises: solved or not, attempts, hints.",
  options: { json: { help: "as JSON" } },
  run,
};

async function run(given: Arguments, { print }: CommandContext): Promise<number> {
  atMost(given, 0);
  const { progressReport } = await import("../progress.js");
  const { progressFile, readProgress } = await import("../progress-file.js");
  if (given.has("json")) print(JSON.stringify({ version: 1, file: progressFile(), exercises: readProgress() }, null, 2));
  else print(progressReport().text);
  return 0;
}
