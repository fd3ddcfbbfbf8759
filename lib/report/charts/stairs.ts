/** The cumulative distribution of a number or time, real over synthetic, at the edges of its bins. */

import type { Distribution } from "../../quality/scores";
import { html, type Html } from "../html";

const PAPER = { width: 300, height: 74, edge: 4 } as const;

/**
 * The share of known values below each inner edge. The smallest and largest value are nobody's business, so the stairs begin
 * at the first inner edge and end at the last. Nothing below three edges.
 */
export function stairs({ edges, training, synthetic, labels }: Distribution): Html | undefined {
  if (edges === undefined || edges.length < 3) return undefined;
  const [least, most] = [edges[0], edges[edges.length - 1]];
  const x = (edge: number): string => (PAPER.edge + ((PAPER.width - 2 * PAPER.edge) * (edge - least)) / (most - least)).toFixed(1);
  const y = (share: number): string => (PAPER.height - PAPER.edge - (PAPER.height - 2 * PAPER.edge) * share).toFixed(1);
  const path = (shares: readonly number[]): string => {
    const bins = shares.slice(0, edges.length + 1);
    const known = bins.reduce((sum, share) => sum + share, 0) || 1;
    let below = 0;
    return edges.map((edge, k) => `${k === 0 ? "M" : "L"}${x(edge)} ${y((below += bins[k]) / known)}`).join("");
  };
  if (labels.length < edges.length + 1) return undefined;
  return html`<svg class="stairs" viewBox="0 0 ${PAPER.width} ${PAPER.height}" aria-hidden="true">
    <line class="rule" x1="${PAPER.edge}" x2="${PAPER.width - PAPER.edge}" y1="${y(0)}" y2="${y(0)}" />
    <line class="rule" x1="${PAPER.edge}" x2="${PAPER.width - PAPER.edge}" y1="${y(0.5)}" y2="${y(0.5)}" />
    <line class="rule" x1="${PAPER.edge}" x2="${PAPER.width - PAPER.edge}" y1="${y(1)}" y2="${y(1)}" />
    <path class="curve two solid" d="${path(training)}" />
    <path class="curve one dashed" d="${path(synthetic)}" />
  </svg>`;
}
