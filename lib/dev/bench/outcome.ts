/** What a benchmark tells: a number with its unit, what it should be and whether it is; or why there is none. */

/** What a number should be. */
export type Target = { readonly kind: "at most"; readonly value: number } | { readonly kind: "at least"; readonly value: number };

export interface Measured {
  readonly kind: "measured";
  readonly group: string;
  /** What was measured, with its size, so that equal names mean equal work. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Which direction is good. */
  readonly better: "lower" | "higher";
  readonly target?: Target;
  /** What else a reader should know: medians, processor time, spread. */
  readonly note?: string;
}

/** Work that was left out, and why. */
export interface Skipped {
  readonly kind: "skipped";
  readonly group: string;
  readonly name: string;
  readonly reason: string;
}

/** Work that threw. */
export interface Failed {
  readonly kind: "failed";
  readonly group: string;
  readonly name: string;
  readonly reason: string;
}

export type Outcome = Measured | Skipped | Failed;

/** Whether a number is what it should be; undefined without a target. */
export function isMet({ value, target }: Measured): boolean | undefined {
  if (target === undefined) return undefined;
  return target.kind === "at most" ? value <= target.value : value >= target.value;
}

export const atMost = (value: number): Target => ({ kind: "at most", value });
export const atLeast = (value: number): Target => ({ kind: "at least", value });
