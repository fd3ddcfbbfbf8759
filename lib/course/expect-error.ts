/** Mistakes on purpose, which do not stop the notebook. */

import { display } from "./display";
import { escapeHtml } from "./html-text";

/**
 * Runs code that is meant to fail, and shows its message in place of a red stack. When it does not fail, that is said.
 * For work that awaits: `await expectError(() => argn.sample(-1))`.
 *
 * @example
 * expectError(() => Table.of({ age: [1, 2] }).column("agee")); // RangeError: No column "agee". Did you mean "age"? ...
 */
export function expectError(action: () => Promise<unknown>): Promise<void>;
export function expectError(action: () => unknown): void;
export function expectError(action: () => unknown): Promise<void> | void {
  let result: unknown;
  try {
    result = action();
  } catch (thrown) {
    return showExpected(thrown);
  }
  if (!(result instanceof Promise)) return showNoError();
  return result.then(showNoError, showExpected);
}

function showExpected(thrown: unknown): void {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  showBox("As expected, this fails", text);
}

function showNoError(): void {
  showBox("Unexpected", "This was meant to fail, and it did not.");
}

function showBox(title: string, text: string): void {
  const style = "border-left:4px solid #b8860b;padding:.3em .8em;margin:.3em 0";
  const html = `<div style="${style}"><strong>${escapeHtml(title)}</strong><br><code>${escapeHtml(text)}</code></div>`;
  display({ "text/html": html, "text/plain": `${title}: ${text}` });
}
