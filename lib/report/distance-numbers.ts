/** The key numbers of the distances: sanity checks. */

import type { Scores } from "../quality/scores";
import type { KeyNumber } from "./key-numbers";
import { fineShare, plain, share } from "./written-numbers";

/** Whether synthetic rows are suspiciously close to training rows. */
export function distanceNumbers({ distances: { identicalMatches, dcrShare, dcr, nndr } }: Scores): KeyNumber[] {
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
