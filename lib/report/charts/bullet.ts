/** A number on a line with its yardstick: grey box for chance, tick at the reference, point and whisker at the value. */

import { html, type Html } from "../html";
import type { KeyNumber } from "../key-numbers";

const WIDTH = 180;
const EDGE = 8;

/** Its own scale, or a common one for drawings one below the other. Drawn next to the written value, so it is hidden from screen readers. Nothing when there is no yardstick. */
export function bullet(
  { measure, leastSpan, intervalOf }: Pick<KeyNumber, "measure" | "leastSpan" | "intervalOf">,
  scale?: { readonly middle: number; readonly span: number },
): Html | undefined {
  if (measure.notComputed !== undefined) return undefined;
  const { value, reference, band, interval } = measure;
  if (reference === undefined && band === undefined && interval === undefined) return undefined;
  const all = [value, reference ?? value, ...(band ?? []), ...(interval ?? [])];
  const middle = scale?.middle ?? (Math.min(...all) + Math.max(...all)) / 2;
  const span = scale?.span ?? Math.max(leastSpan, Math.max(...all) - Math.min(...all));
  const at = (number: number): string => (WIDTH / 2 + ((WIDTH - 2 * EDGE) * (number - middle)) / span).toFixed(1);
  const chance = band ?? (intervalOf === "chance" ? interval : undefined);
  const whisker = intervalOf === "value" ? interval : undefined;
  return html`<svg class="bullet" viewBox="0 0 ${WIDTH} 20" width="${WIDTH}" height="20" aria-hidden="true">
    <line class="axis" x1="2" x2="${WIDTH - 2}" y1="10" y2="10" />
    ${chance === undefined ? undefined : html`<rect class="band" x="${at(chance[0])}" y="4" width="${(Number(at(chance[1])) - Number(at(chance[0]))).toFixed(1)}" height="12" />`}
    ${whisker === undefined ? undefined : html`<line class="whisker" x1="${at(whisker[0])}" x2="${at(whisker[1])}" y1="10" y2="10" />`}
    ${reference === undefined ? undefined : html`<line class="tick" x1="${at(reference)}" x2="${at(reference)}" y1="2" y2="18" />`}
    <circle class="value" cx="${at(value)}" cy="10" r="5" />
  </svg>`;
}
