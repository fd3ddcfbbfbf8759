/** The assessment of a synthetic table: how close it is to the real one, and whether it is suspiciously close. */

import { throwIfAborted } from "../base/abort";
import { throttled } from "../base/progress";
import { Rng } from "../base/random";
import { alignTrio, type AlignedTrio, type Trio } from "../privacy/align-trio";
import { type Accuracies, accuraciesOf, withoutAccuracies } from "./accuracy";
import { type AssessOptions, type AssessPart, checkedOptions } from "./assess-options";
import { type BinnedTrio, binTrio } from "./bin-trio";
import { discriminatorScores } from "./discriminator";
import { distanceScores } from "./distance-scores";
import { distributionOf } from "./distributions";
import { notComputed, type Scores } from "./scores";
import { similarityScores } from "./similarity-scores";
import { worstPairTables } from "./worst-pair-tables";

const NOT_ASKED = "not asked for";

/**
 * Assesses a synthetic table against the training rows it was made from and holdout rows that its maker never saw.
 *
 * Accuracy compares the distributions of columns, pairs and triples; the discriminator lets a strong learner tell synthetic
 * from training rows; distances look for copies. Each number comes with its yardstick: what fresh real rows would reach.
 * Without a holdout, what needs one is `notComputed`. Distances are sanity checks, never proof of privacy.
 *
 * Columns are matched by name and read with the types of the training table; `notes` tells what was left out or coerced.
 * Same tables and seed, same scores, whatever the number of threads; `seconds` alone differs. The scores are plain data:
 * `JSON.stringify(scores)` is the file format.
 *
 * Throws a TypeError when a table is not a Table or an option is unknown, a RangeError when an option is out of range, and
 * an AbortError when stopped. Empty tables, constant columns and the like are no errors: what cannot be computed says why.
 *
 * @example
 * const people = Table.of({ age: [31, 54, 40, 28], smokes: [true, false, false, true] });
 * const scores = await assess({ training: people, synthetic: people }, { parts: ["accuracy"] });
 * assert.equal(scores.accuracy.value, 1);
 * assert.equal(scores.distances.dcrShare.notComputed, "not asked for");
 */
export async function assess(trio: Trio, options: AssessOptions = {}): Promise<Scores> {
  const settings = checkedOptions(options);
  const { seed, compat, caps } = settings;
  throwIfAborted(settings.signal, "Cannot start the assessment");
  const aligned = alignTrio(trio);
  const notes = [...aligned.notes];
  const clock = partClock();
  const binned = clock("bins", () => binTrio(aligned, settings.bins, new Rng(seed).fork("assess").fork("bins"), caps.accuracyRows, notes));
  const parts = await computeParts(aligned, binned, settings, clock, notes);
  return withAbsentColumns(aligned, {
    format: "synthetic-tables scores",
    version: 1,
    rows: { training: aligned.training.rowCount, holdout: aligned.holdout?.rowCount ?? 0, synthetic: aligned.synthetic.rowCount },
    columns: binned.shown.map(({ bins }) => ({ name: bins.column, kind: bins.kind })),
    ...parts,
    similarity: similarityScores(aligned, binned.shown, compat),
    distributions: binned.shown.map(distributionOf),
    pairTables: clock("pair tables", () => worstPairTables(binned.shown, parts.bivariate.byPair, caps.pairTables)),
    notes,
    seed,
    compat,
    samplingCaps: caps,
    seconds: clock.seconds,
  });
}

type ComputedParts = Accuracies & Pick<Scores, "distances" | "discriminator">;

/** The parts that take long, one after another; each that was not asked for says so. */
async function computeParts(
  aligned: AlignedTrio,
  { coded }: BinnedTrio,
  { seed, compat, caps, threads, signal, onProgress, parts }: ReturnType<typeof checkedOptions>,
  clock: ReturnType<typeof partClock>,
  notes: string[],
): Promise<ComputedParts> {
  const rng = new Rng(seed).fork("assess");
  const report = throttled(onProgress);
  const told = (part: AssessPart) => ({ threads, signal, onProgress: (share: number) => report({ part, share }, share >= 1) });
  const asked = (part: AssessPart): boolean => parts.includes(part);
  const accuracies = await clock("accuracy", async () =>
    asked("accuracy")
      ? accuraciesOf(coded, { ...told("accuracy"), rng: rng.fork("accuracy"), compat, triples: caps.triples, tripleRows: caps.tripleRows })
      : withoutAccuracies(NOT_ASKED),
  );
  const distances = await clock("distances", () =>
    distanceScores(aligned, { ...told("distances"), seed: `${seed}/assess`, compat, caps, asked: asked("distances"), notes }),
  );
  const discriminator = await clock("discriminator", async () =>
    asked("discriminator")
      ? discriminatorScores(aligned, { ...told("discriminator"), rng: rng.fork("discriminator"), rows: caps.discriminatorRows })
      : { auc: notComputed(NOT_ASKED), importances: [] },
  );
  return { ...accuracies, distances, discriminator };
}

/** Columns that a table lacks have their place in the list, with the reason. */
function withAbsentColumns({ absent }: AlignedTrio, scores: Scores): Scores {
  if (absent.length === 0) return scores;
  const missing = absent.map(({ column, reason }) => ({ column, ...notComputed(reason) }));
  return { ...scores, univariate: { ...scores.univariate, byColumn: [...scores.univariate.byColumn, ...missing] } };
}

/** Runs work and adds the seconds it took to the record under its name. */
function partClock() {
  const seconds: Record<string, number> = {};
  const add = (part: string, from: number): void => void (seconds[part] = (seconds[part] ?? 0) + (performance.now() - from) / 1000);
  function clock<Result>(part: string, work: () => Result): Result {
    const from = performance.now();
    const result = work();
    if (result instanceof Promise)
      void result.then(
        () => add(part, from),
        () => add(part, from),
      );
    else add(part, from);
    return result;
  }
  return Object.assign(clock, { seconds });
}
