/** The command line `synthetic-tables`: results on standard output, progress and errors on standard error. */

import { didYouMean, messageOf } from "../base/errors";
import { libraryVersion } from "../base/package-folder";
import { parseArguments, UsageError } from "../base/arguments";
import { assessCommand } from "./assess-command";
import { type Command, COMMON_OPTIONS, type CommandContext, helpOf } from "./command";
import { dataCommand } from "./data-command";
import { imputeCommand } from "./impute-command";
import { progressLine } from "./progress-line";
import { sampleCommand } from "./sample-command";
import { trainCommand } from "./train-command";

const COMMANDS: readonly Command[] = [trainCommand, sampleCommand, imputeCommand, assessCommand, dataCommand];
const FAILURE = 1;
const BAD_USAGE = 2;
const INTERRUPTED = 130;

/** Runs the command that the words name, and sets the exit code: 0 done, 1 failed, 2 bad usage, 130 interrupted. */
export async function main(words: readonly string[]): Promise<void> {
  const line = progressLine(process.stderr, words.includes("--quiet"));
  const interrupt = listenForInterrupt(line.note);
  const context: CommandContext = {
    signal: interrupt.signal,
    note: line.note,
    progress: line.show,
    print: (text) => void process.stdout.write(`${text}\n`),
  };
  try {
    await dispatch(words, context);
  } catch (thrown) {
    line.clear();
    process.stderr.write(`${messageOf(thrown)}\n`);
    process.exitCode = thrown instanceof UsageError ? BAD_USAGE : interrupt.signal.aborted ? INTERRUPTED : FAILURE;
  } finally {
    line.clear();
    interrupt.stopListening();
  }
}

async function dispatch(words: readonly string[], context: CommandContext): Promise<void> {
  const [name = "--help", ...rest] = words;
  if (name === "--help" || name === "-h" || name === "help") return context.print(overview());
  if (name === "--version") return context.print(libraryVersion());
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const names = COMMANDS.map((candidate) => candidate.name);
    throw new UsageError(`Unknown command "${name}".${didYouMean(name, names)} See synthetic-tables --help`);
  }
  if (rest.includes("--help") || rest.includes("-h")) return context.print(helpOf(command));
  await command.run(parseArguments(name, rest, { ...command.options, ...COMMON_OPTIONS }), context);
}

function overview(): string {
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`);
  return ["Usage: synthetic-tables COMMAND ...", "", ...lines, "", "synthetic-tables COMMAND --help tells the options of a command."].join(
    "\n",
  );
}

/** The first Ctrl-C asks the work to stop and keep what it has; the second ends the process. */
function listenForInterrupt(note: (text: string) => void): { signal: AbortSignal; stopListening: () => void } {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    note("Stopping; what is done so far is kept. Press Ctrl-C again to leave at once.");
    controller.abort();
  };
  process.on("SIGINT", onInterrupt);
  return { signal: controller.signal, stopListening: () => void process.off("SIGINT", onInterrupt) };
}
