/** One family on one table: how close, how useful, how near to the training rows, how quick. */

import { messageOf } from "../../base/errors";
import type { Generator } from "../../generators/generator";
import { Rng } from "../../base/random";
import { assess } from "../../quality/assess";
import { tellApart } from "../../quality/discriminator";
import type { Measure } from "../../quality/scores";
import { tstr } from "../../quality/tstr";
import { membershipByDistance } from "../../privacy/membership-distance";
import type { Table } from "../../table/table";
import type { FamilyTable } from "./family-tables";
import { peakMemory } from "./run-child";

export type FamilyResult = JudgedFamily | { readonly family: string; readonly failed: string };

export interface JudgedFamily {
  readonly family: string;
  readonly failed?: undefined;
  /** Processor time of all threads, so that other programs do not count. */
  readonly trainSeconds: number;
  readonly sampleSeconds: number;
  readonly rowsPerSecond: number;
  /** Most bytes that the process held when the rows were drawn, the table and the library included. */
  readonly peakMemory: number;
  readonly accuracy: Measure;
  readonly univariate: Measure;
  readonly bivariate: Measure;
  readonly discriminatorAuc: Measure;
  readonly dcrShare: Measure;
  /** Area under the curve of an attack that tells training rows from others by their distances; 0.5 is guessing. */
  readonly membershipAuc: Measure;
  /** Trained on synthetic rows, tested on real ones; its reference is trained on real rows. */
  readonly utility: Measure;
}

/** Enough for a comparison: columns and pairs are looked at in full. The discriminator takes most of the time. */
const [TRIPLES, RESAMPLES, TOLD_APART_ROWS] = [50, 10, 1500];

/** Trains, samples as many rows as there are to train on, and judges them. What throws is told, and the others go on. */
export async function judgeFamily(family: Generator, table: FamilyTable): Promise<FamilyResult> {
  try {
    const started = process.cpuUsage();
    const trained = await family.train(table.training, { seed: 1 });
    const trainSeconds = secondsSince(started);
    const sampling = process.cpuUsage();
    const synthetic = await trained.sample(table.training.rowCount, { seed: 2 });
    const sampleSeconds = secondsSince(sampling);
    const speed = { trainSeconds, sampleSeconds, rowsPerSecond: synthetic.rowCount / sampleSeconds, peakMemory: peakMemory() };
    return { family: family.name, ...speed, ...(await judge(table, synthetic)) };
  } catch (thrown) {
    return { family: family.name, failed: messageOf(thrown) };
  }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

async function judge({ training, holdout, target }: FamilyTable, synthetic: Table) {
  const scores = await assess({ training, holdout, synthetic }, { seed: 1, parts: ["accuracy", "distances"], triples: TRIPLES });
  // without the yardstick of assess(), which is the same for every family
  const toldApart = await tellApart(training, synthetic, { rng: new Rng(1).fork("told apart"), rows: TOLD_APART_ROWS });
  const { byTarget } = await tstr({ training, holdout, synthetic }, { targets: [target], seed: 1, resamples: RESAMPLES });
  const [utility] = byTarget;
  const { auc } = await membershipByDistance({ training, holdout, synthetic }, { seed: 1 });
  return {
    accuracy: scores.accuracy,
    univariate: scores.univariate,
    bivariate: scores.bivariate,
    discriminatorAuc: { value: toldApart.auc, reference: 0.5 },
    dcrShare: scores.distances.dcrShare,
    membershipAuc: { value: auc.value, reference: auc.baseline },
    utility: utility.notComputed === undefined ? utility.synthetic : { notComputed: utility.notComputed },
  };
}
