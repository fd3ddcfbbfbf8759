/** A check result as a notebook shows it. */

import { CHECK_HEADINGS, type CheckResult, type CheckStatus, TEST_MARKS, type TestResult } from "./check-result";
import type { Bundle } from "./display";
import { escapeHtml } from "./html-text";

export const CHECK_MIME_TYPE = "application/vnd.course.check+json";

const COLOURS: Readonly<Record<CheckStatus, string>> = {
  "not-written": "#808080",
  wrong: "#c0392b",
  close: "#b8860b",
  right: "#2e8b57",
  "not-graded": "#808080",
};

/** The result in three forms: for our page, as HTML, and as plain text. */
export function feedbackBundle(result: CheckResult): Bundle {
  return { [CHECK_MIME_TYPE]: result, "text/html": feedbackHtml(result), "text/plain": feedbackText(result) };
}

/** The result as lines of plain text. */
export function feedbackText(result: CheckResult): string {
  const tests = result.tests.map((test) => `  ${TEST_MARKS[test.status].sign} ${test.name}${detailText(test)}`);
  const next = result.next === undefined ? [] : [`Next: ${result.next}`];
  return [`${result.exercise}: ${CHECK_HEADINGS[result.status]}. ${result.message}`, ...tests, ...next].join("\n");
}

function detailText(test: TestResult): string {
  if (test.status !== "failed") return "";
  return `\n      ${test.message}\n      expected: ${test.expected ?? ""}\n      got:      ${test.got ?? ""}`;
}

function feedbackHtml(result: CheckResult): string {
  const colour = COLOURS[result.status];
  const rows = result.tests.map(testHtml).join("");
  const table = rows === "" ? "" : `<table style="text-align:left;border-spacing:.6em .1em;margin:.3em 0">${rows}</table>`;
  const next = result.next === undefined ? "" : `<div><em>Next:</em> ${escapeHtml(result.next)}</div>`;
  const heading = `<strong style="color:${colour}">${CHECK_HEADINGS[result.status]}</strong> · exercise ${escapeHtml(result.exercise)}`;
  const frame = `border-left:4px solid ${colour};padding:.3em .8em;margin:.3em 0`;
  return `<div style="${frame}"><div>${heading}</div><div>${escapeHtml(result.message)}</div>${table}${next}</div>`;
}

function testHtml(test: TestResult): string {
  const detail =
    test.status === "failed"
      ? `<br><span>${escapeHtml(test.message)}</span><br>expected <code>${escapeHtml(test.expected ?? "")}</code>, got <code>${escapeHtml(test.got ?? "")}</code>`
      : "";
  const faded = test.status === "not-run" ? ' style="opacity:.55"' : "";
  return `<tr${faded}><td style="vertical-align:top">${TEST_MARKS[test.status].sign}</td><td style="text-align:left">${escapeHtml(test.name)}${detail}</td></tr>`;
}
