/** The result of a check, as it is shown, stored in the notebook's output and read by the page: nothing of Node in it. */

/**
 * - `not-written`: the stub is still there
 * - `wrong`: it runs, or fails to run, and at least one test does not hold
 * - `close`: it is wrong in a way that has a likely cause
 * - `right`: every test holds
 * - `not-graded`: there is no such exercise, or the check itself failed; nothing is said of the answer
 */
export type CheckStatus = "not-written" | "wrong" | "close" | "right" | "not-graded";

export interface TestResult {
  readonly id: string;
  readonly name: string;
  /** Tests run in order; those after the first failure are not run. */
  readonly status: "passed" | "failed" | "not-run";
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
  readonly ms: number;
}

export interface CheckResult {
  /** The version of this form. */
  readonly version: 1;
  readonly exercise: string;
  readonly status: CheckStatus;
  /** The whole verdict in a sentence or two. */
  readonly message: string;
  readonly tests: readonly TestResult[];
  /** What to do next, as a sentence. */
  readonly next?: string;
}

/** The verdict in two or three words, the same wherever it is shown. */
export const CHECK_HEADINGS: Readonly<Record<CheckStatus, string>> = {
  "not-written": "Not written yet",
  wrong: "Not right yet",
  close: "Close",
  right: "Right",
  "not-graded": "Not graded",
};

/** A test's status as a sign, and as a word for who does not see it. */
export const TEST_MARKS: Readonly<Record<TestResult["status"], { readonly sign: string; readonly word: string }>> = {
  passed: { sign: "✓", word: "passed" },
  failed: { sign: "✗", word: "failed" },
  "not-run": { sign: "·", word: "not run" },
};
