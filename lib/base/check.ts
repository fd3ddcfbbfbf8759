/** Argument checks: each throws one sentence with what was got, what is needed and the way out. */

import { didYouMean, quoteList } from "./errors";

/** Throws unless every key of the options is known: a misspelt option must not be ignored. */
export function checkOptions(action: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    throw new TypeError(`${action}: unknown option "${key}".${didYouMean(key, known)} The options are ${quoteList(known, 30)}`);
  }
}

/** Throws unless the number is an integer of at least `least` (and at most `most`). */
export function checkInteger(action: string, name: string, value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new RangeError(`${action}: ${name} is ${show(value)}, it must be a whole number ${range}`);
}

/** Throws unless the number lies within the bounds, both included. */
export function checkNumber(action: string, name: string, value: unknown, least: number, most: number): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  throw new RangeError(`${action}: ${name} is ${show(value)}, it must be a number from ${least} to ${most}`);
}

/** Throws unless the value is one of the choices. */
export function checkChoice(action: string, name: string, value: unknown, choices: readonly string[]): void {
  if (typeof value === "string" && choices.includes(value)) return;
  const hint = typeof value === "string" ? didYouMean(value, choices) : "";
  throw new RangeError(`${action}: ${name} is ${show(value)}, it must be one of ${quoteList(choices, 20)}.${hint}`);
}

function show(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}
