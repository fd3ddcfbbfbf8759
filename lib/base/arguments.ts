/** What stands behind a command: positional arguments and options, checked word by word. */

import { didYouMean, quoteList } from "./errors";

/** Bad usage: the command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface OptionSpec {
  /** What the value is called in the help, such as "N" or "FILE"; absent for a switch. */
  readonly value?: string;
  readonly help: string;
  /** May be given several times. */
  readonly repeated?: boolean;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The parsed words of one command. */
export class Arguments {
  constructor(
    readonly command: string,
    readonly positionals: readonly string[],
    readonly values: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** The only positional argument. */
  positional(name: string): string {
    if (this.positionals.length === 1) return this.positionals[0];
    const got = this.positionals.length === 0 ? "none" : quoteList(this.positionals);
    throw new UsageError(`${this.command} needs exactly one ${name}, got ${got}`);
  }

  has(option: string): boolean {
    return this.values.has(option);
  }

  /** The value of an option, or undefined. */
  text(option: string): string | undefined {
    return this.values.get(option)?.at(-1);
  }

  texts(option: string): readonly string[] {
    return this.values.get(option) ?? [];
  }

  /** The value of an option that must be there. */
  required(option: string): string {
    const text = this.text(option);
    if (text === undefined) throw new UsageError(`${this.command} needs --${option}`);
    return text;
  }

  number(option: string): number | undefined {
    const text = this.text(option);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value))
      throw new UsageError(`${this.command}: --${option} is "${text}", it must be a number`);
    return value;
  }

  /** One of some words. */
  choice<Word extends string>(option: string, words: readonly Word[]): Word | undefined {
    const text = this.text(option);
    if (text === undefined) return undefined;
    const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    if (word === undefined) throw new UsageError(`${this.command}: --${option} is "${text}", it must be one of ${quoteList(words)}`);
    return word;
  }
}

/** Sorts words into positional arguments and options; `--name value` and `--name=value` mean the same. The program is named in errors. */
export function parseArguments(command: string, words: readonly string[], specs: OptionSpecs, program = "synthetic-tables"): Arguments {
  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  let optionsEnded = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (optionsEnded || !word.startsWith("--")) {
      positionals.push(word);
      continue;
    }
    if (word === "--") {
      optionsEnded = true;
      continue;
    }
    const equals = word.indexOf("=");
    const name = word.slice(2, equals < 0 ? undefined : equals);
    const spec = specOf(command, name, specs, program);
    if (values.has(name) && spec.repeated !== true) throw new UsageError(`${command}: --${name} is given twice, give it once`);
    const value =
      spec.value === undefined ? switchValue(command, name, equals) : valueOf(command, name, spec.value, word, equals, words[++i]);
    if (spec.value !== undefined && equals >= 0) i--;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return new Arguments(command, positionals, values);
}

function specOf(command: string, name: string, specs: OptionSpecs, program: string): OptionSpec {
  if (Object.hasOwn(specs, name)) return specs[name];
  const known = Object.keys(specs);
  throw new UsageError(`${command}: unknown option --${name}.${didYouMean(name, known)} See ${program} ${command} --help`);
}

function switchValue(command: string, name: string, equals: number): string {
  if (equals >= 0) throw new UsageError(`${command}: --${name} takes no value`);
  return "true";
}

function valueOf(command: string, name: string, what: string, word: string, equals: number, next: string | undefined): string {
  if (equals >= 0) return word.slice(equals + 1);
  if (next === undefined || next.startsWith("--")) throw new UsageError(`${command}: --${name} needs a value: --${name} ${what}`);
  return next;
}
