/** `course grade`: the notebooks of a class. */

import { statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { type Arguments, UsageError } from "../../base/arguments";
import { count } from "../../base/errors";
import { replaceFile } from "../../base/replace-file";
import type { GradedSubmission } from "../submissions/grade-submission";
import type { CommandContext, CourseCommand } from "./command";
import { positiveNumber } from "./run-command";

export const gradeCommand: CourseCommand = {
  name: "grade",
  group: "Teach",
  usage: "FOLDER [options]",
  summary: "Grades the notebooks of a class, each in a process of its own, as a CSV and an HTML table.",
  details:
    "FOLDER holds a folder for each learner, or a file: anna/04a.ipynb, ben.ipynb. Lessons and exercise sheets are both graded.\n" +
    "Checks that a notebook has changed are restored from the course. Its code runs with your rights: grade what you would run yourself.",
  options: {
    out: { value: "FOLDER", help: "where grades.csv and grades.html go (default: the folder itself)" },
    jobs: { value: "N", help: "notebooks at a time (default: one for each core)" },
    seconds: { value: "N", help: "limit for a notebook as a whole, on the clock (default: 600)" },
    "cell-seconds": { value: "N", help: "limit for a cell, of the processor's time; six times that on the clock (default: 30)" },
    megabytes: { value: "N", help: "limit of memory for a notebook (default: 2000)" },
    json: { help: "the grades as JSON on standard output" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<number> {
  const folder = folderOf(given.positional("FOLDER"));
  const limits = {
    seconds: positiveNumber(given, "seconds") ?? 600,
    cpuSecondsPerCell: positiveNumber(given, "cell-seconds") ?? 30,
    megabytes: positiveNumber(given, "megabytes") ?? 2000,
  };
  const jobs = positiveNumber(given, "jobs") ?? availableParallelism();
  if (!Number.isInteger(jobs)) throw new UsageError(`grade: --jobs is ${jobs}, it must be a whole number`);
  const { findSubmissions } = await import("../submissions/find-submissions.js");
  const { gradeSubmission } = await import("../submissions/grade-submission.js");
  const { readSheets } = await import("../submissions/sheet.js");
  const { gradeLine } = await import("../submissions/grade-table.js");
  const submissions = await findSubmissions(folder);
  if (submissions.length === 0) throw new UsageError(`There is no notebook (.ipynb) in ${folder}`);
  const sheets = await readSheets(context.root);
  const signal = context.interrupt();
  let done = 0;
  const rows = await inParallel(submissions, Math.min(jobs, submissions.length), signal, async (submission) => {
    const row = await gradeSubmission(submission, { root: context.root, sheets, limits });
    context.note(`[${++done} of ${submissions.length}] ${gradeLine(row)}`);
    return row;
  });
  const files = await writeTables(resolve(given.text("out") ?? folder), rows);
  context.print(given.has("json") ? JSON.stringify(rows, null, 2) : `${count(rows.length, "notebook")} graded:\n${files.join("\n")}`);
  return 0;
}

function folderOf(word: string): string {
  const folder = resolve(word);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new UsageError(`grade needs a folder of notebooks, and ${folder} is none`);
}

/** Results in the order of the items; what has not begun when the signal is raised is left out. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  workers: number,
  signal: AbortSignal,
  task: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length && !signal.aborted) {
      const i = next++;
      results.set(i, await task(items[i]));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

async function writeTables(folder: string, rows: readonly GradedSubmission[]): Promise<string[]> {
  const { gradesAsCsv, gradesAsHtml } = await import("../submissions/grade-table.js");
  await mkdir(folder, { recursive: true });
  const tables = { "grades.csv": gradesAsCsv(rows), "grades.html": gradesAsHtml(rows) };
  const files = Object.entries(tables).map(([name, text]) => ({ file: join(folder, name), text }));
  for (const { file, text } of files) await replaceFile(file, (path) => writeFile(path, text));
  return files.map(({ file }) => file);
}
