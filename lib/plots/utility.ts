/** Usefulness: how well each column is predicted by models that learnt from synthetic and from real rows. */

import type { Scores } from "../quality/scores";
import type { Figure } from "./figure";
import { spoken } from "./layout";
import { palette } from "./palette";
import { sideBySide } from "./side-by-side";

const LEARNERS = { "boosted-trees": "trees", logistic: "linear" } as const;

/**
 * The scores on holdout rows of models that learnt from training and from synthetic rows, column by column, the largest loss
 * first. Bars of equal length are what one hopes for.
 *
 * Throws a RangeError when the scores hold no usefulness, with the reason.
 *
 * @example
 * const rows = Array.from({ length: 120 }, (_, i) => i);
 * const people = Table.of({ age: rows.map((i) => i % 60), old: rows.map((i) => i % 60 > 30) });
 * const scores = await assess({ training: people, holdout: people, synthetic: people }, { parts: ["utility"], utilityTargets: ["old"] });
 * assert.ok(plots.utility(scores).altText.includes("old"));
 */
export function utility(scores: Scores): Figure {
  const computed = scores.utility.byTarget.flatMap((entry) => (entry.notComputed === undefined ? [entry] : []));
  if (computed.length === 0) {
    throw new RangeError(
      `Cannot plot the usefulness: it was not computed, ${scores.utility.difference.notComputed ?? "no column was predicted"}`,
    );
  }
  const worstFirst = [...computed].sort((a, b) => (a.difference.value ?? 0) - (b.difference.value ?? 0));
  const [worst] = worstFirst;
  return sideBySide({
    labels: worstFirst.map(({ target, learner, score }) => `${target} (${LEARNERS[learner]}, ${score === "auc" ? "AUC" : "R²"})`),
    series: [
      { name: "learnt from training", values: worstFirst.map(({ synthetic }) => synthetic.reference), colour: palette.training },
      {
        name: "learnt from synthetic",
        values: worstFirst.map(({ synthetic }) => synthetic.value),
        colour: palette.synthetic,
        hatched: true,
      },
    ],
    title: "Trained on synthetic, tested on real",
    unit: "score on holdout rows",
    sentence: `Bars of the scores of models that learnt from training and from synthetic rows. The largest loss is that of ${spoken(worst.target)}: ${written(worst.synthetic.reference)} becomes ${written(worst.synthetic.value)}.`,
  });
}

function written(value: number | undefined): string {
  return value === undefined ? "none" : value.toFixed(3);
}
