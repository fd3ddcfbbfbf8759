/** The usefulness part of the scores: what models and regressions make of the synthetic rows, against the real ones. */

import type { Rng } from "../base/random";
import type { AlignedTrio } from "../privacy/align-trio";
import { studentT975 } from "../stats/student-t";
import { type Column, textOf } from "../table/column";
import { kindOf } from "./column-kind";
import { type LearnerOptions, type LearnerUtility, learnerUtility, type RegressionUtility } from "./learner-utility";
import { type Measure, notComputed } from "./scores";

/** The usefulness part of the scores. */
export interface Utility {
  /** Mean over targets and learners of the score on holdout rows, trained on synthetic rather than training rows; 0 is ideal. */
  readonly difference: Measure;
  /** Mean rank correlation of what the two models find important; 1 is best. */
  readonly importanceAgreement: Measure;
  /** Share of the targets for which the better learner is the same; targets where they differ by less than 0.01 do not count. */
  readonly rankingAgreement: Measure;
  /** Mean overlap of 95 % intervals of regression coefficients; the reference is that of holdout rows. */
  readonly intervalOverlap: Measure;
  readonly byTarget: readonly LearnerUtility[];
  readonly regressions: readonly RegressionUtility[];
}

/** The columns to predict, and those that are not, with the reason. */
export interface UtilityPlan {
  readonly targets: readonly string[];
  readonly left: readonly LearnerUtility[];
  /** Whether a reader named the targets. */
  readonly named: boolean;
}

const MOST_TARGETS = 40;
/** Columns that boosted trees predict when none are named. */
const TREE_TARGETS = 3;
/** A difference of scores below this decides nothing. */
const CLEAR = 0.01;

/** No usefulness, and why. */
export function withoutUtility(reason: string): Utility {
  const none = notComputed(reason);
  return { difference: none, importanceAgreement: none, rankingAgreement: none, intervalOverlap: none, byTarget: [], regressions: [] };
}

/** Why usefulness cannot be measured; undefined when it can. */
export function whyNoUtility({ training, holdout, synthetic }: AlignedTrio): string | undefined {
  if (holdout === undefined) return "it needs a holdout table to test on: real rows that neither model has seen";
  if (training.columns.length < 2) return "it needs two columns: one to predict, one to predict it from";
  const fewest = Math.min(training.rowCount, holdout.rowCount, synthetic.rowCount);
  return fewest < 50 ? `it needs at least 50 rows of each table, the smallest has ${fewest}` : undefined;
}

/** Each column in turn, at most 40 drawn at random, or the ones that were named; free texts cannot be predicted. */
export function planUtility({ training }: AlignedTrio, named: readonly string[] | undefined, rng: Rng): UtilityPlan {
  const leave = (target: string, why: string): LearnerUtility => ({ target, learner: "logistic", ...notComputed(why) });
  const wanted = named ?? training.columnNames;
  for (const name of wanted) training.column(name);
  const texts = wanted.filter((name) => kindOf([training.column(name)]) === "text");
  const dull = wanted.filter((name) => !texts.includes(name) && !varies(training.column(name)));
  const able = wanted.filter((name) => !texts.includes(name) && !dull.includes(name));
  const order = able.length <= MOST_TARGETS ? able.keys() : rng.permutation(able.length).subarray(0, MOST_TARGETS).sort();
  const targets = Array.from(order, (i) => able[i]);
  const beyond = able.filter((name) => !targets.includes(name));
  return {
    targets,
    left: [
      ...texts.map((name) => leave(name, "most of its texts occur once")),
      ...dull.map((name) => leave(name, `no two of its values are in at least ${LEAST_ROWS_OF_A_VALUE} training rows each`)),
      ...beyond.map((name) => leave(name, `${MOST_TARGETS} targets are looked at; name others with utilityTargets`)),
    ],
    named: named !== undefined,
  };
}

const LEAST_ROWS_OF_A_VALUE = 10;

/** Whether there is something to predict: two classes, or numbers above and below, of ten rows each. */
function varies(column: Column): boolean {
  if (column.type === "number" || column.type === "datetime") {
    const known = column.values.filter((value) => Number.isFinite(value)).sort();
    const most = known[known.length - 1];
    const same = Math.max(
      known.filter((value) => value === most).length,
      known.filter((value) => value === known[0]).length,
      known.filter((value) => value === known[known.length >> 1]).length,
    );
    return known.length - same >= LEAST_ROWS_OF_A_VALUE;
  }
  const rows = new Map<string | null, number>();
  for (let i = 0; i < column.length; i++) rows.set(textOf(column, i), (rows.get(textOf(column, i)) ?? 0) + 1);
  rows.delete(null);
  return [...rows.values()].filter((times) => times >= LEAST_ROWS_OF_A_VALUE).length >= 2;
}

