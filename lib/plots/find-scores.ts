/** Finds the entry of a column or a pair in the scores; says what there is when there is none. */

import { didYouMean, quoteList } from "../base/errors";
import { formatShare } from "../base/format";
import type { Distribution, Measure, PairMeasure, PairTable, Scores } from "../quality/scores";

/** The distribution of a column. */
export function distributionOf(action: string, scores: Scores, column: string): Distribution {
  checkColumn(action, scores, column);
  const found = scores.distributions.find((distribution) => distribution.column === column);
  if (found !== undefined) return found;
  throw new RangeError(`${action}: the scores hold no distribution of "${column}". Assess again with this column in all tables`);
}

/** The table of a pair of columns in either order, and whether its rows are the second column asked for. */
export function pairTableOf(action: string, scores: Scores, first: string, second: string): { table: PairTable; turned: boolean } {
  checkColumn(action, scores, first);
  checkColumn(action, scores, second);
  for (const table of scores.pairTables) {
    const [row, column] = table.columns;
    if (row === first && column === second) return { table, turned: false };
    if (row === second && column === first) return { table, turned: true };
  }
  throw new RangeError(
    `${action}: the scores hold no joint table of "${first}" and "${second}", they keep the ${scores.pairTables.length} least accurate pairs. Raise the cap of pair tables in assess()`,
  );
}

/** The accuracy of a pair in either order. */
export function pairMeasureOf(scores: Scores, first: string, second: string): PairMeasure | undefined {
  return scores.bivariate.byPair.find(({ columns: [a, b] }) => (a === first && b === second) || (a === second && b === first));
}

/** A measure as a title says it: "96.4 % (fresh real rows: 97.0 %)", or why there is none. */
export function spokenAccuracy(measure: Measure | undefined): string {
  if (measure === undefined) return "not measured";
  if (measure.notComputed !== undefined) return `not computed: ${measure.notComputed}`;
  const reference = measure.reference === undefined ? "" : ` (fresh real rows: ${formatShare(measure.reference)})`;
  return `${formatShare(measure.value)}${reference}`;
}

function checkColumn(action: string, scores: Scores, column: string): void {
  const names = scores.columns.map(({ name }) => name);
  if (names.includes(column)) return;
  throw new RangeError(
    `${action}: the scores have no column "${column}".${didYouMean(column, names)} The columns are ${quoteList(names, 12)}`,
  );
}
