/** The assessment of a synthetic table: how close it is to the real one, how useful, and whether it is suspiciously close. */

import { throwIfAborted } from "../base/abort";
import { throttled } from "../base/progress";
import { Rng } from "../base/random";
import type { Trio } from "../privacy/align-trio";
import { planAccuracy, whyNoAccuracy } from "./accuracy";
import { type AssessOptions, type AssessPart, type AssessProgress, checkedOptions } from "./assess-options";
import { discriminatorScores } from "./discriminator";
import { distanceScores } from "./distance-scores";
import { distributionOf } from "./distributions";
import { groupingColumns } from "./group-lens";
import { prepareTables, type PreparedTables } from "./prepare-tables";
import { notComputed, type Scores } from "./scores";
import { similarityScores } from "./similarity-scores";
import { tableHash } from "./table-hash";
import { planUtility, utilityOf, type UtilityPlan, whyNoUtility, withoutUtility } from "./utility";
import type { AssessData } from "./work/assess-data";
import { countedParts, type CountedParts, planJobs, type Reasons } from "./work/counted-parts";
import { runJobs } from "./work/run-jobs";
import { worstPairTables } from "./worst-pair-tables";

const NOT_ASKED = "not asked for";

/**
 * Assesses a synthetic table against the training rows it was made from and holdout rows that its maker never saw.
 *
 * Accuracy compares the distributions of columns, pairs and triples; coherence the order within sequences; dependence and joint
 * fidelity relations and whole rows; groups the same for each group of rows. The discriminator lets a strong learner tell
 * synthetic from training rows; utility trains models on synthetic rows and tests them on holdout rows; distances look for
 * copies. Each number comes with its yardstick: what fresh real rows would reach. Without a holdout, what needs one is
 * `notComputed`. Distances are sanity checks, never proof of privacy.
 *
 * Columns are matched by name and read with the types of the training table; `notes` tells what was left out or coerced.
 * Same tables and seed, same scores, whatever the number of threads; `seconds` alone differs. The work is done in threads. The
 * scores are plain data: `JSON.stringify(scores)` is the file format.
 *
 * Throws a TypeError when a table is not a Table or an option is unknown, a RangeError when an option is out of range or names a
 * column that is not there, and an AbortError when stopped. Empty tables, constant columns and the like are no errors: what
 * cannot be computed says why.
 *
 * @example
 * const people = Table.of({ age: [31, 54, 40, 28], smokes: [true, false, false, true] });
 * const scores = await assess({ training: people, synthetic: people }, { parts: ["accuracy"] });
 * assert.equal(scores.accuracy.value, 1);
 * assert.equal(scores.distances.dcrShare.notComputed, "not asked for");
 */
export async function assess(trio: Trio, options: AssessOptions = {}): Promise<Scores> {
  const settings = checkedOptions(options, trio.training?.columns?.length ?? 1);
  throwIfAborted(settings.signal, "Cannot start the assessment");
  const clock = partClock();
  const { seed, compat, caps } = settings;
  const prepared = await clock("bins", () => prepareTables(trio, settings));
  const { aligned, binned } = prepared;
  const notes = [...prepared.notes];
  const groups = groupsOf(prepared, settings, notes);
  const useful = usefulness(prepared, settings);
  const { linear, ...counted } = await clock("counts", () => count(prepared, settings, groups, useful.plan?.targets ?? []));
  const learnt = await learn(
    prepared,
    settings,
    { groups: counted.groups.notComputed === undefined ? groups : [], useful, linear },
    clock,
    notes,
  );
  const columns = binned.shown.map(({ bins }) => ({ name: bins.column, kind: bins.kind }));
  const rowsOf = { training: trio.training.rowCount, holdout: trio.holdout?.rowCount ?? 0, synthetic: trio.synthetic.rowCount };
  return withAbsentColumns(prepared, {
    format: "synthetic-tables scores",
    version: 2,
    rows: rowsOf,
    tables: clock("fingerprints", () => ({
      training: tableHash(trio.training),
      ...(trio.holdout === undefined ? {} : { holdout: tableHash(trio.holdout) }),
      synthetic: tableHash(trio.synthetic),
    })),
    columns,
    ...counted,
    ...learnt,
    similarity: similarityScores(aligned, binned.shown, compat),
    distributions: binned.shown.map(distributionOf),
    pairTables: clock("pair tables", () => worstPairTables(binned.shown, counted.bivariate.byPair, caps.pairTables)),
    notes,
    seed,
    compat,
    samplingCaps: caps,
    seconds: clock.seconds,
  });
}

type Settings = ReturnType<typeof checkedOptions>;
type Clock = ReturnType<typeof partClock>;

/** The columns by which rows are grouped: those that were named, or those that lend themselves to it. */
function groupsOf({ binned }: PreparedTables, { groups }: Settings, notes: string[]): readonly string[] {
  if (groups === undefined) return groupingColumns(binned.shown);
  const known = new Map(binned.shown.map(({ bins }) => [bins.column, bins.kind]));
  const unknown = groups.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new RangeError(`Cannot assess groups of "${unknown[0]}": the tables have no such column in common`);
  for (const name of groups) if (known.get(name) === "text") notes.push(`No groups of "${name}": most of its texts occur once`);
  return groups.filter((name) => known.get(name) !== "text");
}

