/** The command line `course`: results on standard output, everything else on standard error. */

import { parseArguments, UsageError } from "../../base/arguments";
import { didYouMean, messageOf } from "../../base/errors";
import { libraryVersion } from "../../base/package-folder";
import { courseFolder } from "../course-folder";
import { checkCommand } from "./check-command";
import { cleanCommand } from "./clean-command";
import { type CommandContext, type CourseCommand, helpOf, optionsOf, overviewOf, PROGRAM } from "./command";
import { doctorCommand } from "./doctor-command";
import { gradeCommand } from "./grade-command";
import { hintCommand } from "./hint-command";
import { kernelCommand } from "./kernel-command";
import { labCommand } from "./lab-command";
import { liveCommand } from "./live-command";
import { progressCommand } from "./progress-command";
import { resetCommand } from "./reset-command";
import { runCommand } from "./run-command";
import { slidesCommand } from "./slides-command";
import { solutionCommand } from "./solution-command";
import { startCommand } from "./start-command";

/** Commands load what they need when they run: the help of one must not wait for the library. */
const COMMANDS: readonly CourseCommand[] = [
  startCommand,
  runCommand,
  checkCommand,
  hintCommand,
  solutionCommand,
  resetCommand,
  progressCommand,
  doctorCommand,
  kernelCommand,
  labCommand,
  liveCommand,
  gradeCommand,
  slidesCommand,
  cleanCommand,
];
const [FAILURE, BAD_USAGE, INTERRUPTED] = [1, 2, 130];

/**
 * Runs the command that the words name, one of `more` included, and sets the exit code: 0 done, 1 failed, 2 bad usage,
 * 130 interrupted.
 */
export async function main(words: readonly string[], more: readonly CourseCommand[] = []): Promise<void> {
  const interrupt = interruption();
  // who reads only the first lines closes the pipe: that is no failure
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : FAILURE));
  try {
    const status = await dispatch(words, [...COMMANDS, ...more], interrupt.signal);
    process.exitCode = interrupt.isRaised() ? INTERRUPTED : status;
  } catch (thrown) {
    process.stderr.write(`${messageOf(thrown)}\n`);
    process.exitCode = thrown instanceof UsageError ? BAD_USAGE : interrupt.isRaised() ? INTERRUPTED : FAILURE;
  } finally {
    interrupt.end();
  }
}

async function dispatch(words: readonly string[], commands: readonly CourseCommand[], interrupt: () => AbortSignal): Promise<number> {
  const [name = "--help", ...rest] = words;
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  if (["--help", "-h", "help"].includes(name) && rest.length === 0) return say(print, overviewOf(commands));
  if (name === "--version") return say(print, libraryVersion());
  const asked = name === "help" ? rest[0] : name;
  const command = commands.find((candidate) => candidate.name === asked);
  if (command === undefined) {
    const near = didYouMean(
      asked,
      commands.map((candidate) => candidate.name),
    );
    throw new UsageError(`Unknown command "${asked}".${near} npx ${PROGRAM} --help lists the commands`);
  }
  if (name === "help" || rest.includes("--help") || rest.includes("-h")) return say(print, helpOf(command));
  const context: CommandContext = { root: courseFolder(), interrupt, print, note: (text) => void process.stderr.write(`${text}\n`) };
  return command.run(parseArguments(command.name, rest, optionsOf(command), PROGRAM), context);
}

function say(print: (text: string) => void, text: string): number {
  print(text);
  return 0;
}

/** The first Ctrl-C asks the work to stop; the second ends the process. */
function interruption(): { signal: () => AbortSignal; isRaised: () => boolean; end: () => void } {
  let controller: AbortController | undefined;
  const onInterrupt = (): void => {
    if (controller?.signal.aborted === true) process.exit(INTERRUPTED);
    process.stderr.write("Stopping. Press Ctrl-C again to leave at once.\n");
    controller?.abort();
  };
  const signal = (): AbortSignal => {
    if (controller === undefined) process.on("SIGINT", onInterrupt);
    controller ??= new AbortController();
    return controller.signal;
  };
  return {
    signal,
    isRaised: () => controller?.signal.aborted === true,
    end: () => void process.off("SIGINT", onInterrupt),
  };
}
