/** Distances between rows: sanity checks, and said to be no more. */

import { formatNumber } from "../../base/format";
import type { DistanceSummary, Scores } from "../../quality/scores";
import { distanceCurves, nameOf } from "../charts/distance-curves";
import { html, type Html } from "../html";
import { writtenShare } from "../written-share";

export function distancesSection({ distances }: Scores): Html {
  const { caution, comparisons, dcr } = distances;
  const body =
    comparisons.length === 0
      ? html`<p>Not computed: ${dcr.notComputed ?? "there is no comparison"}.</p>`
      : html`<p>
            The curve of synthetic rows should run with that of holdout rows, not above it: above means nearer to training rows than fresh
            real rows are.
          </p>
          ${distanceCurves(comparisons)}
          <div class="scroll" tabindex="0" role="group" aria-label="Distances as a table">
            <table class="plain">
              <thead>
                <tr>
                  <th scope="col">From, to</th>
                  <th scope="col">Identical</th>
                  <th scope="col">Mean distance</th>
                  <th scope="col">Ratio</th>
                </tr>
              </thead>
              <tbody>
                ${comparisons.map(row)}
              </tbody>
            </table>
          </div>`;
  return html`<section id="distances" aria-labelledby="distances-title">
    <h2 id="distances-title">Distances: sanity checks only</h2>
    <p class="caution">${caution}</p>
    ${body}
  </section>`;
}

function row(comparison: DistanceSummary): Html {
  const { identicalMatches, dcr, nndr } = comparison;
  return html`<tr>
    <th scope="row">${nameOf(comparison)}</th>
    <td>${writtenShare(identicalMatches, 2)}</td>
    <td>${formatNumber(dcr)}</td>
    <td>${nndr === undefined ? "too few rows" : formatNumber(nndr)}</td>
  </tr>`;
}
