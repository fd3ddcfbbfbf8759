/** The key numbers, each with its yardstick. */

import type { Scores } from "../../quality/scores";
import { bullet } from "../charts/bullet";
import { html, type Html } from "../html";
import { type KeyNumber, keyNumbers, yardstick } from "../key-numbers";

export function keyNumbersSection(scores: Scores): Html {
  return html`<section id="numbers" aria-labelledby="numbers-title">
    <h2 id="numbers-title">Key numbers</h2>
    <p>
      Each number stands next to its yardstick: what rows that are real would reach in its place. In the drawing the dot is the value (with
      a line for its interval), the tick the yardstick, the box the range of chance.
    </p>
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Value</th>
          <th scope="col">Yardstick</th>
          <th scope="col" class="drawing">Drawn</th>
        </tr>
      </thead>
      ${chapters(keyNumbers(scores))}
    </table>
  </section>`;
}

/** The numbers under the question that they answer. */
function chapters(numbers: readonly KeyNumber[]): Html[] {
  return [...new Set(numbers.map(({ group }) => group))].map(
    (group) =>
      html`<tbody>
        <tr class="chapter">
          <th scope="rowgroup" colspan="4">${group}</th>
        </tr>
        ${numbers.filter((number) => number.group === group).map(row)}
      </tbody>`,
  );
}

function row(number: KeyNumber): Html {
  const { measure, name, id, write } = number;
  const link = html`<a href="#what-${id}">${name}</a>`;
  if (measure.notComputed !== undefined) {
    return html`<tr class="absent">
      <th scope="row">${link}</th>
      <td colspan="3">Not computed: ${measure.notComputed}</td>
    </tr>`;
  }
  return html`<tr>
    <th scope="row">${link}</th>
    <td class="number">${write(measure.value)}</td>
    <td>${yardstick(number)}</td>
    <td class="drawing">${bullet(number)}</td>
  </tr>`;
}
