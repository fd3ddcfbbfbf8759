/** One family on one table: how close, how useful, how near to the training rows, how quick. */

import { messageOf } from "../../base/errors";
import type { Generator } from "../../generators/generator";
import { assess } from "../../quality/assess";
import type { Measure } from "../../quality/scores";
import { tstr } from "../../quality/tstr";
import type { Table } from "../../table/table";
import type { FamilyTable } from "./family-tables";

export type FamilyResult = JudgedFamily | { readonly family: string; readonly failed: string };

export interface JudgedFamily {
  readonly family: string;
  readonly failed?: undefined;
  readonly trainSeconds: number;
  readonly sampleSeconds: number;
  readonly rowsPerSecond: number;
  readonly accuracy: Measure;
  readonly bivariate: Measure;
  readonly discriminatorAuc: Measure;
  readonly dcrShare: Measure;
  /** Trained on synthetic rows, tested on real ones; its reference is trained on real rows. */
  readonly utility: Measure;
}

/** Trains, samples as many rows as there are to train on, and judges them. What throws is told, and the others go on. */
export async function judgeFamily(family: Generator, table: FamilyTable): Promise<FamilyResult> {
  try {
    const started = performance.now();
    const trained = await family.train(table.training, { seed: 1 });
    const sampling = performance.now();
    const synthetic = await trained.sample(table.training.rowCount, { seed: 2 });
    const sampleSeconds = (performance.now() - sampling) / 1000;
    const trainSeconds = (sampling - started) / 1000;
    const rowsPerSecond = synthetic.rowCount / sampleSeconds;
    return { family: family.name, trainSeconds, sampleSeconds, rowsPerSecond, ...(await judge(table, synthetic)) };
  } catch (thrown) {
    return { family: family.name, failed: messageOf(thrown) };
  }
}

async function judge({ training, holdout, target }: FamilyTable, synthetic: Table) {
  const scores = await assess({ training, holdout, synthetic }, { seed: 1 });
  const { byTarget } = await tstr({ training, holdout, synthetic }, { targets: [target], seed: 1, resamples: 50 });
  const [utility] = byTarget;
  return {
    accuracy: scores.accuracy,
    bivariate: scores.bivariate,
    discriminatorAuc: scores.discriminator.auc,
    dcrShare: scores.distances.dcrShare,
    utility: utility.notComputed === undefined ? utility.synthetic : { notComputed: utility.notComputed },
  };
}
