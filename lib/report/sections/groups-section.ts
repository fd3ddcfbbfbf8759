/** The per-group lens: how well each group of rows is served, the worst first. */

import type { GroupScores } from "../../quality/group-lens";
import type { Measure, Scores } from "../../quality/scores";
import { html, type Html } from "../html";
import { writtenShare } from "../written-share";
import { visible } from "./matrix-section";

const MOST_SHOWN = 60;

export function groupsSection({ groups, distances }: Scores): Html {
  const title = html`<h2 id="groups-title">Group by group</h2>`;
  if (groups.notComputed !== undefined) {
    return html`<section id="groups" aria-labelledby="groups-title">
      ${title}
      <p>Not computed: ${groups.notComputed}.</p>
    </section>`;
  }
  const shares = new Map(distances.byGroup.map(({ column, group, dcrShare }) => [JSON.stringify([column, group]), dcrShare]));
  const computed = groups.byGroup.filter(({ univariate }) => univariate.notComputed === undefined);
  const small = groups.byGroup.filter(({ univariate }) => univariate.notComputed !== undefined);
  const sorted = [...computed].sort((a, b) => loss(b) - loss(a));
  const below = sorted.filter(({ bivariate, univariate }) => isBelow(bivariate) || isBelow(univariate));
  const hidden = Math.max(0, sorted.length - MOST_SHOWN);
  return html`<section id="groups" aria-labelledby="groups-title">
    ${title}
    <p>
      Averages over all rows can hide that a minority is badly served. Each group is held against fresh real rows of that group: smaller
      groups have lower yardsticks, since chance weighs more. ${groupVerdict(below.length, computed.length)} Furthest below the yardstick
      first.
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Accuracy by group of rows">
      <table class="plain wide groups">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Share, real</th>
            <th scope="col">Share, syn.</th>
            <th scope="col">Columns</th>
            <th scope="col">Fresh</th>
            <th scope="col">Pairs</th>
            <th scope="col">Fresh</th>
            <th scope="col">Closer to training</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.slice(0, MOST_SHOWN).map((group) => row(group, shares.get(JSON.stringify([group.column, group.group]))))}
        </tbody>
      </table>
    </div>
    ${hidden === 0 ? undefined : html`<p>${hidden} more groups, all nearer to their yardstick, are in the scores (JSON).</p>`}
    <p class="quiet">▼ below nine in ten fresh real samples of the group, ▲ above; the share of rows: outside that range.</p>
    ${smallGroups(small)}
  </section>`;
}

/** How far the worse of the two accuracies lies below its yardstick. */
function loss({ univariate, bivariate }: GroupScores): number {
  return Math.max(shortfall(univariate), shortfall(bivariate));
}

function shortfall({ value, reference }: Measure): number {
  return value === undefined || reference === undefined ? -Infinity : reference - value;
}

/** Below the band, that is: not by chance. */
export function isBelow({ value, band }: Measure): boolean {
  return value !== undefined && band !== undefined && value < band[0];
}

function groupVerdict(below: number, all: number): string {
  if (below === 0) return `None of the ${all} groups lies below its range of chance.`;
  return `${below} of the ${all} groups ${below === 1 ? "lies" : "lie"} below their range of chance.`;
}

function row({ column, group, share, univariate, bivariate }: GroupScores, closer: Measure | undefined): Html {
  return html`<tr>
    <th scope="row">${visible(column)}: ${group}</th>
    <td>${written(share.reference)}</td>
    <td>${marked(share)}</td>
    <td>${marked(univariate)}</td>
    <td>${written(univariate.reference)}</td>
    <td>${marked(bivariate)}</td>
    <td>${written(bivariate.reference)}</td>
    <td>${closer === undefined || closer.value === undefined ? "–" : marked({ ...closer, band: closer.interval })}</td>
  </tr>`;
}

function marked(measure: { readonly value?: number | undefined; readonly band?: readonly [number, number] | undefined }): Html | string {
  const { value, band } = measure;
  if (value === undefined) return "–";
  const [mark, words] =
    band !== undefined && value < band[0] ? ["▼", "below"] : band !== undefined && value > band[1] ? ["▲", "above"] : [];
  if (mark === undefined) return written(value);
  return html`<b>${written(value)} <span aria-hidden="true">${mark}</span><span class="hidden">${words} the range of chance</span></b>`;
}

function written(value: number | undefined): string {
  return value === undefined ? "–" : writtenShare(value);
}

function smallGroups(groups: readonly GroupScores[]): Html | undefined {
  if (groups.length === 0) return undefined;
  return html`<details>
    <summary>${groups.length} groups not computed</summary>
    <ul>
      ${groups.map(({ column, group, univariate }) => html`<li>${visible(column)}: ${group}. ${univariate.notComputed}</li>`)}
    </ul>
  </details>`;
}
