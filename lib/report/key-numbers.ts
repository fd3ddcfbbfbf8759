/** The numbers of an assessment that a reader meets first: what each is, how it is written, and what to hold it against. */

import { formatNumber } from "../base/format";
import type { Measure, Scores } from "../quality/scores";
import { writtenShare } from "./written-share";

/** Which way is better: up, or towards the reference from both sides. */
export type Direction = "up" | "towards the reference" | "not above the reference";

export interface KeyNumber {
  readonly id: string;
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
const plain = (value: number): string => formatNumber(value, 3);
const FRESH = "fresh real rows";

/** All key numbers, in reading order. */
export function keyNumbers(scores: Scores): readonly KeyNumber[] {
  return [...closeness(scores), ...realism(scores), ...distances(scores)];
}

function closeness({ accuracy, univariate, bivariate, trivariate }: Scores): KeyNumber[] {
  const accurate = (id: string, name: string, measure: Measure, definition: string, reading: string): KeyNumber => ({
    id,
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
  ];
}

function realism({ discriminator, similarity }: Scores): KeyNumber[] {
  return [
    {
      id: "discriminator",
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
      id: "centroid",
      name: "Likeness of the average row",
      measure: similarity.centroidCosine,
      direction: "up",
      referenceName: FRESH,
      intervalOf: "value",
      leastSpan: 0.01,
      write: (value) => formatNumber(value, 5),
      definition: "The cosine between the average encoded training row and the average encoded synthetic row.",
      reading: "1 is the same average. A coarse check: very different tables can have like averages.",
    },
  ];
}

function distances({ distances: { identicalMatches, dcrShare, dcr, nndr } }: Scores): KeyNumber[] {
  return [
    {
      id: "identical",
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
      name: "Share closer to training",
      measure: dcrShare,
      direction: "not above the reference",
      referenceName: "a generator that copies nobody",
      intervalOf: "chance",
      leastSpan: 0.05,
      write: share,
      definition: "The share of synthetic rows whose nearest real row is a training row rather than a holdout row; ties count half.",
      reading:
        "50 % is what a generator that copies nobody gives. Above its interval: the synthetic rows know the training rows too well. Copying with some noise goes unseen.",
    },
    {
      id: "dcr",
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
