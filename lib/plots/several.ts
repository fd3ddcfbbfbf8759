/** Several synthetic tables side by side: generators, epochs or noise levels compared. */

import { formatShare } from "../base/format";
import type { NamedScores } from "../quality/assess-several";
import type { Figure } from "./figure";
import { palette, series } from "./palette";
import { sideBySide } from "./side-by-side";

/**
 * The accuracy of single columns, pairs and triples of each table, with what fresh real rows would reach.
 *
 * Throws a RangeError when there is nothing to compare.
 *
 * @example
 * const training = Table.of({ age: [31, 54, 40, 28], smokes: [true, false, false, true] });
 * const several = await assessSeveral({ training, synthetic: { copy: training, half: training.slice(0, 2) } }, { parts: ["accuracy"] });
 * assert.ok(plots.several(several).altText.includes("copy"));
 */
export function several(named: readonly NamedScores[]): Figure {
  if (named.length === 0) throw new RangeError("Cannot compare tables: the list is empty. Pass what assessSeveral() gives");
  const levels = ["univariate", "bivariate", "trivariate"] as const;
  const names = { univariate: "single columns", bivariate: "pairs", trivariate: "triples" } as const;
  const value = (scores: NamedScores["scores"]): number => scores.accuracy.value ?? -Infinity;
  const best = [...named].sort((a, b) => value(b.scores) - value(a.scores))[0];
  const first = named[0].scores;
  const told =
    best.scores.accuracy.value === undefined ? "none could be computed" : `${best.name}, ${formatShare(best.scores.accuracy.value)}`;
  return sideBySide({
    labels: [...named.map(({ name }) => name), "fresh real rows"],
    series: levels.map((level, k) => ({
      name: names[level],
      values: [...named.map(({ scores }) => scores[level].value), first[level].reference],
      colour: k === 0 ? palette.training : series[k],
      hatched: k === 1,
    })),
    title: "Accuracy by table",
    unit: "accuracy",
    sentence: `Bars of the accuracy of single columns, pairs and triples by table. The highest mean accuracy: ${told}.`,
  });
}
