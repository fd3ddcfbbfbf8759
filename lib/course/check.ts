/** `check("04a.1", answer)`: what a learner calls to have an answer graded. */

import { didYouMean, messageOf, quoteList } from "../base/errors";
import type { CheckResult } from "./check-result";
import { display } from "./display";
import { feedbackBundle } from "./feedback";
import { grade } from "./grade";
import { exercises, findExercise } from "./graders/index";
import { progressOf, recordAttempt } from "./progress-file";

/**
 * Grades an answer and shows the verdict below the cell: not written yet, not right yet (what was expected, what was got,
 * on which input), close (the likely cause), or right (and what it means).
 *
 * The answer is run on the case of the notebook, on edge cases, and on random cases that are new at each attempt. A check
 * never throws, so "run all" goes on. The attempt is counted in `.course/progress.json`, on this machine only.
 *
 * In a notebook: `await check("04a.1", accuracyByHand);`
 */
export async function check(id: string, answer: unknown): Promise<void> {
  display(feedbackBundle(await checkResult(id, answer)));
}

/** The same without showing it: the result as data. */
export async function checkResult(id: string, answer: unknown): Promise<CheckResult> {
  const exercise = findExercise(id);
  if (exercise === undefined) return notGraded(id, unknownExercise(id));
  try {
    const result = await grade(exercise, answer, progressOf(id).attempts + 1);
    if (result.status !== "not-written") recordAttempt(id, result.status === "right");
    return result.status === "right" ? { ...result, next: nextAfter(id) } : result;
  } catch (thrown) {
    return notGraded(id, `The check itself failed, so nothing is said of your answer: ${messageOf(thrown)}`);
  }
}

/** The sentence for an id that no exercise has. */
export function unknownExercise(id: string): string {
  const ids = exercises.map((exercise) => exercise.id);
  return `No exercise "${id}".${didYouMean(id, ids)} The exercises are ${quoteList(ids, 40)}`;
}

function notGraded(id: string, message: string): CheckResult {
  return { version: 1, exercise: id, status: "not-graded", message, tests: [] };
}

function nextAfter(id: string): string {
  const following = exercises[exercises.findIndex((exercise) => exercise.id === id) + 1];
  const compare = `Compare with solution("${id}")`;
  if (following === undefined) return `${compare}. This was the last exercise so far.`;
  return `${compare}, then go on to ${following.id}: ${following.title}`;
}
