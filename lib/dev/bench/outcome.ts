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
  /** Processors that other programs used meanwhile, for times that suffer from it. */
  readonly others?: number;
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

/** With more processors than this in other hands, a missed time says nothing of the work that took it. */
const FAIR_SHARE = 0.3;

/** Whether a number is what it should be; undefined without a target, and when it is missed while others held the processors. */
export function isMet({ value, target, others = 0 }: Measured): boolean | undefined {
  if (target === undefined) return undefined;
  const met = target.kind === "at most" ? value <= target.value : value >= target.value;
  return met || others <= FAIR_SHARE ? met : undefined;
}

export const atMost = (value: number): Target => ({ kind: "at most", value });
export const atLeast = (value: number): Target => ({ kind: "at least", value });
