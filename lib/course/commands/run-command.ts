/** `course run`: notebooks without a page. */

import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Arguments, UsageError } from "../../base/arguments";
import { count } from "../../base/errors";
import { formatSeconds } from "../../base/format";
import type { FoundNotebook } from "../headless/find-notebook";
import type { NotebookRun } from "../headless/run-cells";
import type { CommandContext, CourseCommand } from "./command";

export const runCommand: CourseCommand = {
  name: "run",
  group: "Learn",
  usage: "[NOTEBOOK ...] [options]",
  summary: "Runs notebooks here, without a page, and prints what their cells say.",
  details:
    "NOTEBOOK is a file (mine.ipynb) or a notebook of the course (04a, exercises/04a).\n" +
    "Without NOTEBOOK all of the course run, which takes minutes. Ends with 1 when a cell fails.",
  options: {
    quiet: { help: "one line a notebook, without the outputs" },
    original: { help: "as the course has them, without what you wrote" },
    seconds: { value: "N", help: "a cell that runs longer is ended (default: 120)" },
    out: { value: "FILE.ipynb", help: "write the notebook with its outputs to this file" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<number> {
  const seconds = positiveNumber(given, "seconds") ?? 120;
  const out = given.text("out");
  if (out !== undefined && given.positionals.length !== 1) throw new UsageError("run: --out needs exactly one NOTEBOOK");
  if (out !== undefined && !out.endsWith(".ipynb")) throw new UsageError(`run: --out is "${out}", it must end in .ipynb`);
  const signal = context.interrupt();
  let failed = 0;
  for (const notebook of await notebooksOf(given, context.root)) {
    if (signal.aborted) return 1;
    const result = await runOne(notebook, { seconds, quiet: given.has("quiet"), signal, context });
    context.print(summaryOf(notebook, result));
    if (result.failure !== "") failed++;
    if (out !== undefined) await writeExecuted(notebook, out, result);
  }
  return failed === 0 ? 0 : 1;
}

async function notebooksOf(given: Arguments, root: string): Promise<FoundNotebook[]> {
  const { findNotebook } = await import("../headless/find-notebook.js");
  const { notebookStore } = await import("../server/notebook-store.js");
  const words = given.positionals.length > 0 ? given.positionals : (await notebookStore(root).list()).map(({ id }) => id);
  return Promise.all(words.map((word) => findNotebook(root, word, { original: given.has("original") })));
}

interface RunSettings {
  readonly seconds: number;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
  readonly context: CommandContext;
}

async function runOne({ document, folder, title }: FoundNotebook, { seconds, quiet, signal, context }: RunSettings): Promise<NotebookRun> {
  const { cellsOf } = await import("../headless/notebook-cell.js");
  const { runCells } = await import("../headless/run-cells.js");
  const { printedEvent } = await import("../headless/print-events.js");
  if (!quiet) context.note(`== ${title}`);
  return runCells(cellsOf(document), {
    folder,
    maxSecondsPerCell: seconds,
    signal,
    ...(quiet
      ? {}
      : { onCell: ({ id }) => context.note(`-- ${id}`), onMessage: (event) => void process.stdout.write(printedEvent(event)) }),
  });
}

function summaryOf({ title }: FoundNotebook, { failure, cells, checks, milliseconds, usage }: NotebookRun): string {
  const said = checks.map(({ exercise, status }) => `${exercise} ${status}`).join(", ");
  const cpu = usage === undefined ? "" : `, ${formatSeconds(usage.cpuSeconds)} of CPU`;
  const summary = `${count(cells.length, "cell")}, ${formatSeconds(milliseconds / 1000)}${cpu}${said === "" ? "" : `, ${said}`}`;
  return failure === "" ? `${title}: ok, ${summary}` : `${title}: FAILED, ${summary}\n  ${failure}`;
}

/** The notebook with what its cells gave; a file that is there is replaced only when all of it is written. */
async function writeExecuted({ document }: FoundNotebook, out: string, { cells }: NotebookRun): Promise<void> {
  const { formatIpynb } = await import("../server/ipynb.js");
  const { replaceFile } = await import("../../base/replace-file.js");
  const { mkdir } = await import("node:fs/promises");
  const executed = document.cells.map((cell) => {
    const ran = cells.find(({ id }) => id === cell.id);
    if (cell.kind !== "code") return cell;
    return { ...cell, outputs: ran?.outputs ?? [], executionCount: ran?.executionCount ?? null };
  });
  await mkdir(dirname(out), { recursive: true });
  await replaceFile(out, (path) => writeFile(path, formatIpynb({ ...document, cells: executed })));
}

/** The value of an option that must be a number above 0; undefined when it is not given. */
export function positiveNumber(given: Arguments, option: string): number | undefined {
  const value = given.number(option);
  if (value !== undefined && value <= 0) throw new UsageError(`${given.command}: --${option} is ${value}, it must be above 0`);
  return value;
}
