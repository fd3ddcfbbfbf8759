/** Sequences: do the records of one belong together, and follow one another, as in the real sequences? */

import { count } from "../../base/errors";
import type { Measure, Scores } from "../../quality/scores";
import type { ColumnCoherence } from "../../quality/sequences/coherence";
import { html, type Html } from "../html";
import { writtenShare } from "../written-share";
import { visible } from "./matrix-section";

const MEASURES = [
  ["autocorrelation", "With the next"],
  ["lag2", "2 later"],
  ["lag5", "5 later"],
  ["transitions", "What follows"],
  ["steps", "Steps"],
  ["valuesPerSequence", "Values in a sequence"],
  ["sequencesPerValue", "Sequences with a value"],
] as const;

/** The section, or nothing for tables whose rows are no records of sequences. */
export function sequencesSection({ coherence }: Scores): Html | undefined {
  const { sequences, lengths, byColumn } = coherence;
  if (sequences === undefined) return undefined;
  const worstFirst = [...byColumn].sort((a, b) => shortfall(b.autocorrelation) - shortfall(a.autocorrelation));
  return html`<section id="sequences" aria-labelledby="sequences-title">
    <h2 id="sequences-title">Sequences</h2>
    <p>
      ${count(sequences.training, "training sequence")}, ${count(sequences.holdout, "holdout sequence")},
      ${count(sequences.synthetic, "synthetic sequence")}. Every number is an accuracy, its yardstick in brackets: what fresh real sequences
      would reach, measured by dealing the real ones into two halves again and again. ▼ marks what lies below the range of chance.
    </p>
    <p>Lengths of the sequences: ${cell(lengths)}</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Coherence by column">
      <table class="plain wide">
        <thead>
          <tr>
            <th scope="col">Column</th>
            ${MEASURES.map(([, name]) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${worstFirst.map(row)}
        </tbody>
      </table>
    </div>
    <dl>
      <dt>With the next, 2 later, 5 later</dt>
      <dd>Joint shares of a value and the one that many records later in the same sequence.</dd>
      <dt>What follows</dt>
      <dd>The shares of the next value given this one (the rows of the transition matrix), weighted by how often this one occurs.</dd>
      <dt>Steps</dt>
      <dd>The differences between neighbouring records; of times, how long one waits for the next record.</dd>
      <dt>Values in a sequence, sequences with a value</dt>
      <dd>How many different values a sequence has, and how many sequences have each of the nine most frequent values.</dd>
    </dl>
  </section>`;
}

function row(column: ColumnCoherence): Html {
  return html`<tr>
    <th scope="row">${visible(column.column)}</th>
    ${MEASURES.map(([name]) => html`<td>${cell(column[name])}</td>`)}
  </tr>`;
}

function cell({ value, reference, band, notComputed: why }: Measure): Html | string {
  if (value === undefined) return html`<span title="${why}">–<span class="hidden"> not computed: ${why}</span></span>`;
  const low = band !== undefined && value < band[0];
  const mark = low ? html` <span aria-hidden="true">▼</span><span class="hidden"> below the range of chance</span>` : undefined;
  return html`${low ? html`<b>${writtenShare(value)}${mark}</b>` : writtenShare(value)}
  ${reference === undefined ? undefined : html`<span class="quiet">(${writtenShare(reference)})</span>`}`;
}

function shortfall({ value, reference }: Measure): number {
  return value === undefined || reference === undefined ? -Infinity : reference - value;
}
