/** Every column by itself: the shares of its values, real over synthetic. */

import type { ColumnMeasure, Distribution, Scores } from "../../quality/scores";
import { shareRows } from "../charts/share-rows";
import { html, type Html } from "../html";
import { visible } from "./matrix-section";
import { writtenShare } from "../written-share";

export function columnsSection(scores: Scores): Html {
  const measures = new Map(scores.univariate.byColumn.map((measure) => [measure.column, measure]));
  const distributions = new Map(scores.distributions.map((distribution) => [distribution.column, distribution]));
  const cards = scores.columns.map(({ name }, i) => card(name, i, measures.get(name), distributions.get(name)));
  const absent = scores.univariate.notComputed === undefined ? undefined : html`<p>Not computed: ${scores.univariate.notComputed}.</p>`;
  return html`<section id="columns" aria-labelledby="columns-title">
    <h2 id="columns-title">Column by column</h2>
    ${absent}
    <p>
      Upper bar, plain: real (training) rows. Lower bar, hatched: synthetic rows. Ranges and values with fewer than five real rows are
      merged.
    </p>
    <form id="columns-form" class="controls" role="search">
      <label>Search <input type="search" id="columns-search" autocomplete="off" placeholder="name of a column" /></label>
      <label
        >Sort by
        <select id="columns-sort">
          <option value="worst">accuracy, worst first</option>
          <option value="table">order of the table</option>
          <option value="name">name</option>
        </select></label
      >
      <span id="columns-count" aria-live="polite">${scores.columns.length} columns</span>
    </form>
    <div id="cards" class="cards">${cards}</div>
  </section>`;
}

function card(name: string, place: number, measure: ColumnMeasure | undefined, distribution: Distribution | undefined): Html {
  const shortfall = (measure?.reference ?? 1) - (measure?.value ?? 1);
  const body =
    distribution === undefined
      ? html`<p>No distribution to show.</p>`
      : html`<table class="shares">
          <thead>
            <tr>
              <th scope="col">${distribution.kind === "text" ? "Word" : "Value"}</th>
              <th scope="col"><span class="hidden">Bars</span></th>
              <th scope="col">Real</th>
              <th scope="col">Syn.</th>
            </tr>
          </thead>
          <tbody>
            ${shareRows(distribution.labels, distribution.training, distribution.synthetic)}
          </tbody>
        </table>`;
  return html`<article class="card" data-name="${name.toLowerCase()}" data-place="${place}" data-short="${shortfall.toFixed(6)}">
    <h3>${visible(name)}</h3>
    <p class="quiet">${distribution?.kind ?? ""} · ${accuracyOf(measure)}</p>
    ${body}
  </article>`;
}

function accuracyOf(measure: ColumnMeasure | undefined): string {
  if (measure === undefined) return "accuracy not measured";
  if (measure.notComputed !== undefined) return `accuracy not computed: ${measure.notComputed}`;
  const reference = measure.reference === undefined ? "" : `, fresh real rows ${writtenShare(measure.reference)}`;
  return `accuracy ${writtenShare(measure.value)}${reference}`;
}
