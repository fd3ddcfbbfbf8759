/** `course verify`: every gate that the course must pass before it is handed out. */

import { availableParallelism } from "node:os";
import { type Arguments, UsageError } from "../../base/arguments";
import { count } from "../../base/errors";
import { formatSeconds } from "../../base/format";
import type { CommandContext, CourseCommand } from "../../course/commands/command";
import { positiveNumber } from "../../course/commands/run-command";
import type { BuiltNotebook } from "../build-notebooks";
import type { Proof } from "../prove-notebooks";

export const verifyCommand: CourseCommand = {
  name: "verify",
  group: "Write the course",
  usage: "[NOTEBOOK ...] [options]",
  summary: "Every gate: notebooks as their sources give them, the rules of authors, links, types, decks, and proofs by running.",
  details:
    "Proofs: every lesson runs within 60 s of CPU, every stub fails, every solution passes. NOTEBOOK (04a) proves only these.\n" +
    "Ends with 1 when a gate is not passed.",
  options: {
    quick: { help: "without the proofs, which take minutes" },
    jobs: { value: "N", help: "notebooks at a time (default: one for each core)" },
  },
  run,
};

/** What is wrong, and what is worth saying when nothing is. */
interface Passage {
  readonly complaints: readonly string[];
  readonly said?: string;
}

async function run(given: Arguments, context: CommandContext): Promise<number> {
  const jobs = positiveNumber(given, "jobs") ?? availableParallelism();
  if (!Number.isInteger(jobs)) throw new UsageError(`verify: --jobs is ${jobs}, it must be a whole number`);
  const { buildNotebooks } = await import("../build-notebooks.js");
  const built = chosen(buildNotebooks(context.root), given.positionals);
  const signal = context.interrupt();
  let failed = 0;
  const report = (gate: string, { complaints, said = "" }: Passage): void => {
    failed += complaints.length;
    context.print(`${complaints.length === 0 ? "ok     " : "FAILED "} ${gate}${said === "" ? "" : `: ${said}`}`);
    for (const complaint of complaints) context.print(`        ${complaint}`);
  };
  for (const [gate, complaints] of await readingGates(context.root)) report(gate, { complaints });
  if (!given.has("quick")) await prove(proofsOf(built, context.root), jobs, signal, report);
  context.print(failed === 0 ? "\nEvery gate is passed." : `\n${count(failed, "complaint")}.`);
  return failed === 0 ? 0 : 1;
}

function chosen(built: readonly BuiltNotebook[], words: readonly string[]): readonly BuiltNotebook[] {
  const nameOf = ({ path }: BuiltNotebook): string => path.slice(path.indexOf("/") + 1);
  const strange = words.find((word) => !built.some((each) => nameOf(each).startsWith(word)));
  if (strange !== undefined) throw new UsageError(`verify: no notebook "${strange}" is built from the sources`);
  return words.length === 0 ? built : built.filter((each) => words.some((word) => nameOf(each).startsWith(word)));
}

/** The gates that need no run. */
async function readingGates(root: string): Promise<[string, string[]][]> {
  const { staleNotebooks } = await import("../build-notebooks.js");
  const { lintNotebooks } = await import("../lint-notebooks.js");
  const { lintLinks } = await import("../lint-links.js");
  const { typeErrors } = await import("../type-check-sources.js");
  const { lintDecks } = await import("../lint-decks.js");
  return [
    ["notebooks are what their sources give", staleNotebooks(root)],
    ["rules of authors", lintNotebooks(root)],
    ["links lead somewhere", lintLinks(root)],
    ["decks", await lintDecks(root)],
    ["types of the sources", typeErrors(root)],
  ];
}

interface Task {
  readonly gate: string;
  readonly prove: () => Promise<Proof>;
}

function proofsOf(built: readonly BuiltNotebook[], root: string): Task[] {
  const prover = import("../prove-notebooks.js");
  return built.flatMap((each): Task[] => {
    const { kind } = each.notebook.course;
    if (kind === "lesson") return [{ gate: `${each.path} runs`, prove: async () => (await prover).proveLesson(each, root) }];
    const solution = built.find(({ path }) => path === each.path.replace(/^exercises/, "solutions"));
    if (kind !== "exercise" || solution === undefined) return [];
    return [
      {
        gate: `${each.path}: every stub fails, every solution passes`,
        prove: async () => (await prover).proveSheets(each, solution, root),
      },
    ];
  });
}

/** Proves the notebooks, so many at a time, and reports each in its turn. */
async function prove(
  tasks: readonly Task[],
  jobs: number,
  signal: AbortSignal,
  report: (gate: string, passage: Passage) => void,
): Promise<void> {
  const waiting = [...tasks];
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined && !signal.aborted; task = waiting.shift()) {
      const { complaints, run } = await task.prove();
      const cpu = run.usage === undefined ? "" : `${formatSeconds(run.usage.cpuSeconds)} of CPU`;
      report(task.gate, { complaints, said: cpu });
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
}
