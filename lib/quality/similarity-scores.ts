/** The similarity part of the scores. */

import type { AlignedTrio } from "../privacy/align-trio";
import type { ShownColumn } from "./distributions";
import { notComputed, type Measure, type Scores } from "./scores";
import { centroidOfBins, cosine, numericCentroids } from "./similarity";

/**
 * Cosine between the average training row and the average synthetic row; reference: the average holdout row. Rows are
 * encoded as a 1 in the bin of each cell (compat: as the numeric half of the reference package's encoding).
 */
export function similarityScores(trio: AlignedTrio, columns: readonly ShownColumn[], compat: boolean): Scores["similarity"] {
  return { centroidCosine: centroidCosine(trio, columns, compat) };
}

function centroidCosine({ training, holdout, synthetic }: AlignedTrio, columns: readonly ShownColumn[], compat: boolean): Measure {
  if (columns.length === 0) return notComputed("the tables have no column in common");
  if (training.rowCount === 0) return notComputed("the training table has no rows");
  if (synthetic.rowCount === 0) return notComputed("the synthetic table has no rows");
  const tables = holdout === undefined ? [training, synthetic] : [training, synthetic, holdout];
  const centroids = compat ? numericCentroids(holdout === undefined ? [training] : [training, holdout], tables) : binCentroids(columns);
  if (centroids === undefined) return notComputed("the tables have no numeric column");
  const value = cosine(centroids[0], centroids[1]);
  return centroids.length < 3 ? { value } : { value, reference: cosine(centroids[0], centroids[2]) };
}

function binCentroids(columns: readonly ShownColumn[]): Float64Array[] {
  const bins = columns.map((column) => column.bins.count);
  const centroid = (which: "training" | "synthetic" | "holdout"): Float64Array[] => {
    const coded = columns.flatMap((column, j) => {
      const codes = column[which];
      return codes === undefined ? [] : [{ codes, bins: bins[j] }];
    });
    return coded.length === 0 ? [] : [centroidOfBins(coded)];
  };
  return [...centroid("training"), ...centroid("synthetic"), ...centroid("holdout")];
}
