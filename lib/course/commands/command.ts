/** What a command of the command line `course` is. */

import type { Arguments, OptionSpecs } from "../../base/arguments";

export const PROGRAM = "course";

/** Whom a command is for; the overview lists them in this order. */
export const GROUPS = ["Learn", "Set up", "Teach", "Write the course"] as const;

export interface CommandContext {
  /** The folder of the course. */
  readonly root: string;
  /** A signal that the first Ctrl-C raises; before it is asked for, Ctrl-C ends the process as usual. */
  interrupt(): AbortSignal;
  /** The result, on standard output. */
  print(text: string): void;
  /** Something by the way, on standard error. */
  note(text: string): void;
}

export interface CourseCommand {
  readonly name: string;
  readonly group: (typeof GROUPS)[number];
  /** What follows the name, as in the help. */
  readonly usage: string;
  readonly summary: string;
  /** What the summary has no room for. */
  readonly details?: string;
  readonly options: OptionSpecs;
  /** Resolves with the exit code: 0 done, 1 failed. Throws a UsageError for a wrong call. */
  run(given: Arguments, context: CommandContext): Promise<number>;
}

const COMMON: OptionSpecs = { help: { help: "this help" } };

/** The options of a command with those that every command has. */
export function optionsOf(command: CourseCommand): OptionSpecs {
  return { ...command.options, ...COMMON };
}

/** The help of one command. */
export function helpOf(command: CourseCommand): string {
  const options = optionsOf(command);
  const heads = Object.entries(options).map(([name, { value }]) => `--${name}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.max(...heads.map((head) => head.length));
  const lines = Object.values(options).map(({ help }, i) => `  ${heads[i].padEnd(width)}  ${help}`);
  const details = command.details === undefined ? [] : ["", command.details];
  const usage = ["Usage:", PROGRAM, command.name, command.usage].filter((word) => word !== "").join(" ");
  return [usage, "", command.summary, ...details, "", "Options:", ...lines].join("\n");
}

/** The list of all commands. */
export function overviewOf(commands: readonly CourseCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const groups = GROUPS.flatMap((group) => {
    const own = commands.filter((command) => command.group === group);
    return own.length === 0 ? [] : [`${group}:`, ...own.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`), ""];
  });
  return [`Usage: npx ${PROGRAM} COMMAND ...`, "", ...groups, `npx ${PROGRAM} COMMAND --help tells the options of a command.`].join("\n");
}
