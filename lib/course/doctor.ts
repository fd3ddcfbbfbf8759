/** `npm run doctor [-- --json]`: one line a check, with the command that mends it. Fails only when the course can't run. */

import { messageOf } from "../base/errors";
import { courseFolder } from "./course-folder";
import { examine } from "./doctor/examine";
import type { Finding } from "./doctor/finding";

/** A finding as a line: its state, its name, what was found, and how to mend it. */
function lineOf({ name, state, found, mend }: Finding): string {
  return `${state.padEnd(9)} ${name}: ${found}${mend === "" ? "" : `\n          -> ${mend}`}`;
}

async function main(options: readonly string[]): Promise<void> {
  const unknown = options.filter((option) => option !== "--json");
  if (unknown.length > 0) {
    console.error(`Unknown option ${unknown.join(" ")}: the one option is --json`);
    process.exitCode = 2;
    return;
  }
  const asJson = options.includes("--json");
  const findings = await examine(courseFolder(), (finding) => {
    if (!asJson) console.log(lineOf(finding));
  });
  const broken = findings.filter(({ state }) => state === "broken").length;
  if (asJson) console.log(JSON.stringify({ version: 1, platform: `${process.platform} ${process.arch}`, findings }, null, 2));
  else
    console.log(
      broken === 0
        ? "\nThe course can run here."
        : `\n${broken === 1 ? "One thing keeps" : `${broken} things keep`} the course from running: see the lines marked broken.`,
    );
  process.exitCode = broken === 0 ? 0 : 1;
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = 1;
});
