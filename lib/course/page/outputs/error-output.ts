/** What went wrong in a cell, told so that the first line helps. */

import { element } from "../dom.js";
import type { ErrorOutput } from "../../engine/cell-events.js";

export function renderError({ ename, evalue, traceback }: ErrorOutput): HTMLElement {
  if (ename === "Stopped" || ename === "Engine") return element("div", { class: "note", role: "status" }, element("p", {}, evalue));
  if (ename === "TypeScript") return refusal(traceback);
  const frames =
    traceback.length === 0
      ? []
      : [element("details", {}, element("summary", {}, "Where it happened"), element("pre", {}, traceback.join("\n")))];
  return element(
    "div",
    { class: "error", role: "alert" },
    element("p", {}, element("strong", {}, ename), element("span", { class: "error-message" }, `: ${evalue}`)),
    ...frames,
  );
}

function refusal(lines: readonly string[]): HTMLElement {
  const heading =
    lines.length === 1
      ? "TypeScript found a mistake; the cell did not run."
      : `TypeScript found ${lines.length} mistakes; the cell did not run.`;
  return element(
    "div",
    { class: "error", role: "alert" },
    element("p", {}, element("strong", {}, heading)),
    element("ul", { class: "diagnostics" }, ...lines.map((line) => element("li", {}, line))),
  );
}
