/** The accuracy matrix and the panel of a pair. Both are drawn in the page, from the scores that it carries. */

import type { Scores } from "../../quality/scores";
import { html, type Html } from "../html";

/** Classes of shortfall against the yardstick, in points; the drawing uses the same limits. */
export const shortfallLimits: readonly number[] = [0.01, 0.025, 0.05, 0.1];
const CLASSES = ["within chance", "up to 1 point below", "1 to 2.5 points", "2.5 to 5 points", "5 to 10 points", "more than 10 points"];

export function matrixSection(scores: Scores): Html {
  const { columns, bivariate } = scores;
  const title = html`<h2 id="matrix-title">Accuracy of all pairs</h2>`;
  if (columns.length < 2 || bivariate.byPair.length === 0) {
    return html`<section id="matrix" aria-labelledby="matrix-title">
      ${title}
      <p>There is no pair to show: ${bivariate.notComputed ?? "the table has one column"}.</p>
    </section>`;
  }
  const choices = columns.map(({ name }, i) => html`<option value="${i}">${visible(name)}</option>`);
  return html`<section id="matrix" aria-labelledby="matrix-title">
    ${title}
    <p>
      The more a cell stands out, the further its pair of columns lies below what fresh real rows would reach; the diagonal shows single
      columns. Choose a cell, or two columns below, to see what differs.
    </p>
    <ul class="legend">
      ${CLASSES.map((name, i) => html`<li><span class="swatch m${i}"></span>${name}</li>`)}
      <li><span class="swatch mx"></span>not computed</li>
    </ul>
    <div
      class="scroll"
      id="matrix-box"
      tabindex="0"
      role="application"
      aria-label="Accuracy matrix. The arrow keys move from pair to pair, Enter shows a pair."
      aria-describedby="matrix-spoken"
    ></div>
    <p id="matrix-spoken" class="spoken" aria-live="polite">Move over the matrix, or focus it and use the arrow keys.</p>
    <noscript
      ><p>
        The matrix is drawn by a script in this page, which is switched off. The tables below say the same of the worst pairs.
      </p></noscript
    >
    <form id="pair-form" class="controls">
      <label
        >First column
        <select id="pair-a">
          ${choices}
        </select></label
      >
      <label
        >Second column
        <select id="pair-b">
          ${choices}
        </select></label
      >
      <button type="submit">Show this pair</button>
    </form>
    <div id="pair" class="panel" tabindex="-1" hidden></div>
  </section>`;
}

/** A name that can be seen even when it is empty. */
export function visible(name: string): string {
  return name.trim() === "" ? `"${name}"` : name;
}
