/** How many rows have their nearest neighbour within a distance: one curve for each comparison. */

import { formatNumber } from "../../base/format";
import { numberTicks } from "../../plots/svg/nice-ticks";
import type { DistanceSummary } from "../../quality/scores";
import { html, type Html } from "../html";

const PAPER = { width: 360, height: 250, left: 44, right: 10, top: 8, bottom: 40 } as const;
const STYLES = ["one", "two", "three", "four"];

/** The curves with their legend; nothing when there is no comparison. */
export function distanceCurves(comparisons: readonly DistanceSummary[]): Html | undefined {
  const curves = comparisons.filter(({ quantiles }) => quantiles.length > 1 && quantiles.every(Number.isFinite));
  if (curves.length === 0) return undefined;
  const most = Math.max(...curves.map(({ quantiles }) => quantiles[quantiles.length - 1])) || 1;
  const x = (distance: number): string => (PAPER.left + ((PAPER.width - PAPER.left - PAPER.right) * distance) / most).toFixed(1);
  const y = (share: number): string => (PAPER.height - PAPER.bottom - (PAPER.height - PAPER.top - PAPER.bottom) * share).toFixed(1);
  const path = ({ quantiles }: DistanceSummary): string =>
    quantiles.map((distance, q) => `${q === 0 ? "M" : "L"}${x(distance)} ${y(q / (quantiles.length - 1))}`).join("");
  const told = curves
    .map((curve) => `${nameOf(curve)}: half within ${formatNumber(curve.quantiles[Math.floor(curve.quantiles.length / 2)])}`)
    .join("; ");
  return html`<figure class="curves">
    <svg
      viewBox="0 0 ${PAPER.width} ${PAPER.height}"
      role="img"
      aria-label="Cumulative curves of the distance to the closest record. ${told}"
    >
      ${[0, 0.25, 0.5, 0.75, 1].map((share) => html`<line class="rule" x1="${PAPER.left}" x2="${PAPER.width - PAPER.right}" y1="${y(share)}" y2="${y(share)}" /><text x="${PAPER.left - 6}" y="${Number(y(share)) + 4}" text-anchor="end">${100 * share} %</text>`)}
      ${numberTicks(0, most, 4).map((tick) => html`<text x="${x(tick.at)}" y="${PAPER.height - PAPER.bottom + 16}" text-anchor="middle">${tick.text}</text>`)}
      <text x="${(PAPER.left + PAPER.width) / 2}" y="${PAPER.height - 4}" text-anchor="middle">distance to the closest record</text>
      ${curves.map((curve, i) => html`<path class="curve ${STYLES[i % STYLES.length]}" d="${path(curve)}" />`)}
    </svg>
    <figcaption>
      ${curves.map(
        (curve, i) =>
          html`<span class="key"
            ><svg width="34" height="10" aria-hidden="true"><path class="curve ${STYLES[i % STYLES.length]}" d="M0 5L34 5" /></svg>
            ${nameOf(curve)}</span
          > `,
      )}
    </figcaption>
  </figure>`;
}

/** "synthetic to training". */
export function nameOf({ from, to }: DistanceSummary): string {
  return `${from} to ${to}`;
}
