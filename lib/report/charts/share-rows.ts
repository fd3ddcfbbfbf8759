/** Bars inside the rows of a table: the numbers stand beside them, so the picture is a table that everyone can read. */

import { formatShare } from "../../base/format";
import { html, type Html } from "../html";

/** Rows of a table: a label, a bar of the real share over one of the synthetic share, both shares as text. */
export function shareRows(labels: readonly string[], real: readonly number[], synthetic: readonly number[]): Html[] {
  const most = Math.max(1e-9, ...real, ...synthetic);
  const width = (share: number): string => `${((100 * share) / most).toFixed(1)}%`;
  return labels.map(
    (label, i) =>
      html`<tr>
        <th scope="row">${label}</th>
        <td class="bars">
          <svg height="20" aria-hidden="true">
            <rect class="real" width="${width(real[i])}" height="9" />
            <rect class="syn" y="10" width="${width(synthetic[i])}" height="9" />
            <rect class="hatch" y="10" width="${width(synthetic[i])}" height="9" />
          </svg>
        </td>
        <td>${formatShare(real[i])}</td>
        <td>${formatShare(synthetic[i])}</td>
      </tr>`,
  );
}

/** Rows with one bar each: a label, the bar, the share as text. */
export function singleRows(entries: readonly { readonly label: string; readonly share: number }[]): Html[] {
  const most = Math.max(1e-9, ...entries.map(({ share }) => share));
  return entries.map(
    ({ label, share }) =>
      html`<tr>
        <th scope="row">${label}</th>
        <td class="bars">
          <svg height="12" aria-hidden="true"><rect class="real" width="${((100 * share) / most).toFixed(1)}%" height="12" /></svg>
        </td>
        <td>${formatShare(share)}</td>
      </tr>`,
  );
}
