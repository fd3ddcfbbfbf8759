/** The numbers of an assessment that a reader meets first: what each is, how it is written, and what to hold it against. */

import type { Measure, Scores } from "../quality/scores";
import { writtenShare } from "./written-share";

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

const share = (value: number): string => writtenShare(value);
const fineShare = (value: number): string => writtenShare(value, 2);
const plain = (value: number): string => fixed(value, 3);
const fixed = (value: number, digits: number): string => value.toFixed(digits).replace("-", "−");
const FRESH = "fresh real rows";

/** All key numbers, in reading order. */
export function keyNumbers(scores: Scores): readonly KeyNumber[] {
  return [...closeness(scores), ...realism(scores), ...usefulness(scores), ...distances(scores)];
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

function usefulness({ utility }: Scores): KeyNumber[] {
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

function distances({ distances: { identicalMatches, dcrShare, dcr, nndr } }: Scores): KeyNumber[] {
  return [
    {
      id: "identical",
      group: "Suspiciously close?",
      name: "Identical matches",
      measure: identicalMatches,
      direction: "not above the reference",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 0.01,
      write: fineShare,
      definition: "The share of synthetic rows that equal a training row in every column.",
      reading: "Should not be clearly above the share among holdout rows. Common rows repeat by chance; rare ones do not.",
    },
    {
      id: "dcr-share",
      group: "Suspiciously close?",
      name: "Share closer to training",
      measure: dcrShare,
      direction: "not above the reference",
      referenceName: "a generator that copies nobody",
      intervalOf: "chance",
      leastSpan: 0.05,
      write: share,
      definition: "The share of synthetic rows whose nearest real row is a training row rather than a holdout row; ties count half.",
      reading:
        "50 % is what a generator that copies nobody gives. The interval is that of labels dealt anew: training and holdout rows swap at random. Above it, the synthetic rows know the training rows too well. Copying with some noise goes unseen.",
    },
    {
      id: "dcr",
      group: "Suspiciously close?",
      name: "Distance to the closest record",
      measure: dcr,
      direction: "towards the reference",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 0.2,
      write: plain,
      definition: "The mean distance from a synthetic row to its nearest training row.",
      reading: "Far below the value of holdout rows hints at copying; far above, at rows that are not like real ones.",
    },
    {
      id: "nndr",
      group: "Suspiciously close?",
      name: "Nearest-neighbour distance ratio",
      measure: nndr,
      direction: "towards the reference",
      referenceName: "holdout rows",
      intervalOf: "value",
      leastSpan: 0.2,
      write: plain,
      definition:
        "The distance to the nearest training row divided by that to the second nearest; the tenth smallest of all synthetic rows.",
      reading: "Close to 0 means that some synthetic rows sit on top of a single training row. Compare with holdout rows.",
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