/** What the linear models found, target by target. */
export interface LinearFindings {
  readonly utility: LearnerUtility;
  readonly regression: RegressionUtility;
}

/** Adds boosted trees for the targets that the linear model predicts best from training rows, and sums up. */
export async function utilityOf(
  trio: AlignedTrio,
  { left, named }: UtilityPlan,
  linear: readonly LinearFindings[],
  options: LearnerOptions & { readonly onProgress?: ((done: number) => void) | undefined },
): Promise<Utility> {
  const found = linear.map(({ utility }) => utility);
  const trees = mostPredictable(found, named ? Infinity : TREE_TARGETS);
  const byTarget = [...found];
  for (const target of trees) {
    byTarget.push(await learnerUtility(trio, target, "boosted-trees", options));
    options.onProgress?.((byTarget.length - found.length) / trees.length);
  }
  const regressions = linear.map(({ regression }) => regression);
  return { ...summaryOf(byTarget), intervalOverlap: meanOverlap(regressions), byTarget: [...byTarget, ...left], regressions };
}

/** The targets with the highest score of a model that learnt from training rows. */
function mostPredictable(byTarget: readonly LearnerUtility[], most: number): readonly string[] {
  const skill = (utility: LearnerUtility): number => {
    if (utility.notComputed !== undefined) return -Infinity;
    const score = utility.synthetic.reference ?? 0;
    return utility.score === "auc" ? 2 * score - 1 : score;
  };
  return [...byTarget]
    .filter(({ notComputed: why }) => why === undefined)
    .sort((a, b) => skill(b) - skill(a))
    .slice(0, most)
    .map(({ target }) => target);
}

function summaryOf(byTarget: readonly LearnerUtility[]): Pick<Utility, "difference" | "importanceAgreement" | "rankingAgreement"> {
  const computed = byTarget.flatMap((utility) => (utility.notComputed === undefined ? [utility] : []));
  if (computed.length === 0) {
    const none = notComputed(byTarget[0]?.notComputed ?? "there is no target to predict");
    return { difference: none, importanceAgreement: none, rankingAgreement: none };
  }
  return {
    difference: meanWithInterval(
      computed.flatMap(({ difference }) => difference.value ?? []),
      0,
    ),
    importanceAgreement: meanWithInterval(computed.flatMap(({ importanceAgreement }) => importanceAgreement.value ?? [])),
    rankingAgreement: rankingOf(computed),
  };
}

/** The mean and, from three numbers on, its 95 % interval over targets. */
function meanWithInterval(numbers: readonly number[], reference?: number): Measure {
  if (numbers.length === 0) return notComputed("no target gave a number");
  const value = numbers.reduce((sum, number) => sum + number / numbers.length, 0);
  const yardstick = reference === undefined ? {} : { reference };
  if (numbers.length < 3) return { value, ...yardstick };
  const spread = Math.sqrt(numbers.reduce((sum, number) => sum + (number - value) ** 2, 0) / (numbers.length - 1) / numbers.length);
  const reach = studentT975(numbers.length - 1) * spread;
  return { value, ...yardstick, interval: [value - reach, value + reach] };
}

function rankingOf(computed: readonly (LearnerUtility & { readonly notComputed?: undefined })[]): Measure {
  const clear = [...new Set(computed.map(({ target }) => target))].flatMap((target) => {
    const [one, two] = computed.filter((utility) => utility.target === target);
    if (two === undefined) return [];
    const real = (one.synthetic.reference ?? 0) - (two.synthetic.reference ?? 0);
    const made = (one.synthetic.value ?? 0) - (two.synthetic.value ?? 0);
    return Math.abs(real) < CLEAR ? [] : [real * made > 0 ? 1 : 0];
  });
  if (clear.length === 0) return notComputed(`no target has two learners that differ by ${CLEAR} or more`);
  return { value: clear.reduce<number>((sum, same) => sum + same / clear.length, 0), reference: 1 };
}

function meanOverlap(regressions: readonly RegressionUtility[]): Measure {
  const computed = regressions.flatMap(({ overlap }) => (overlap.notComputed === undefined ? [overlap] : []));
  if (computed.length === 0) return notComputed(regressions[0]?.overlap.notComputed ?? "there is no regression");
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number / numbers.length, 0);
  const references = computed.flatMap(({ reference }) => (reference === undefined ? [] : [reference]));
  const value = mean(computed.map((overlap) => overlap.value));
  return references.length === 0 ? { value } : { value, reference: mean(references) };
}