/** The targets of predicting models, or why there are none. */
function usefulness({ aligned }: PreparedTables, { seed, parts, utilityTargets }: Settings): { plan?: UtilityPlan; reason?: string } {
  const reason = parts.includes("utility") ? whyNoUtility(aligned) : NOT_ASKED;
  return reason === undefined ? { plan: planUtility(aligned, utilityTargets, new Rng(seed).fork("assess").fork("targets")) } : { reason };
}

/** Everything that is counted rather than learnt, in threads. */
async function count(
  prepared: PreparedTables,
  settings: Settings,
  groups: readonly string[],
  targets: readonly string[],
): Promise<CountedParts> {
  const { aligned, binned, context, sequences } = prepared;
  const { seed, compat, caps, parts, onProgress } = settings;
  const reasons = reasonsOf(prepared, parts, groups);
  const rng = new Rng(seed).fork("assess").fork("accuracy");
  const data: AssessData = {
    seed,
    compat,
    shown: binned.shown,
    plan: reasons.accuracy === undefined ? planAccuracy(binned.coded, { ...caps, rng, compat }, context) : undefined,
    tables: { training: aligned.training, holdout: aligned.holdout, synthetic: aligned.synthetic },
    sequences: sequences && { real: sequences.real, synthetic: sequences.synthetic, next: sequences.next },
    dependenceRows: caps.dependenceRows,
    jointRows: caps.jointRows,
    utilityRows: caps.utilityRows,
  };
  const report = throttled(onProgress);
  const results = await runJobs(plainData(data), planJobs(data, reasons, groups, targets), {
    threads: settings.threads,
    signal: settings.signal,
    onProgress: (share) => report({ part: "counts", share }, share >= 1),
  });
  return countedParts(results, reasons, compat, sequences?.sequences);
}

function reasonsOf({ binned, sequences }: PreparedTables, parts: readonly AssessPart[], groups: readonly string[]): Reasons {
  const empty = whyNoAccuracy(binned.coded);
  const reason = (part: AssessPart): string | undefined => (parts.includes(part) ? empty : NOT_ASKED);
  const none = groups.length === 0 ? "no column has 2 to 12 categories of at least 50 rows; name columns with groups" : undefined;
  const flat = sequences === undefined ? "the rows are not records of sequences; say sequences: { key } if they are" : undefined;
  return withoutUndefined({
    accuracy: reason("accuracy"),
    dependence: reason("dependence"),
    joint: reason("joint"),
    groups: reason("groups") ?? none,
    coherence: reason("accuracy") ?? flat,
  });
}

function withoutUndefined(reasons: Readonly<Record<string, string | undefined>>): Reasons {
  return Object.fromEntries(Object.entries(reasons).filter(([, reason]) => reason !== undefined));
}

/** Tables without their methods, which threads cannot be sent. */
function plainData(data: AssessData): AssessData {
  const plain = ({ columns, rowCount }: AssessData["tables"]["training"]) => ({ columns, rowCount });
  const { tables, sequences } = data;
  return {
    ...data,
    tables: { training: plain(tables.training), holdout: tables.holdout && plain(tables.holdout), synthetic: plain(tables.synthetic) },
    sequences: sequences && {
      real: { ...sequences.real, table: plain(sequences.real.table) },
      synthetic: { ...sequences.synthetic, table: plain(sequences.synthetic.table) },
      next: { real: plain(sequences.next.real), synthetic: plain(sequences.next.synthetic) },
    },
  };
}

interface ToLearn {
  readonly groups: readonly string[];
  readonly useful: ReturnType<typeof usefulness>;
  readonly linear: CountedParts["linear"];
}

/** The parts that search or learn, one after another; each that was not asked for says so. */
async function learn(
  { aligned, binned }: PreparedTables,
  { seed, compat, caps, threads, signal, onProgress, parts }: Settings,
  { groups, useful, linear }: ToLearn,
  clock: Clock,
  notes: string[],
): Promise<Pick<Scores, "distances" | "discriminator" | "utility">> {
  const rng = new Rng(seed).fork("assess");
  const report = throttled(onProgress);
  const told = (part: AssessProgress["part"]) => ({ threads, signal, onProgress: (share: number) => report({ part, share }, share >= 1) });
  const asked = (part: AssessPart): boolean => parts.includes(part);
  const grouped = binned.shown.filter(({ bins }) => groups.includes(bins.column));
  const where = { seed: `${seed}/assess`, compat, caps, asked: asked("distances"), groups: grouped, notes };
  const distances = await clock("distances", () => distanceScores(aligned, { ...told("distances"), ...where }));
  const how = { rng: rng.fork("discriminator"), rows: caps.discriminatorRows };
  const discriminator = await clock("discriminator", async () =>
    asked("discriminator")
      ? discriminatorScores(aligned, binned.shown, { ...told("discriminator"), ...how })
      : { auc: notComputed(NOT_ASKED), importances: [], values: [], rows: [] },
  );
  const learning = { ...told("utility"), seed: `${seed}/assess`, rows: caps.utilityRows };
  const utility = await clock("utility", async () =>
    useful.plan === undefined ? withoutUtility(useful.reason ?? NOT_ASKED) : utilityOf(aligned, useful.plan, linear, learning),
  );
  return { distances, discriminator, utility };
}

/** Columns that a table lacks have their place in the list, with the reason. */
function withAbsentColumns({ aligned: { absent } }: PreparedTables, scores: Scores): Scores {
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
