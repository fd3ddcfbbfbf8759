/** Grading: the learner's answer beside the slow, obvious version, on cases that a learner may read and on fresh ones. */

import { Rng } from "../index";
import type { CheckResult, TestResult } from "./check-result";
import { differencesBetween, inWords } from "./difference";
import type { Answer, Case, Exercise } from "./graders/exercise";
import { TimeLimitError, withinTime } from "./time-limit";
import { isTodo, todoCalls } from "./todo";

/** One call of the learner's function may take this long; a few lines over a few rows need a hundredth of it. */
const LONGEST_CALL_MILLISECONDS = 2_000;

/** What happened when the answer was called with one input. */
type Outcome =
  | { readonly kind: "returned"; readonly input: readonly unknown[]; readonly got: unknown; readonly expected: unknown }
  | {
      readonly kind: "failed";
      readonly input: readonly unknown[];
      readonly message: string;
      readonly expected: unknown;
      readonly got: string;
    };

interface CaseOutcome {
  readonly case: Case;
  readonly outcomes: readonly Outcome[];
  readonly ms: number;
}

/**
 * Grades one answer. `seed` moves the random cases: a number that is not the same at each attempt makes a hard-coded
 * answer fail.
 */
export async function grade(exercise: Exercise, answer: unknown, seed: number): Promise<CheckResult> {
  if (isTodo(answer)) return notWritten(exercise);
  if (!isAnswer(answer)) return notAFunction(exercise, answer);
  const callsBefore = todoCalls();
  const outcomes: CaseOutcome[] = [];
  for (const each of exercise.cases) {
    outcomes.push(await runCase(exercise, each, answer, new Rng(seed).fork(exercise.id).fork(each.id)));
    if (todoCalls() > callsBefore) return notWritten(exercise);
    if (outcomes.some(tookTooLong)) break;
  }
  return judge(exercise, outcomes);
}

async function runCase(exercise: Exercise, each: Case, answer: Answer, rng: Rng): Promise<CaseOutcome> {
  const started = performance.now();
  const outcomes: Outcome[] = [];
  for (let draw = 0; draw < each.draws; draw++) {
    const make = (): readonly unknown[] => each.input(rng.fork(draw));
    outcomes.push(await runOnce(exercise.obvious, answer, make));
    if (outcomes[draw].kind === "failed") break;
  }
  return { case: each, outcomes, ms: Math.round(performance.now() - started) };
}

async function runOnce(obvious: Answer, answer: Answer, make: () => readonly unknown[]): Promise<Outcome> {
  const input = make();
  const expected: unknown = Reflect.apply(obvious, undefined, [...make()]);
  try {
    const got = await withinTime(() => Reflect.apply(answer, undefined, [...make()]), LONGEST_CALL_MILLISECONDS);
    return { kind: "returned", input, got, expected };
  } catch (thrown) {
    return { kind: "failed", input, expected, ...describeThrown(thrown) };
  }
}

function describeThrown(thrown: unknown): { message: string; got: string } {
  if (thrown instanceof TimeLimitError) {
    return { message: `Your function was stopped: ${thrown.message}. Is there a loop that never ends?`, got: thrown.message };
  }
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { message: "Your function threw an error.", got: text };
}

function tookTooLong({ outcomes }: CaseOutcome): boolean {
  return outcomes.some((outcome) => outcome.kind === "failed" && outcome.message.includes("was stopped"));
}

function judge(exercise: Exercise, outcomes: readonly CaseOutcome[]): CheckResult {
  const tests = stopAtFirstFailure(exercise, outcomes.map(testOf));
  const failed = tests.find((test) => test.status === "failed");
  if (failed === undefined) return { version: 1, exercise: exercise.id, status: "right", message: exercise.meaning, tests };
  const cause = likelyCause(
    exercise,
    outcomes.flatMap((each) => each.outcomes),
  );
  const next = `Read "${exercise.explainedIn}" again, or open a hint: hint("${exercise.id}")`;
  if (cause !== "") return { version: 1, exercise: exercise.id, status: "close", message: cause, tests, next };
  return { version: 1, exercise: exercise.id, status: "wrong", message: `${failed.name}: ${failed.message}`, tests, next };
}

function testOf({ case: each, outcomes, ms }: CaseOutcome): TestResult {
  for (const outcome of outcomes) {
    const on = `Called with ${inWords(outcome.input).slice(1, -1).trim()}.`;
    if (outcome.kind === "failed") {
      return {
        ...named(each),
        status: "failed",
        message: `${outcome.message} ${on}`,
        expected: inWords(outcome.expected),
        got: outcome.got,
        ms,
      };
    }
    const differences = differencesBetween(outcome.expected, outcome.got);
    if (differences.length === 0) continue;
    const [first] = differences;
    const more = differences.length > 1 ? ` and ${differences.length - 1} more places` : "";
    return {
      ...named(each),
      status: "failed",
      message: `It differs in ${first.where}${more}. ${on}`,
      expected: first.expected,
      got: first.got,
      ms,
    };
  }
  const message = each.draws > 1 ? `Equal on ${each.draws} random inputs.` : "Equal.";
  return { ...named(each), status: "passed", message, ms };
}

/** Every test is listed, but those after the first failure would only repeat its news. */
function stopAtFirstFailure(exercise: Exercise, tests: readonly TestResult[]): TestResult[] {
  const failure = tests.findIndex((test) => test.status === "failed");
  return exercise.cases.map((each, i) => (i < tests.length && (failure < 0 || i <= failure) ? tests[i] : notRun(each)));
}

function notRun(each: Case): TestResult {
  return { ...named(each), status: "not-run", message: "Not run yet.", ms: 0 };
}

function named({ id, name }: Case): { id: string; name: string } {
  return { id, name };
}

/** The cause of the slip whose results are those of the learner on every input, "" when there is none. */
function likelyCause(exercise: Exercise, outcomes: readonly Outcome[]): string {
  const returned = outcomes.flatMap((outcome) => (outcome.kind === "returned" ? [outcome] : []));
  if (returned.length < outcomes.length) return "";
  const slip = exercise.slips.find(({ answer }) =>
    returned.every(({ input, got }) => differencesBetween(Reflect.apply(answer, undefined, [...input]), got).length === 0),
  );
  if (slip !== undefined) return slip.cause;
  const rounded = returned.every(({ expected, got }) => differencesBetween(expected, got, ROUNDING).length === 0);
  return rounded ? "Right but for the last digits: return the number as it is, and round only what you print." : "";
}

/** Half a unit in the third decimal: who rounds to three decimals is off by no more. */
const ROUNDING = 0.000_51;

function notWritten(exercise: Exercise): CheckResult {
  const message = `Put your code in place of todo(). Asked is ${exercise.asks}.`;
  const next = `About ${exercise.minutes} minutes. Stuck? hint("${exercise.id}")`;
  return { version: 1, exercise: exercise.id, status: "not-written", message, tests: exercise.cases.map(notRun), next };
}

function notAFunction(exercise: Exercise, answer: unknown): CheckResult {
  const message = `Asked is ${exercise.asks}. Hand over the function itself, without calling it.`;
  const [first, ...rest] = exercise.cases;
  const failed: TestResult = { ...named(first), status: "failed", message, expected: exercise.asks, got: inWords(answer), ms: 0 };
  const next = `Stuck? hint("${exercise.id}")`;
  return { version: 1, exercise: exercise.id, status: "wrong", message, tests: [failed, ...rest.map(notRun)], next };
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === "function";
}
