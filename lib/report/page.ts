/** The report as one HTML page that needs nothing but itself. */

import { checkOptions } from "../base/check";
import { count } from "../base/errors";
import type { Scores } from "../quality/scores";
import { embeddedScores } from "./embedded-scores";
import { html, Html, jsonForScript } from "./html";
import { columnsScript } from "./script/columns-script";
import { commonScript } from "./script/common-script";
import { matrixScript } from "./script/matrix-script";
import { pairScript } from "./script/pair-script";
import { columnsSection } from "./sections/columns-section";
import { dependenceSection } from "./sections/dependence-section";
import { definitionsSection } from "./sections/definitions-section";
import { discriminatorSection } from "./sections/discriminator-section";
import { distancesSection } from "./sections/distances-section";
import { groupsSection } from "./sections/groups-section";
import { keyNumbersSection } from "./sections/key-numbers-section";
import { matrixSection } from "./sections/matrix-section";
import { provenanceSection } from "./sections/provenance-section";
import { sequencesSection } from "./sections/sequences-section";
import { utilitySection } from "./sections/utility-section";
import { verdictSection } from "./sections/verdict-section";
import { worstSection } from "./sections/worst-section";
import { style } from "./style";

export interface ReportOptions {
  /** The heading of the page ("Real against synthetic"). */
  readonly title?: string;
}

const CONTENTS = [
  ["verdict", "Verdict"],
  ["numbers", "Key numbers"],
  ["matrix", "Pairs"],
  ["worst", "Worst ten"],
  ["dependence", "Dependence"],
  ["sequences", "Sequences"],
  ["columns", "Columns"],
  ["groups", "Groups"],
  ["discriminator", "Discriminator"],
  ["utility", "Use"],
  ["distances", "Distances"],
  ["definitions", "Meaning"],
  ["provenance", "Provenance"],
] as const;

/**
 * The report on an assessment as the text of one HTML file: verdict first, then every number with its yardstick, then the
 * pictures. It loads nothing from anywhere, holds no row of the data, and carries the scores as JSON.
 *
 * Throws a TypeError when what it gets is not the result of `assess`.
 *
 * @example
 * const people = Table.of({ age: [31, 44, 44, 58, 31, 44], job: ["nurse", "smith", "smith", "nurse", "nurse", "smith"] });
 * const scores = await assess({ training: people, synthetic: people }, { parts: ["accuracy"] });
 * assert.ok(reportHtml(scores, { title: "People" }).includes("<h1>People</h1>"));
 */
export function reportHtml(scores: Scores, options: ReportOptions = {}): string {
  const action = "Cannot write the report";
  checkOptions(action, options, ["title"]);
  if (scores?.format !== "synthetic-tables scores") {
    throw new TypeError(`${action}: it needs the scores that assess() gives, got ${scores === null ? "null" : typeof scores}`);
  }
  if (scores.version !== 2) {
    throw new TypeError(
      `${action}: the scores are of format version ${String(scores.version)}, it needs version 2. Assess the tables again`,
    );
  }
  const { title = "Real against synthetic" } = options;
  const { json, leftOut } = embeddedScores(scores);
  const script = `"use strict";${commonScript}${matrixScript}${pairScript}${columnsScript}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#verdict">Skip to the verdict</a>
        ${PATTERNS}
        <header>
          <h1>${title}</h1>
          <p class="quiet">${sizeOf(scores)}</p>
        </header>
        <nav aria-label="Contents">
          <ul>
            ${CONTENTS.filter(([id]) => id !== "sequences" || scores.coherence.sequences !== undefined).map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
          </ul>
        </nav>
        <main>
          ${[
            verdictSection(scores),
            keyNumbersSection(scores),
            matrixSection(scores),
            worstSection(scores),
            dependenceSection(scores),
            sequencesSection(scores),
            columnsSection(scores),
            groupsSection(scores),
            discriminatorSection(scores),
            utilitySection(scores),
            distancesSection(scores),
            definitionsSection(scores),
            provenanceSection(scores, leftOut),
          ]}
        </main>
        <script type="application/json" id="scores">
          ${jsonForScript(json)}
        </script>
        <script>
          ${new Html(script)};
        </script>
      </body>
    </html> `.markup;
}

/** The hatching of synthetic bars and of empty cells, for all drawings of the page. */
const PATTERNS = new Html(
  '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>' +
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="1" y1="0" x2="1" y2="5" style="stroke:var(--lines)" stroke-width="1.6"/></pattern>' +
    '<pattern id="absent" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="1" y1="0" x2="1" y2="5" style="stroke:var(--quiet)" stroke-width="1"/></pattern></defs></svg>',
);

function sizeOf({ rows, columns }: Scores): string {
  const holdout = rows.holdout === 0 ? "no holdout rows" : count(rows.holdout, "holdout row");
  return `${count(rows.synthetic, "synthetic row")} against ${count(rows.training, "training row")} and ${holdout}, ${count(columns.length, "column")}`;
}
