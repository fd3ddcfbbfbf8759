import { expect, test } from "vitest";
import type { Sample, Simulator } from "../../lib/datasets/simulate/simulator";

/** How many subjects the printed truths were counted in, when they were counted. */
export interface Printed {
  readonly subjects: number;
  readonly ourSubjects: number;
}

/**
 * Every truth within 4 standard errors of our sample, plus the rounding of the printed number; a truth that was counted
 * in another sample has a standard error of its own, as large as ours times sqrt(ours / theirs).
 */
export function testTruths(simulator: Simulator, sample: () => Sample, { subjects, ourSubjects }: Printed): void {
  test.each(simulator.truths.map((truth) => ({ truth, name: truth.name })))("truth: $name", ({ truth }) => {
    const { value, standardError } = truth.estimate(sample());
    const spread = truth.basis === "exact" ? standardError : standardError * Math.sqrt(1 + ourSubjects / subjects);
    expect(Number.isFinite(value)).toBe(true);
    const difference = Math.abs(value - truth.value);
    expect(difference, `${value} where ${truth.value} is true, standard error ${spread}`).toBeLessThanOrEqual(4 * spread + truth.rounding);
  });
}

export function testRules(simulator: Simulator, sample: () => Sample): void {
  test.each(simulator.rules.map((rule) => ({ rule, name: rule.name })))("rule: $name", ({ rule }) => {
    expect(rule.violations(sample().tables)).toBe(0);
  });
}
