/** The verdict: first what is not as it should be, then what nearly is, then what is, then what is not known. */

import type { Scores } from "../../quality/scores";
import { html, type Html } from "../html";
import { type Finding, verdictOf } from "../verdict";

const MARKS = {
  concern: { mark: "!", word: "Look at this" },
  minor: { mark: "≈", word: "Small difference" },
  good: { mark: "✓", word: "Good" },
  missing: { mark: "?", word: "Not known" },
} as const;

export function verdictSection(scores: Scores): Html {
  const { headline, findings } = verdictOf(scores);
  return html`<section id="verdict" aria-labelledby="verdict-title">
    <h2 id="verdict-title">Verdict</h2>
    <p class="headline">${headline}</p>
    <ul class="findings">
      ${findings.map(item)}
    </ul>
    <p class="quiet">
      This page says how close the synthetic rows are to the real ones. It can't prove that they are private: that takes attacks and a
      privacy budget.
    </p>
  </section>`;
}

function item({ kind, text, section }: Finding): Html {
  const { mark, word } = MARKS[kind];
  return html`<li class="${kind}">
    <span class="mark" aria-hidden="true">${mark}</span><span><b>${word}.</b> ${text} <a href="#${section}">See more</a></span>
  </li>`;
}
