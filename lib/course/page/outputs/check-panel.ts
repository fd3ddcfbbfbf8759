/** The verdict on an exercise, and a hint, as panels. */

import { element } from "../dom.js";
import { CHECK_HEADINGS, type CheckResult, TEST_MARKS, type TestResult } from "../../check-result.js";
import type { ShownHint } from "../../server/run-messages.js";

/** Whether something is a check result as `check` emits it. */
export function isCheckResult(value: unknown): value is CheckResult {
  if (typeof value !== "object" || value === null) return false;
  const status: unknown = Reflect.get(value, "status");
  return typeof status === "string" && status in CHECK_HEADINGS && Array.isArray(Reflect.get(value, "tests"));
}

export function isHint(value: unknown): value is ShownHint {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "text") === "string";
}

export function renderCheck(result: CheckResult): HTMLElement {
  const passed = result.tests.filter((test) => test.status === "passed").length;
  const tally = result.tests.length === 0 ? "" : `${passed} of ${result.tests.length} tests pass`;
  return element(
    "section",
    { class: "check", "data-status": result.status, "aria-label": `Exercise ${result.exercise}: ${CHECK_HEADINGS[result.status]}` },
    element(
      "header",
      {},
      element("strong", {}, CHECK_HEADINGS[result.status]),
      element("span", { class: "quiet" }, [`Exercise ${result.exercise}`, tally].filter(Boolean).join(" · ")),
    ),
    ...(isRepeated(result) ? [] : [textOf("check-message", result.message)]),
    ...(result.tests.length === 0 ? [] : [element("ul", { class: "tests" }, ...result.tests.map(renderTest))]),
    ...(result.next === undefined ? [] : [textOf("check-next", result.next)]),
  );
}

/** The verdict of a failed check is the message of its failed test, which stands below in any case. */
function isRepeated({ message, tests }: CheckResult): boolean {
  return message === "" || tests.some((test) => test.status === "failed" && test.message !== "" && message.includes(test.message));
}

export function renderHint({ exercise, number, of, text }: ShownHint): HTMLElement {
  return element(
    "section",
    { class: "hint", "aria-label": `Hint ${number} of ${of} for exercise ${exercise}` },
    element("header", {}, element("strong", {}, `Hint ${number} of ${of}`)),
    textOf("hint-text", text),
  );
}

function renderTest(test: TestResult): HTMLElement {
  const { sign, word } = TEST_MARKS[test.status];
  const line = element(
    "div",
    { class: "test-name" },
    element("span", { class: "sign", role: "img", "aria-label": word }, sign),
    element("span", {}, test.name),
  );
  const isFailed = test.status === "failed";
  const values = [pair("Expected", test.expected), pair("Got", test.got)].flat();
  return element(
    "li",
    { "data-status": test.status },
    line,
    ...(isFailed && test.message ? [textOf("test-message", test.message)] : []),
    ...(isFailed && values.length > 0 ? [element("dl", {}, ...values)] : []),
  );
}

function pair(name: string, value: string | undefined): HTMLElement[] {
  return value === undefined ? [] : [element("dt", {}, name), element("dd", {}, element("code", {}, value))];
}

/** Plain text, with what stands between backticks as code. */
function textOf(name: string, text: string): HTMLElement {
  const pieces = text.split(/`([^`]+)`/).map((piece, i) => (i % 2 === 0 ? piece : element("code", {}, piece)));
  return element("p", { class: name }, ...pieces);
}
