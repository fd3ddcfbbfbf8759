/** `npm run notebooks:run [-- FILE.ipynb ...]`: runs notebooks without a page, all of the course when none is named. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { messageOf } from "../base/errors";
import { formatSeconds } from "../base/format";
import { courseFolder } from "../course/course-folder";
import { readNotebook } from "./notebook-file";
import { runCells, type NotebookRun } from "./run-cells";

async function main(files: readonly string[]): Promise<void> {
  let failed = 0;
  for (const file of files.length > 0 ? files : allNotebooks()) {
    const run = await runCells(readNotebook(readFileSync(file, "utf8"), file), { folder: dirname(file) });
    console.log(lineOf(file, run));
    if (run.failure !== "") failed++;
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

function allNotebooks(): string[] {
  const folder = courseFolder();
  return ["notebooks", "exercises", "solutions"].flatMap((name) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith(".ipynb"))
      .map((file) => join(folder, name, file)),
  );
}

function lineOf(file: string, run: NotebookRun): string {
  const checks = run.checks.map((check) => `${check.exercise} ${check.status}`).join(", ");
  const summary = `${run.cells.length} cells, ${formatSeconds(run.milliseconds / 1000)}${checks === "" ? "" : `, ${checks}`}`;
  return `${relative(process.cwd(), file)}: ${run.failure === "" ? "ok" : "FAILED"}, ${summary}${run.failure === "" ? "" : `\n  ${run.failure}`}`;
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = 1;
});
