/** The groups of one column: how well each is served, against fresh rows of its own. */

import { formatShare } from "../base/format";
import type { Scores } from "../quality/scores";
import type { Figure } from "./figure";
import { spoken } from "./layout";
import { palette } from "./palette";
import { sideBySide } from "./side-by-side";

/**
 * The accuracy of pairs within each group of a column, next to what fresh real rows of the group would reach. A short upper bar
 * under a long lower one is a group that is badly served.
 *
 * Throws a RangeError when the scores hold no groups of that column, and says which they hold.
 *
 * @example
 * const rows = Array.from({ length: 240 }, (_, i) => i);
 * const people = Table.of({ sex: rows.map((i) => (i % 2 ? "f" : "m")), age: rows.map((i) => i % 50), job: rows.map((i) => (i % 3 ? "cook" : "nurse")) });
 * const scores = await assess({ training: people, synthetic: people }, { parts: ["groups", "accuracy"] });
 * assert.equal(plots.groups(scores, "sex").data.length, 2);
 */
export function groups(scores: Scores, column: string): Figure {
  const { groups: found } = scores;
  const all = found.notComputed === undefined ? found.byGroup : [];
  const own = all.filter((group) => group.column === column);
  if (own.length === 0) {
    const known = [...new Set(all.map((group) => group.column))];
    const there = known.length === 0 ? (found.notComputed ?? "they hold none") : `they hold those of ${known.map(spoken).join(", ")}`;
    throw new RangeError(
      `Cannot plot the groups: the scores hold no groups of ${spoken(column)}, ${there}. Name columns with groups in assess()`,
    );
  }
  const worst = [...own].sort((a, b) => shortfall(b) - shortfall(a))[0];
  const { value, reference } = worst.bivariate;
  const told =
    value === undefined || reference === undefined
      ? "No group has rows enough to be judged."
      : `Furthest below is "${worst.group}": ${formatShare(value)} instead of ${formatShare(reference)}.`;
  return sideBySide({
    labels: own.map(({ group }) => group),
    series: [
      { name: "synthetic", values: own.map(({ bivariate }) => bivariate.value), colour: palette.synthetic, hatched: true },
      { name: "fresh real rows", values: own.map(({ bivariate }) => bivariate.reference), colour: palette.training },
    ],
    title: `Accuracy of pairs by ${spoken(column)}`,
    unit: "accuracy of pairs",
    sentence: `Bars of the accuracy of pairs within each group of ${spoken(column)}, synthetic and fresh real rows. ${told}`,
  });
}

function shortfall({
  bivariate,
}: {
  readonly bivariate: { readonly value?: number | undefined; readonly reference?: number | undefined };
}): number {
  return bivariate.value === undefined ? -Infinity : (bivariate.reference ?? 1) - bivariate.value;
}
