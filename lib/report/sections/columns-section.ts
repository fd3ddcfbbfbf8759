/** Every column by itself: the shares of its values, real over synthetic. */

import type { ColumnDifference } from "../../quality/column-differences";
import type { ColumnMeasure, Distribution, Measure, Scores } from "../../quality/scores";
import { shareRows } from "../charts/share-rows";
import { stairs } from "../charts/stairs";
import { html, type Html } from "../html";
import { visible } from "./matrix-section";
import { writtenShare } from "../written-share";

export function columnsSection(scores: Scores): Html {
  const measures = new Map(scores.univariate.byColumn.map((measure) => [measure.column, measure]));
  const distributions = new Map(scores.distributions.map((distribution) => [distribution.column, distribution]));
  const byColumn = scores.differences.notComputed === undefined ? scores.differences.byColumn : [];
  const differences = new Map(byColumn.map((difference) => [difference.column, difference]));
  const cards = scores.columns.map(({ name }, i) => card(name, i, measures.get(name), distributions.get(name), differences.get(name)));
  const absent = scores.univariate.notComputed === undefined ? undefined : html`<p>Not computed: ${scores.univariate.notComputed}.</p>`;
  return html`<section id="columns" aria-labelledby="columns-title">
    <h2 id="columns-title">Column by column</h2>
    ${absent}
    <p>
      Upper bar, plain: real (training) rows. Lower bar, hatched: synthetic rows. Ranges and values with fewer than five real rows are
      merged. The stairs below the bars of a number show what share of the rows lies below each value: solid real, dashed synthetic.
    </p>
    <details>
      <summary>What the small numbers on the cards are</summary>
      <dl>
        <dt>KS</dt>
        <dd>Kolmogorov and Smirnov: the largest gap between the stairs of all values; 0 is equal.</dd>
        <dt>Way</dt>
        <dd>Wasserstein: how far a value must travel on average, in interquartile ranges of the real values; 0 is equal.</dd>
        <dt>JS</dt>
        <dd>Jensen and Shannon: the divergence of the shares, in nats; 0 is equal, 0.69 the most.</dd>
        <dt>Missing</dt>
        <dd>The share of cells that are missing.</dd>
        <dt>In range</dt>
        <dd>The share of cells within the real range, or among the real values.</dd>
        <dt>Covered</dt>
        <dd>The share of the real range, or of the real values, that occurs among the synthetic rows.</dd>
      </dl>
      <p>In brackets the same for holdout rows.</p>
    </details>
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

function card(
  name: string,
  place: number,
  measure: ColumnMeasure | undefined,
  distribution: Distribution | undefined,
  difference: ColumnDifference | undefined,
): Html {
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
    ${body} ${distribution === undefined ? undefined : stairs(distribution)}
    ${difference === undefined ? undefined : smallNumbers(difference)}
  </article>`;
}

/** The differences of a column in a line; those that do not exist for its kind are left out. */
function smallNumbers({ kolmogorovSmirnov, wasserstein, jensenShannon, missingShare, adherence, coverage }: ColumnDifference): Html {
  const plain = (value: number): string => value.toFixed(3);
  const share = (value: number): string => writtenShare(value);
  const all: readonly (readonly [string, Measure, (value: number) => string])[] = [
    ["KS", kolmogorovSmirnov, plain],
    ["Way", wasserstein, plain],
    ["JS", jensenShannon, (value) => value.toFixed(4)],
    ["Missing", missingShare, share],
    ["In range", adherence, share],
    ["Covered", coverage, share],
  ];
  const told = all.flatMap(([name, { value, reference }, write]) =>
    value === undefined
      ? []
      : [html`<span>${name} <b>${write(value)}</b>${reference === undefined ? "" : ` (${write(reference)})`}</span> `],
  );
  return html`<p class="small">${told}</p>`;
}

function accuracyOf(measure: ColumnMeasure | undefined): string {
  if (measure === undefined) return "accuracy not measured";
  if (measure.notComputed !== undefined) return `accuracy not computed: ${measure.notComputed}`;
  const reference = measure.reference === undefined ? "" : `, fresh real rows ${writtenShare(measure.reference)}`;
  return `accuracy ${writtenShare(measure.value)}${reference}`;
}
