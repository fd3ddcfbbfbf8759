/** `npm run notebooks`: builds the notebooks from their sources; with `--check` it compares, and applies the rules of authors. */

import { messageOf } from "../base/errors";
import { courseFolder } from "../course/course-folder";
import { staleNotebooks, writeNotebooks } from "./build-notebooks";
import { lintNotebooks } from "./lint-notebooks";
import { typeErrors } from "./type-check-sources";

function main(options: readonly string[]): void {
  const folder = courseFolder();
  const unknown = options.filter((option) => option !== "--check");
  if (unknown.length > 0) {
    console.error(`Unknown option ${unknown.join(" ")}: the one option is --check`);
    process.exitCode = 2;
    return;
  }
  if (!options.includes("--check")) {
    const written = writeNotebooks(folder);
    console.log(written.length === 0 ? "Every notebook is what its source gives." : `Written:\n  ${written.join("\n  ")}`);
  }
  const complaints = [...staleNotebooks(folder), ...lintNotebooks(folder), ...typeErrors(folder)];
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
  else console.log("Notebooks, rules and types are in order.");
}

try {
  main(process.argv.slice(2));
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exitCode = 1;
}
