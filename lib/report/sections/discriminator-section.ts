/** The discriminator: can a strong learner tell synthetic rows from real ones, and by what? */

import type { Scores } from "../../quality/scores";
import { bullet } from "../charts/bullet";
import { singleRows } from "../charts/share-rows";
import { html, type Html } from "../html";
import { keyNumbers, yardstick } from "../key-numbers";
import { writtenShare } from "../written-share";
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
    ${signs(scores)}
  </section>`;
}

const MOST_VALUES = 12;

/** What looks synthetic: values, and whole rows by bins. */
function signs({ discriminator }: Scores): Html | undefined {
  const { values, rows, reading } = discriminator;
  if (values.length === 0) return undefined;
  const noise = reading === "distinguishable" ? "" : " They can't tell the rows apart, so this is mostly noise.";
  return html`<h3>Values that look real or synthetic</h3>
    <p>How synthetic the rows with each value look to a learner that has not seen them: 0 real, 0.5 neither, 1 synthetic.${noise}</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Telling values">
      <table class="plain wide">
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Looks</th>
            <th scope="col">Score</th>
            <th scope="col">Real rows</th>
            <th scope="col">Synthetic</th>
          </tr>
        </thead>
        <tbody>
          ${values.slice(0, MOST_VALUES).map(
            ({ column, label, score, training, synthetic }) =>
              html`<tr>
                <th scope="row">${visible(column)}: ${label}</th>
                <td>${score > 0.5 ? "synthetic" : "real"}</td>
                <td>${score.toFixed(2)}</td>
                <td>${writtenShare(training)}</td>
                <td>${writtenShare(synthetic)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${reading === "distinguishable" ? rowList(rows) : undefined}`;
}

function rowList(rows: Scores["discriminator"]["rows"]): Html | undefined {
  if (rows.length === 0) return undefined;
  return html`<h3>The synthetic rows that are found out most easily</h3>
    <p>
      By the ranges and values of their most telling columns, never by their cells. Combinations that one to four real rows have are kept
      back.
    </p>
    <ul class="rows">
      ${rows.map(({ score, cells }) => html`<li><b>${score.toFixed(2)}</b> ${cells.map(({ column, label }, i) => `${i === 0 ? "" : " · "}${visible(column)}: ${label}`)}</li>`)}
    </ul>`;
}
