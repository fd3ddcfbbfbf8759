/** A solution, beside what the learner wrote. */

import { button, element } from "../dom.js";
import { type DifferenceLine, lineDifference } from "./line-difference.js";

const SIGNS: Readonly<Record<DifferenceLine["side"], string>> = { both: " ", first: "−", second: "+" };
const WORDS: Readonly<Record<DifferenceLine["side"], string>> = { both: "", first: "only in yours: ", second: "only in the solution: " };

/** The solution of an exercise; with `answer`, the learner's own lines are marked against it. */
export function solutionPanel(exercise: string, code: string, answer: string): HTMLElement {
  const place = element("section", { class: "solution", "aria-label": `Solution of ${exercise}` });
  const plain = (): HTMLElement => element("pre", { tabindex: 0 }, element("code", {}, code));
  if (answer === "") {
    place.append(element("header", {}, element("strong", {}, "A solution")), plain());
    return place;
  }
  const compared = (): HTMLElement => differenceOf(answer, code);
  const legend = element("p", { class: "quiet legend" }, "− only in yours, + only in the solution");
  const swap = button("The solution alone", () => toggle());
  let shown = compared();
  let isCompared = true;
  const toggle = (): void => {
    isCompared = !isCompared;
    swap.textContent = isCompared ? "The solution alone" : "Beside mine";
    legend.hidden = !isCompared;
    const next = isCompared ? compared() : plain();
    shown.replaceWith(next);
    shown = next;
  };
  place.append(element("header", {}, element("strong", {}, "A solution, beside yours"), swap), legend, shown);
  return place;
}

function differenceOf(mine: string, theirs: string): HTMLElement {
  const lines = lineDifference(mine, theirs).map(({ side, text }) =>
    element(
      "span",
      { class: "line", "data-side": side },
      element("span", { class: "visually-hidden" }, WORDS[side]),
      element("span", { class: "line-sign", "aria-hidden": "true" }, SIGNS[side]),
      `${text}\n`,
    ),
  );
  return element("pre", { class: "difference", tabindex: 0 }, element("code", {}, ...lines));
}
