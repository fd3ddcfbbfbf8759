/** The ten columns, pairs and triples that lie furthest below their yardstick. */

import type { Measure, Scores } from "../../quality/scores";
import { html, type Html } from "../html";
import { visible } from "./matrix-section";
import { writtenShare } from "../written-share";

const MOST = 10;

interface Entry {
  readonly names: readonly string[];
  readonly measure: Measure;
}

export function worstSection(scores: Scores): Html {
  const { univariate, bivariate, trivariate } = scores;
  const entries = {
    columns: univariate.byColumn.map((measure) => ({ names: [measure.column], measure })),
    pairs: bivariate.byPair.map((measure) => ({ names: measure.columns, measure })),
    triples: trivariate.worst.map((measure) => ({ names: measure.columns, measure })),
  };
  return html`<section id="worst" aria-labelledby="worst-title">
    <h2 id="worst-title">The worst ten</h2>
    <p>Furthest below what fresh real rows would reach, first. Start here when you want to improve the generator.</p>
    <div class="columns3">
      ${worstTable("Columns", entries.columns, univariate)}${worstTable("Pairs", entries.pairs, bivariate, scores)}${worstTable("Triples", entries.triples, trivariate)}
    </div>
  </section>`;
}

function worstTable(title: string, entries: readonly Entry[], total: Measure, withButtons?: Scores): Html {
  const shortfall = ({ measure }: Entry): number => (measure.reference ?? 1) - (measure.value ?? 1);
  const worst = entries
    .filter(({ measure }) => measure.value !== undefined)
    .sort((a, b) => shortfall(b) - shortfall(a))
    .slice(0, MOST);
  const absent = entries.filter(({ measure }) => measure.notComputed !== undefined);
  if (worst.length === 0)
    return html`<div>
      <h3>${title}</h3>
      <p>None: ${total.notComputed ?? absent[0]?.measure.notComputed ?? "there are none to compare"}.</p>
    </div>`;
  return html`<div>
    <h3>${title}</h3>
    <table class="worst">
      <thead>
        <tr>
          <th scope="col">Which</th>
          <th scope="col">Accuracy</th>
          <th scope="col">Fresh</th>
        </tr>
      </thead>
      <tbody>
        ${worst.map((entry) => row(entry, withButtons))}
      </tbody>
    </table>
    ${absentNote(absent)}
  </div>`;
}

function row({ names, measure }: Entry, scores: Scores | undefined): Html {
  const said = names.map(visible).join(" × ");
  const place = (name: string): number => scores?.columns.findIndex((column) => column.name === name) ?? -1;
  const which =
    scores === undefined
      ? html`${said}`
      : html`<button type="button" class="link" data-a="${place(names[0])}" data-b="${place(names[1])}">${said}</button>`;
  const reference = measure.reference === undefined ? "" : writtenShare(measure.reference);
  return html`<tr>
    <th scope="row">${which}</th>
    <td>${measure.value === undefined ? "" : writtenShare(measure.value)}</td>
    <td>${reference}</td>
  </tr>`;
}

const MOST_ABSENT = 20;

function absentNote(absent: readonly Entry[]): Html | undefined {
  if (absent.length === 0) return undefined;
  const shown = absent
    .slice(0, MOST_ABSENT)
    .map(({ names, measure }) => html`<li>${names.map(visible).join(" × ")}: ${measure.notComputed}</li>`);
  const more = absent.length > MOST_ABSENT ? html`<li>and ${absent.length - MOST_ABSENT} more</li>` : undefined;
  return html`<p>Not computed:</p>
    <ul>
      ${shown}${more}
    </ul>`;
}
