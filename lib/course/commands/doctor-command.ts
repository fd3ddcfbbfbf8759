/** `course doctor`: one line a check, with the command that mends it. Fails only when the course can't run. */

import type { Arguments } from "../../base/arguments";
import type { Finding } from "../doctor/finding";
import type { CommandContext, CourseCommand } from "./command";
import { atMost } from "./exercise-of";

export const doctorCommand: CourseCommand = {
  name: "doctor",
  group: "Set up",
  usage: "[--json]",
  summary: "Examines this machine, one line a check, with the command that mends what is wrong.",
  details: "Ends with 1 only when the course cannot run here.",
  options: { json: { help: "as JSON, for a report of a mistake" } },
  run,
};

async function run(given: Arguments, { root, print }: CommandContext): Promise<number> {
  atMost(given, 0);
  const asJson = given.has("json");
  const { examine } = await import("../doctor/examine.js");
  const findings = await examine(root, (finding) => {
    if (!asJson) print(lineOf(finding));
  });
  const broken = findings.filter(({ state }) => state === "broken").length;
  if (asJson) print(JSON.stringify({ version: 1, platform: `${process.platform} ${process.arch}`, findings }, null, 2));
  else if (broken === 0) print("\nThe course can run here.");
  else print(`\n${broken === 1 ? "One thing keeps" : `${broken} things keep`} the course from running: see the lines marked broken.`);
  return broken === 0 ? 0 : 1;
}

/** A finding as a line: its state, its name, what was found, and how to mend it. */
function lineOf({ name, state, found, mend }: Finding): string {
  return `${state.padEnd(9)} ${name}: ${found}${mend === "" ? "" : `\n          -> ${mend}`}`;
}
