/** Outcomes as aligned lines of text. */

import type { Comparison } from "./compare";
import { isMet, type Measured, type Outcome } from "./outcome";
import { threeDigits } from "./wording";

const NAME_WIDTH = 66;
const VALUE_WIDTH = 20;
const TARGET_WIDTH = 15;

/** The line above the outcomes of a group. */
export function headLine(group: string): string {
  return `\n${group.padEnd(NAME_WIDTH + 2)}${"value".padStart(VALUE_WIDTH)}  ${"target".padEnd(TARGET_WIDTH)} met`;
}

/** One outcome: name, value, target, whether it is met; its note in a line of its own. */
export function outcomeLines(outcome: Outcome, comparison?: Comparison): string[] {
  if (outcome.kind === "skipped") return [`  ${outcome.name.padEnd(NAME_WIDTH)}  skipped: ${outcome.reason}`];
  if (outcome.kind === "failed") return [`  ${outcome.name.padEnd(NAME_WIDTH)}  FAILED: ${outcome.reason}`];
  const value = `${threeDigits(outcome.value)} ${outcome.unit}`.padStart(VALUE_WIDTH);
  const line = `  ${outcome.name.padEnd(NAME_WIDTH)}${value}  ${targetText(outcome).padEnd(TARGET_WIDTH)} ${metText(outcome)}`.trimEnd();
  const notes = [outcome.note, othersText(outcome)].filter((note) => note !== undefined);
  return [line, ...(notes.length === 0 ? [] : [`      ${notes.join("; ")}`]), ...comparisonLines(outcome, comparison)];
}

function targetText({ target }: Measured): string {
  return target === undefined ? "-" : `${target.kind} ${threeDigits(target.value)}`;
}

function metText(outcome: Measured): string {
  const met = isMet(outcome);
  if (met === undefined) return outcome.target === undefined ? "" : "no verdict";
  return met ? "yes" : "NO";
}

function othersText({ others }: Measured): string | undefined {
  return others === undefined || others < 0.05 ? undefined : `others used ${others.toFixed(1)} processors meanwhile`;
}

function comparisonLines({ better }: Measured, comparison: Comparison | undefined): string[] {
  if (comparison === undefined) return [];
  const { toLast, toBest } = comparison;
  if (toLast === undefined || toBest === undefined) return ["      no earlier run on a machine like this one"];
  return [`      ${threeDigits(toLast)} times the last run, ${threeDigits(toBest)} times the best run (${better} is better)`];
}
