/** One column: how often each of its values or bins is, in the real and in the synthetic rows. */

import { formatShare } from "../base/format";
import type { Scores } from "../quality/scores";
import type { BarTrace, Figure } from "./figure";
import { distributionOf, spokenAccuracy } from "./find-scores";
import { layoutOf, plotlyText, spoken, wordAxis } from "./layout";
import { palette } from "./palette";

/**
 * The shares of a column's bins, real next to synthetic. Equal bars are what one hopes for; a bar that is missing is a
 * group that the synthetic table does not have.
 *
 * Throws a RangeError that names the nearest column when the scores have none of that name.
 *
 * @example
 * const people = Table.of({ age: [31, 44, 44, 58, 31, 44], job: ["nurse", "smith", "smith", "nurse", "nurse", "smith"] });
 * const scores = await assess({ training: people, synthetic: people }, { parts: ["accuracy"] });
 * assert.ok(plots.univariate(scores, "age").altText.includes("age"));
 */
export function univariate(scores: Scores, column: string): Figure {
  const distribution = distributionOf("Cannot plot the column", scores, column);
  const { labels, training, synthetic, holdout, kind } = distribution;
  const accuracy = spokenAccuracy(scores.univariate.byColumn.find((measure) => measure.column === column));
  const sideways = kind === "category" || kind === "text";
  const bars = (name: string, shares: readonly number[], color: string, hatched = false): BarTrace => {
    const positions = labels.map((_, i) => i);
    return {
      type: "bar",
      name,
      x: sideways ? shares : positions,
      y: sideways ? positions : shares,
      ...(sideways ? { orientation: "h" as const } : {}),
      hovertext: labels.map((label, i) => plotlyText(`${label}: ${formatShare(shares[i])} (${name})`)),
      hoverinfo: "text",
      marker: { color, ...(hatched ? { pattern: { shape: "/" as const } } : {}) },
    };
  };
  const shares = { title: { text: "share of rows" }, tickformat: ".0%", rangemode: "tozero" as const };
  const bins = { ...wordAxis(labels), ...(sideways ? { range: [labels.length - 0.5, -0.5] as const } : {}) };
  return {
    data: [
      bars("training", training, palette.training),
      ...(holdout === undefined ? [] : [bars("holdout", holdout, palette.holdout)]),
      bars("synthetic", synthetic, palette.synthetic, true),
    ],
    layout: layoutOf(`${spoken(column)}: accuracy ${accuracy}`, sideways ? shares : bins, sideways ? bins : shares, {
      barmode: "group",
      bargap: 0.2,
    }),
    altText: `Bars of the shares of ${spoken(column)} in training and synthetic rows. Accuracy ${accuracy}. ${largestGap(labels, training, synthetic)}`,
  };
}

/** The bin in which the two differ most, as a sentence. */
export function largestGap(labels: readonly string[], training: readonly number[], synthetic: readonly number[]): string {
  let widest = -1;
  let gap = 0;
  labels.forEach((_, i) => {
    if (Math.abs(synthetic[i] - training[i]) <= Math.abs(gap)) return;
    widest = i;
    gap = synthetic[i] - training[i];
  });
  if (widest < 0) return "All shares are equal.";
  return `They differ most at "${labels[widest]}": ${formatShare(training[widest])} of the real rows, ${formatShare(synthetic[widest])} of the synthetic ones.`;
}
