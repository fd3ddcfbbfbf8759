/** How each number is defined and how to read it. */

import type { Scores } from "../../quality/scores";
import { html, type Html } from "../html";
import { keyNumbers } from "../key-numbers";
import { yardsticks } from "../yardsticks";
import { writtenShare } from "../written-share";

export function definitionsSection(scores: Scores): Html {
  return html`<section id="definitions" aria-labelledby="definitions-title">
    <h2 id="definitions-title">What the numbers mean</h2>
    <dl>
      ${keyNumbers(scores).map(
        ({ id, name, definition, reading }) =>
          html`<dt id="what-${id}">${name}</dt>
            <dd>${definition}<br /><b>How to read it.</b> ${reading}</dd>`,
      )}
      <dt>Fresh real rows</dt>
      <dd>
        Rows from the same source that the generator never saw. What they would reach is computed from the training shares and the numbers
        of rows, or measured on the holdout. It is the best that a generator can be asked for.
      </dd>
      <dt>Range of chance</dt>
      <dd>The band holds nine in ten samples of fresh real rows. A value inside it differs from real rows by no more than chance.</dd>
      <dt>Residual</dt>
      <dd>
        The difference between the synthetic and the real share of a cell, divided by its standard error. Beyond 3 it is hardly chance.
      </dd>
      <dt>Words of the verdict</dt>
      <dd>
        An accuracy below its range of chance is said to be a little below within ${writtenShare(yardsticks.small, 0)}, visibly below within
        ${writtenShare(yardsticks.clear, 0)}, far below beyond. Identical matches are a concern from
        ${writtenShare(yardsticks.moreIdentical)} above those of holdout rows; the mean distance from
        ${writtenShare(yardsticks.distance, 0)} below theirs. These limits are ours; your use may need others.
      </dd>
    </dl>
  </section>`;
}
