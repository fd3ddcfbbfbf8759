/** A number beside the same number of earlier runs. */

import type { Measured } from "./outcome";
import type { Past } from "./record";

export interface Comparison {
  /** This number over that of the last run; undefined when there was none. */
  readonly toLast: number | undefined;
  /** This number over the best of all earlier runs. */
  readonly toBest: number | undefined;
}

/** Finds the number by group and name, which hold the size of the work too. */
export function compare(measured: Measured, history: readonly (readonly Past[])[]): Comparison {
  const values = history
    .flatMap((run) => run.filter((past) => past.group === measured.group && past.name === measured.name))
    .map(({ value }) => value);
  const best = measured.better === "lower" ? Math.min(...values) : Math.max(...values);
  return { toLast: ratio(measured.value, values.at(-1)), toBest: ratio(measured.value, values.length === 0 ? undefined : best) };
}

function ratio(value: number, before: number | undefined): number | undefined {
  if (before === 0 && value === 0) return 1;
  return before === undefined || before === 0 ? undefined : value / before;
}
