/** Dependence: pairs of columns whose relation is weaker or stronger than in the real rows. */

import type { PairDependence } from "../../quality/dependence";
import type { Scores } from "../../quality/scores";
import { html, type Html } from "../html";
import { visible } from "./matrix-section";

const MOST = 10;
const NAMES = { spearman: "rank correlation", "cramers-v": "Cramér's V", "correlation-ratio": "correlation ratio" } as const;

export function dependenceSection({ dependence, columns }: Scores): Html {
  const { mean, worst } = dependence;
  const place = (name: string): number => columns.findIndex((column) => column.name === name);
  const body =
    mean.notComputed !== undefined
      ? html`<p>Not computed: ${mean.notComputed}.</p>`
      : html`<p>
            The strength of the relation of two columns, 0 (none) to 1 (rank correlations: −1 to 1). The ten pairs with the largest
            difference; holdout rows show what chance alone does.
          </p>
          <div class="scroll" tabindex="0" role="group" aria-label="Pairs with the largest difference of dependence">
            <table class="plain wide">
              <thead>
                <tr>
                  <th scope="col">Pair</th>
                  <th scope="col">Measure</th>
                  <th scope="col">Training</th>
                  <th scope="col">Holdout</th>
                  <th scope="col">Synthetic</th>
                </tr>
              </thead>
              <tbody>
                ${worst.slice(0, MOST).map((pair) => row(pair, place))}
              </tbody>
            </table>
          </div>`;
  return html`<section id="dependence" aria-labelledby="dependence-title">
    <h2 id="dependence-title">Strength of dependence</h2>
    ${body}
  </section>`;
}

function row(pair: PairDependence, place: (name: string) => number): Html {
  const [first, second] = pair.columns;
  const button = html`<button type="button" class="link" data-a="${place(first)}" data-b="${place(second)}">
    ${visible(first)} × ${visible(second)}
  </button>`;
  if (pair.notComputed !== undefined) {
    return html`<tr class="absent">
      <th scope="row">${button}</th>
      <td colspan="4">Not computed: ${pair.notComputed}</td>
    </tr>`;
  }
  return html`<tr>
    <th scope="row">${button}</th>
    <td>${NAMES[pair.statistic]}</td>
    <td>${pair.training.toFixed(2)}</td>
    <td>${pair.holdout === undefined ? "–" : pair.holdout.toFixed(2)}</td>
    <td>${pair.synthetic.toFixed(2)}</td>
  </tr>`;
}
