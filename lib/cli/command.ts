/** What a command of the command line is. */

import type { Arguments, OptionSpecs } from "../base/arguments";

export interface CommandContext {
  /** Raised by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Says something to the person: on standard error, in place of the progress line. */
  note(text: string): void;
  /** Replaces the progress line on standard error. */
  progress(text: string): void;
  /** The result, on standard output. */
  print(text: string): void;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name, as in the help. */
  readonly usage: string;
  readonly options: OptionSpecs;
  run(given: Arguments, context: CommandContext): Promise<void>;
}

/** Options that every command has. */
export const COMMON_OPTIONS: OptionSpecs = {
  seed: { value: "N", help: "fixes all randomness: same seed, same bytes (default 1)" },
  json: { help: "print the result as JSON" },
  quiet: { help: "no progress" },
  help: { help: "this help" },
};

/** The help of one command. */
export function helpOf(command: Command): string {
  const options = { ...command.options, ...COMMON_OPTIONS };
  const heads = Object.entries(options).map(([name, { value }]) => `--${name}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.max(...heads.map((head) => head.length));
  const lines = Object.values(options).map(({ help }, i) => `  ${heads[i].padEnd(width)}  ${help}`);
  return [`Usage: synthetic-tables ${command.name} ${command.usage}`, "", command.summary, "", "Options:", ...lines].join("\n");
}
