/** The numbers of an assessment that a reader meets first: what each is, how it is written, and what to hold it against. */

import type { Measure, Scores } from "../quality/scores";
import { distanceNumbers } from "./distance-numbers";
import { utilityNumbers } from "./utility-numbers";
import { fixed, plain, share } from "./written-numbers";

/** Which way is better: up, or towards the reference from both sides. */
export type Direction = "up" | "down" | "towards the reference" | "not above the reference";

/** The chapters of the table of key numbers. */
export type KeyGroup = "How close" | "How real whole rows are" | "How useful" | "Suspiciously close?";

export interface KeyNumber {
  readonly id: string;
  readonly group: KeyGroup;
  readonly name: string;
  readonly measure: Measure;
  readonly direction: Direction;
  /** What the reference is the value of. */
  readonly referenceName: string;
  /** Whether the interval is that of the value, or that of chance. */
  readonly intervalOf: "value" | "chance";
  /** The drawing spans at least this much, so that nothing small looks large. */
  readonly leastSpan: number;
  write(value: number): string;
  /** What it is and how it is computed. */
  readonly definition: string;
  /** How to read it. */
  readonly reading: string;
}

const FRESH = "fresh real rows";

/** All key numbers, in reading order. */
export function keyNumbers(scores: Scores): readonly KeyNumber[] {
  return [...closeness(scores), ...realism(scores), ...utilityNumbers(scores), ...distanceNumbers(scores)];
}

function closeness({ accuracy, univariate, bivariate, trivariate, coherence, dependence }: Scores): KeyNumber[] {
  const accurate = (id: string, name: string, measure: Measure, definition: string, reading: string): KeyNumber => ({
    id,
    group: "How close",
    name,
    measure,
    direction: "up",
    referenceName: FRESH,
    intervalOf: "value",
    leastSpan: 0.01,
    write: share,
    definition,
    reading,
  });
  return [
    accurate(
      "accuracy",
      "Accuracy",
      accuracy,
      "The mean of the accuracies of single columns, pairs and triples (those that could be computed). Columns are cut into bins; the accuracy is 1 minus half the sum of the absolute differences between real and synthetic shares.",
      "100 % means equal shares. Chance alone keeps even fresh real rows below it: hold the value against its reference, not against 100 %. Below the band: something is not as in the real rows. Above the band: closer to the training rows than fresh rows would be, a reason to look for copying.",
    ),
    accurate(
      "univariate",
      "Single columns",
      univariate,
      "The mean accuracy of the columns, each by itself.",
      "Low values are values or ranges that are too rare or too frequent.",
    ),
    accurate(
      "bivariate",
      "Pairs of columns",
      bivariate,
      "The mean accuracy of the joint shares of two columns, over all pairs.",
      "Low values with good single columns: the columns are right, but what goes together in life does not go together here.",
    ),
    accurate(
      "trivariate",
      "Triples of columns",
      trivariate,
      "The mean accuracy of the joint shares of three columns, over all triples or a random choice of them.",
      "As for pairs; triples notice rules that need three columns.",
    ),
    accurate(
      "coherence",
      "Coherence of sequences",
      coherence,
      "Of records that form sequences: the mean of the accuracies of a value with the next one, of the number of different values a sequence has, and of the number of sequences that have each value. What fresh real sequences would reach is measured by dealing the real ones into two halves, again and again.",
      "Low values with good single columns: the records are right, but they do not follow one another as in life.",
    ),
    {
      id: "dependence",
      group: "How close",
      name: "Difference of dependence",
      measure: dependence.mean,
      direction: "down",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 0.02,
      write: plain,
      definition:
        "The mean, over all pairs of columns, of the difference between the strength of their dependence in training and in synthetic rows: the rank correlation of two numbers, Cramér's V (corrected for its bias) of two categories, the correlation ratio of one of each.",
      reading: "0 is equal. It says whether relations have the right strength, the accuracy of pairs whether they have the right shape.",
    },
  ];
}

function realism({ discriminator, similarity, joint }: Scores): KeyNumber[] {
  return [
    {
      id: "discriminator",
      group: "How real whole rows are",
      name: "Discriminator (AUC)",
      measure: discriminator.auc,
      direction: "towards the reference",
      referenceName: "real rows against real rows",
      intervalOf: "value",
      leastSpan: 0.1,
      write: plain,
      definition:
        "Boosted trees learn to tell synthetic rows from training rows; the area under the ROC curve on rows that they did not learn from. The chance that a random synthetic row looks more synthetic than a random real one.",
      reading:
        "0.5: they can't be told apart. Near 1: something gives synthetic rows away; the section on the discriminator names the columns. Clearly below 0.5: near-copies of training rows.",
    },
    {
      id: "propensity",
      group: "How real whole rows are",
      name: "Propensity ratio",
      measure: joint.propensity,
      direction: "down",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 2,
      write: plain,
      definition:
        "A logistic model guesses which rows are synthetic. The mean squared distance of its guesses from the share of synthetic rows, over what chance would give a model of this size (S_pMSE).",
      reading: "About 2 for fresh real rows. Below 3 is very good, above 10 poor: single columns or their means are off.",
    },
    {
      id: "density",
      group: "How real whole rows are",
      name: "Density",
      measure: joint.density,
      direction: "towards the reference",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 0.2,
      write: plain,
      definition:
        "How many neighbourhoods of real rows (each reaching to its fifth nearest real row) a synthetic row lies in, over five; the mean over synthetic rows.",
      reading: "Below the reference: synthetic rows lie where no real ones are. Above: they crowd where real ones are common.",
    },
    {
      id: "coverage",
      group: "How real whole rows are",
      name: "Coverage",
      measure: joint.coverage,
      direction: "up",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 0.1,
      write: share,
      definition: "The share of real rows with a synthetic row in their neighbourhood.",
      reading: "Below the reference: the generator repeats itself, and kinds of rows are missing.",
    },
    {
      id: "discrepancy",
      group: "How real whole rows are",
      name: "Mean discrepancy",
      measure: joint.discrepancy,
      direction: "down",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 0.004,
      write: (value) => fixed(value, 5),
      definition:
        "The squared maximum mean discrepancy (MMD) of training and synthetic rows with a Gaussian kernel as wide as the median distance.",
      reading: "0 for equal distributions, sometimes a little below by chance. Compare with holdout rows.",
    },
    {
      id: "centroid",
      group: "How real whole rows are",
      name: "Likeness of the average row",
      measure: similarity.centroidCosine,
      direction: "up",
      referenceName: FRESH,
      intervalOf: "value",
      leastSpan: 0.01,
      write: (value) => fixed(value, 5),
      definition: "The cosine between the average encoded training row and the average encoded synthetic row.",
      reading: "1 is the same average. A coarse check: very different tables can have like averages.",
    },
  ];
}

/** What to hold a number against: "fresh real rows 97.0 %, nine in ten from 96.4 % to 97.5 %". */
export function yardstick({ measure, write, referenceName, intervalOf }: KeyNumber): string {
  if (measure.notComputed !== undefined) return "";
  const parts: string[] = [];
  if (measure.reference !== undefined) parts.push(`${referenceName}: ${write(measure.reference)}`);
  if (measure.band !== undefined) parts.push(`nine in ten from ${write(measure.band[0])} to ${write(measure.band[1])}`);
  if (measure.interval !== undefined)
    parts.push(
      `95 % interval${intervalOf === "value" ? " of the value" : ""} ${write(measure.interval[0])} to ${write(measure.interval[1])}`,
    );
  return parts.length === 0 ? "none: there are no rows to compare with" : parts.join("; ");
}
