/** `course build`: the notebooks from their sources. */

import type { Arguments } from "../../base/arguments";
import type { CommandContext, CourseCommand } from "../../course/commands/command";
import { atMost } from "../../course/commands/exercise-of";

export const buildCommand: CourseCommand = {
  name: "build",
  group: "Write the course",
  usage: "[--check]",
  summary: "Builds lessons, exercises and solutions from their TypeScript sources, and applies the rules of authors.",
  details: "The library is compiled first when a source is newer. Ends with 1 when a rule is broken.",
  options: { check: { help: "write nothing: say what differs from the sources" } },
  run,
};

async function run(given: Arguments, { root, print, note }: CommandContext): Promise<number> {
  atMost(given, 0);
  const { staleNotebooks, writeNotebooks } = await import("../build-notebooks.js");
  const { lintNotebooks } = await import("../lint-notebooks.js");
  const { lintLinks } = await import("../lint-links.js");
  const { typeErrors } = await import("../type-check-sources.js");
  if (!given.has("check")) {
    const written = writeNotebooks(root);
    print(written.length === 0 ? "Every notebook is what its source gives." : `Written:\n  ${written.join("\n  ")}`);
  }
  const complaints = [...staleNotebooks(root), ...lintNotebooks(root), ...lintLinks(root), ...typeErrors(root)];
  for (const complaint of complaints) note(complaint);
  if (complaints.length === 0) print("Notebooks, rules, links and types are in order.");
  return complaints.length === 0 ? 0 : 1;
}
