/** Where the numbers come from: rows, seeds, limits, versions, notes; and the scores themselves. */

import { libraryVersion } from "../../base/package-folder";
import { count } from "../../base/errors";
import { formatSeconds } from "../../base/format";
import type { Scores } from "../../quality/scores";
import { html, type Html } from "../html";

const CAPS: Readonly<Record<keyof Scores["samplingCaps"], string>> = {
  accuracyRows: "rows of each table for the accuracies",
  triples: "triples of columns",
  tripleRows: "rows for the triples",
  distanceRows: "synthetic rows for the distances",
  discriminatorRows: "rows of each table for the discriminator",
  dependenceRows: "rows of each table for the dependence",
  jointRows: "rows of each table for joint fidelity",
  utilityRows: "rows for each predicting model",
  pairTables: "joint tables of pairs kept",
};

export function provenanceSection(scores: Scores, leftOut: number): Html {
  const { rows, columns, seed, compat, samplingCaps, notes, seconds, version } = scores;
  const all =
    leftOut === 0
      ? notes
      : [...notes, `${count(leftOut, "joint table")} of the most accurate pairs were left out of this file to keep it small`];
  const facts: readonly (readonly [string, string])[] = [
    ["Rows", `${count(rows.training, "training row")}, ${count(rows.holdout, "holdout row")}, ${count(rows.synthetic, "synthetic row")}`],
    ["Columns", String(columns.length)],
    ["Tables", fingerprints(scores)],
    ["Seed", String(seed)],
    ["Definitions", compat ? "those of the reference package, for comparison with published numbers" : "those of this page"],
    [
      "Limits",
      `at most ${Object.entries(CAPS)
        .map(([key, words]) => `${numberOf(samplingCaps, key)} ${words}`)
        .join("; ")}`,
    ],
    [
      "Time",
      Object.entries(seconds)
        .map(([part, spent]) => `${part} ${formatSeconds(spent)}`)
        .join("; "),
    ],
    ["Made by", `synthetic-tables ${libraryVersion()}, scores format ${version}`],
  ];
  return html`<section id="provenance" aria-labelledby="provenance-title">
    <h2 id="provenance-title">Where the numbers come from</h2>
    <dl class="facts">
      ${facts.map(
        ([name, fact]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${fact}</dd>
          </div>`,
      )}
    </dl>
    ${
      all.length === 0
        ? undefined
        : html`<h3>Notes</h3>
            <ul>
              ${all.map((note) => html`<li>${note}</li>`)}
            </ul>`
    }
    <p class="controls"><button type="button" id="download">Download the scores (JSON)</button></p>
  </section>`;
}

/** The first 16 digits of each fingerprint; the scores hold all 64. */
function fingerprints({ tables }: Scores): string {
  const { training, holdout, synthetic } = tables;
  const short = (hash: string): string => hash.slice(0, 16);
  const parts = [
    `training ${short(training)}`,
    ...(holdout === undefined ? [] : [`holdout ${short(holdout)}`]),
    `synthetic ${short(synthetic)}`,
  ];
  return `SHA-256 of the cells, first digits: ${parts.join("; ")}`;
}

function numberOf(caps: Scores["samplingCaps"], key: string): string {
  const found = Object.entries(caps).find(([name]) => name === key)?.[1];
  return found === undefined ? "?" : found.toLocaleString("en-GB");
}
