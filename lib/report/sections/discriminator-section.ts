/** The discriminator: can a strong learner tell synthetic rows from real ones, and by what? */

import type { Scores } from "../../quality/scores";
import { bullet } from "../charts/bullet";
import { singleRows } from "../charts/share-rows";
import { html, type Html } from "../html";
import { keyNumbers, yardstick } from "../key-numbers";
import { visible } from "./matrix-section";

const MOST_COLUMNS = 15;

const READINGS = {
  indistinguishable: "They can't tell synthetic from real rows.",
  distinguishable: "They can tell synthetic from real rows.",
  "near-copies": "They are wrong more often than chance: synthetic rows look like near-copies of training rows.",
} as const;

export function discriminatorSection(scores: Scores): Html {
  const { auc, reading, importances } = scores.discriminator;
  const title = html`<h2 id="discriminator-title">What gives synthetic rows away</h2>`;
  if (auc.notComputed !== undefined) {
    return html`<section id="discriminator" aria-labelledby="discriminator-title">
      ${title}
      <p>Not computed: ${auc.notComputed}.</p>
    </section>`;
  }
  const number = keyNumbers(scores).find(({ id }) => id === "discriminator");
  const telling = importances.filter(({ importance }) => importance > 0).slice(0, MOST_COLUMNS);
  return html`<section id="discriminator" aria-labelledby="discriminator-title">
    ${title}
    <p>Boosted trees try to tell synthetic from training rows. ${reading === undefined ? "" : READINGS[reading]}</p>
    <p>
      <b class="number">AUC ${number?.write(auc.value) ?? auc.value}</b> ${number === undefined ? undefined : bullet(number)}
      <span class="quiet">${number === undefined ? "" : yardstick(number)}</span>
    </p>
    ${
      telling.length === 0
        ? html`<p>No column helped them.</p>`
        : html`<table class="shares wide">
            <caption>
              Columns they used, and their share of the work. When they can't tell the rows apart, this is noise.
            </caption>
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col"><span class="hidden">Bars</span></th>
                <th scope="col">Share</th>
              </tr>
            </thead>
            <tbody>
              ${singleRows(telling.map(({ column, importance }) => ({ label: visible(column), share: importance })))}
            </tbody>
          </table>`
    }
  </section>`;
}
