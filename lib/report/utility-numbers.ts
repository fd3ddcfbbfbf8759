/** The key numbers of usefulness. */

import type { Scores } from "../quality/scores";
import type { KeyNumber } from "./key-numbers";
import { fixed, plain, share } from "./written-numbers";

/** What models and regressions make of the synthetic rows. */
export function utilityNumbers({ utility }: Scores): KeyNumber[] {
  return [
    {
      id: "utility",
      group: "How useful",
      name: "Trained on synthetic, tested on real",
      measure: utility.difference,
      direction: "up",
      referenceName: "trained on real",
      intervalOf: "value",
      leastSpan: 0.04,
      write: (value) => fixed(value, 4),
      definition:
        "Each column in turn is predicted from the others, by a model that learnt from synthetic rows and by one that learnt from as many training rows; both are tested on the same holdout rows. The mean difference of their scores (AUC for classes; for numbers the share of variance of their places among the real ones that is explained) over columns and learners.",
      reading: "0: synthetic rows teach as well as real ones. Below 0: something that models need is lost.",
    },
    {
      id: "importance",
      group: "How useful",
      name: "Agreement on what matters",
      measure: utility.importanceAgreement,
      direction: "up",
      referenceName: "the same order",
      intervalOf: "value",
      leastSpan: 0.4,
      write: plain,
      definition: "The rank correlation between what the two models find important, mean over columns and learners.",
      reading: "1: the same order. Columns that say the same as others trade places easily, so 1 is not to be expected.",
    },
    {
      id: "ranking",
      group: "How useful",
      name: "Same best learner",
      measure: utility.rankingAgreement,
      direction: "up",
      referenceName: "always",
      intervalOf: "value",
      leastSpan: 0.2,
      write: share,
      definition:
        "The share of columns for which synthetic rows choose the same learner (boosted trees or linear) as real rows do; columns where the learners differ by less than 0.01 do not count.",
      reading: "Low: a model that is chosen on synthetic rows need not be the best on real ones.",
    },
    {
      id: "intervals",
      group: "How useful",
      name: "Overlap of intervals",
      measure: utility.intervalOverlap,
      direction: "up",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 0.2,
      write: plain,
      definition:
        "Each column is explained by the others in a regression, on training and on synthetic rows. The mean overlap of the 95 % intervals of the coefficients: 1 when they coincide, 0 when they touch, −1 when they are far apart.",
      reading:
        "Compare with holdout rows. The intervals of one synthetic table are too narrow by a factor of 1.41 as statements on the population: the rows come from a model that was itself estimated. Several tables can be combined (combineEstimates).",
    },
  ];
}
