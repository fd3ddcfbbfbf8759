/** Usefulness: models trained on synthetic rows and tested on real ones, column by column. */

import type { LearnerUtility, RegressionUtility } from "../../quality/learner-utility";
import type { Measure, Scores } from "../../quality/scores";
import { bullet } from "../charts/bullet";
import { html, type Html } from "../html";
import { visible } from "./matrix-section";

const LEARNERS = { "boosted-trees": "boosted trees", logistic: "linear" } as const;

export function utilitySection({ utility }: Scores): Html {
  const title = html`<h2 id="utility-title">Use: trained on synthetic, tested on real</h2>`;
  const { byTarget, regressions, difference } = utility;
  if (byTarget.length === 0) {
    return html`<section id="utility" aria-labelledby="utility-title">
      ${title}
      <p>Not computed: ${difference.notComputed ?? "no column was predicted"}.</p>
    </section>`;
  }
  const computed = byTarget.flatMap((entry) => (entry.notComputed === undefined ? [entry] : []));
  const worstFirst = [...computed].sort((a, b) => (a.difference.value ?? 0) - (b.difference.value ?? 0));
  return html`<section id="utility" aria-labelledby="utility-title">
    ${title}
    <p>
      Each column is predicted from the others by a model that learnt from synthetic rows, and by one that learnt from as many training
      rows; both are tested on the same holdout rows. Largest loss first. In the drawing the tick is no difference, the line the 95 %
      interval of the difference. Agreement is the rank correlation of what the two models find important.
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Usefulness by predicted column">
      <table class="plain wide">
        <thead>
          <tr>
            <th scope="col">Predicted column</th>
            <th scope="col">Difference</th>
            <th scope="col">Real</th>
            <th scope="col">Synthetic</th>
            <th scope="col">Score</th>
            <th scope="col">Learner</th>
            <th scope="col" class="drawing">Drawn</th>
            <th scope="col">Agreement</th>
          </tr>
        </thead>
        <tbody>
          ${worstFirst.map((entry) => row(entry, reachOf(worstFirst)))}
        </tbody>
      </table>
    </div>
    ${absentList(byTarget)}
    <h3>Regressions: would the same conclusions be drawn?</h3>
    <p>
      Overlap of the 95 % intervals of the coefficients: 1 when they coincide, 0 when they touch, −1 when they are far apart. Distance: how
      far half of the coefficients lie from those of training rows at most, in standard errors.
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Regressions by explained column">
      <table class="plain wide">
        <thead>
          <tr>
            <th scope="col">Explained</th>
            <th scope="col">Overlap</th>
            <th scope="col">Holdout</th>
            <th scope="col">Distance</th>
            <th scope="col">Holdout</th>
          </tr>
        </thead>
        <tbody>
          ${[...regressions].sort((a, b) => (a.overlap.value ?? 2) - (b.overlap.value ?? 2)).map(regressionRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

type Computed = LearnerUtility & { readonly notComputed?: undefined };

/** How far from 0 the drawings of all rows must reach. */
function reachOf(entries: readonly Computed[]): number {
  return Math.max(0.02, ...entries.flatMap(({ difference }) => [...(difference.interval ?? []), difference.value ?? 0]).map(Math.abs));
}

function row(entry: Computed, reach: number): Html {
  const { target, learner, score, synthetic, difference, importanceAgreement } = entry;
  return html`<tr>
    <th scope="row">${visible(target)}</th>
    <td>${signed(difference.value)}</td>
    <td>${written(synthetic.reference)}</td>
    <td>${written(synthetic.value)}</td>
    <td>${score === "auc" ? "AUC" : "R²"}</td>
    <td>${LEARNERS[learner]}</td>
    <td class="drawing">${bullet({ measure: difference, leastSpan: 0.1, intervalOf: "value" }, { middle: 0, span: 2 * reach })}</td>
    <td>${written(importanceAgreement.value, 2)}</td>
  </tr>`;
}

function regressionRow({ target, outcome, overlap, standardisedDifference }: RegressionUtility): Html {
  const what = outcome === target || outcome === "" ? visible(target) : `${visible(target)} is ${outcome}`;
  if (overlap.notComputed !== undefined) {
    return html`<tr class="absent">
      <th scope="row">${what}</th>
      <td colspan="4">Not computed: ${overlap.notComputed}</td>
    </tr>`;
  }
  return html`<tr>
    <th scope="row">${what}</th>
    <td>${written(overlap.value, 2)}</td>
    <td>${written(overlap.reference, 2)}</td>
    <td>${written(standardisedDifference.value, 2)}</td>
    <td>${written(standardisedDifference.reference, 2)}</td>
  </tr>`;
}

/** What was not predicted, by reason. */
function absentList(byTarget: readonly LearnerUtility[]): Html | undefined {
  const absent = byTarget.flatMap((entry) => (entry.notComputed === undefined ? [] : [entry]));
  if (absent.length === 0) return undefined;
  const reasons = [...new Set(absent.map(({ notComputed: why }) => why))];
  const names = (reason: string): string =>
    absent
      .filter(({ notComputed: why }) => why === reason)
      .map(({ target }) => visible(target))
      .join(", ");
  return html`<details>
    <summary>${absent.length} columns not predicted</summary>
    <ul>
      ${reasons.map((reason) => html`<li>${names(reason)}: ${reason}</li>`)}
    </ul>
  </details>`;
}

function written(value: Measure["value"], digits = 3): string {
  return value === undefined ? "–" : value.toFixed(digits).replace("-", "−");
}

function signed(value: Measure["value"]): string {
  if (value === undefined) return "–";
  const text = Math.abs(value).toFixed(3);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}
