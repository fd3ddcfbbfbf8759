/** How the budget of a private training is divided, and what is spent in the end. */

import { type NoisySteps, noiseFor, privacyCost } from "../../dp/accountant";
import { gaussianEpsilon } from "../../dp/gaussian";
import { COARSE, type StatisticsPlan } from "../../encoding/private/fit-privately";
import type { Releases } from "../../encoding/private/private-setting";
import type { PrivacySettings } from "./private-options";

/** One part of what was spent: what it would cost alone. */
export interface PrivacyPart {
  readonly name: string;
  readonly epsilon: number;
  readonly delta: number;
  readonly mechanism: string;
}

/**
 * What a trained model tells of any one row of its training, at most: whatever is computed from the model, its probability
 * changes by a factor of e^epsilon at most when one row is added to the training table or taken away, but for a chance of
 * delta. Research grade: see `notCovered`.
 *
 * @example
 * const table = Table.of({ size: Array.from({ length: 500 }, (_, i) => (i % 3 === 0 ? "S" : "L")) });
 * const argn = await TabularARGN.train(table, { epochs: 1, privacy: { epsilon: 3, delta: 1e-5 } });
 * const { epsilon, delta } = argn.privacySpent ?? { epsilon: Infinity, delta: 1 };
 * assert(epsilon <= 3 && delta === 1e-5);
 */
export interface PrivacySpent {
  /** Of everything together. Less than the sum of the parts: the Renyi divergences of counts and steps add up, not their epsilons. */
  readonly epsilon: number;
  readonly delta: number;
  readonly parts: readonly PrivacyPart[];
  /** The steps of training: DP-SGD with Poisson sampling. */
  readonly training: { readonly steps: number; readonly sampleRate: number; readonly noiseMultiplier: number; readonly clip: number };
  /** What the guarantee does not cover, in words. */
  readonly notCovered: readonly string[];
}

/** What the statistics may cost. */
export interface StatisticsBudget {
  /** Standard deviation of the noise on fine counts. */
  readonly standardDeviation: number;
  /** Of each count with a threshold. */
  readonly thresholdDelta: number;
  /** What is left of delta for the noise of counts and steps together. */
  readonly noiseDelta: number;
  readonly rowCountEpsilon: number;
  /** What is left of epsilon when the number of rows and the thresholds have cost theirs. */
  readonly noiseEpsilon: number;
  readonly costs: readonly NoisySteps[];
}

/** The part of delta that the thresholds get. */
const THRESHOLD_SHARE = 0.1;
/** The part of epsilon that the number of rows gets. */
const ROW_COUNT_SHARE = 0.02;

/**
 * The noise of the statistics. All counts with all steps must not cost more than one normal noise of sigma on everything;
 * 1 / sigma^2 is divided, so that the statistics get their share of it, and each fine count four times that of a coarse one.
 */
export function statisticsBudget({ total }: StatisticsPlan, { epsilon, delta, statisticsShare }: PrivacySettings): StatisticsBudget {
  const thresholdDelta = total.stable === 0 ? 0 : (THRESHOLD_SHARE * delta) / total.stable;
  const thresholds = thresholdDelta * total.stable;
  const noiseDelta = delta - thresholds;
  // a threshold holds but for its delta, and by that the probabilities of what it hides are scaled
  const rowCountEpsilon = ROW_COUNT_SHARE * epsilon;
  const noiseEpsilon = epsilon - rowCountEpsilon + Math.log1p(-thresholds);
  const sigma = noiseFor({ sampleRate: 1, steps: 1 }, { epsilon: noiseEpsilon, delta: noiseDelta });
  const standardDeviation = sigma * Math.sqrt(countsOf(total) / statisticsShare);
  return {
    standardDeviation,
    thresholdDelta,
    noiseDelta,
    rowCountEpsilon,
    noiseEpsilon,
    costs: [
      { sampleRate: 1, noise: standardDeviation, steps: total.fine },
      { sampleRate: 1, noise: COARSE * standardDeviation, steps: total.coarse },
    ],
  };
}

/** Fine counts, and coarse ones as what they cost in fine ones. */
function countsOf({ fine, coarse }: Releases): number {
  return fine + coarse / COARSE ** 2;
}

/** The steps that are wanted. */
export interface StepPlan {
  readonly sampleRate: number;
  readonly steps: number;
  readonly noiseMultiplier: number;
}

/** The noise with which the wanted steps keep to the budget, or with given noise the number of steps. */
export function planSteps(wanted: { sampleRate: number; steps: number }, budget: StatisticsBudget, given: number | undefined): StepPlan {
  const target = { epsilon: budget.noiseEpsilon, delta: budget.noiseDelta };
  const { sampleRate } = wanted;
  if (given === undefined) return { ...wanted, noiseMultiplier: noiseFor(wanted, target, budget.costs) };
  const fits = (steps: number): boolean =>
    privacyCost([...budget.costs, { sampleRate, noise: given, steps }], target.delta).epsilon <= target.epsilon;
  if (fits(wanted.steps)) return { ...wanted, noiseMultiplier: given };
  let [low, high] = [0, wanted.steps];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  if (low === 0) {
    throw new RangeError(
      `Cannot train privately: with noiseMultiplier ${given} not one step of ${Math.round(100 * sampleRate)} % of the rows keeps to epsilon ${target.epsilon.toFixed(3)}; take more noise, smaller batches or a larger epsilon`,
    );
  }
  return { sampleRate, steps: low, noiseMultiplier: given };
}

/** What was spent, part by part. */
export function privacySpent(
  statistics: StatisticsPlan,
  budget: StatisticsBudget,
  plan: StepPlan,
  settings: PrivacySettings,
): PrivacySpent {
  const steps = { sampleRate: plan.sampleRate, noise: plan.noiseMultiplier, steps: plan.steps };
  const thresholds = budget.thresholdDelta * statistics.total.stable;
  const noisy = privacyCost([...budget.costs, steps], budget.noiseDelta).epsilon;
  const counted = (name: string, releases: Releases): PrivacyPart => partOf(name, releases, budget);
  return {
    epsilon: noisy + budget.rowCountEpsilon - Math.log1p(-thresholds),
    delta: settings.delta,
    parts: [
      {
        name: "training",
        epsilon: privacyCost([steps], budget.noiseDelta).epsilon,
        delta: budget.noiseDelta,
        mechanism: `${plan.steps} steps of DP-SGD: each row with probability ${plan.sampleRate.toPrecision(3)}, its gradient at most ${settings.clip} long, normal noise of ${plan.noiseMultiplier.toPrecision(4)} times that`,
      },
      {
        name: "number of rows",
        epsilon: budget.rowCountEpsilon,
        delta: 0,
        mechanism: `Laplace noise of scale ${(1 / budget.rowCountEpsilon).toFixed(1)} rows`,
      },
      ...statistics.columns
        .filter(({ releases }) => releases.fine + releases.coarse > 0)
        .map(({ name, releases }) => counted(`column "${name}"`, releases)),
    ],
    training: { steps: plan.steps, sampleRate: plan.sampleRate, noiseMultiplier: plan.noiseMultiplier, clip: settings.clip },
    notCovered: notCovered(settings),
  };
}

function partOf(name: string, releases: Releases, { standardDeviation, noiseDelta, thresholdDelta }: StatisticsBudget): PrivacyPart {
  const sigma = standardDeviation / Math.sqrt(countsOf(releases));
  const kinds = [
    ...(releases.fine > 0 ? [`${releases.fine} of values (normal noise of ${standardDeviation.toFixed(1)} rows)`] : []),
    ...(releases.coarse > 0 ? [`${releases.coarse} coarse (${(COARSE * standardDeviation).toFixed(1)} rows)`] : []),
  ];
  const threshold = releases.stable > 0 ? `; values only above a threshold, delta ${thresholdDelta.toExponential(1)}` : "";
  return {
    name,
    epsilon: gaussianEpsilon({ sigma, delta: noiseDelta }),
    delta: noiseDelta + thresholdDelta * releases.stable,
    mechanism: `noisy counts: ${kinds.join(", ")}${threshold}`,
  };
}

function notCovered({ noise, domains }: PrivacySettings): string[] {
  return [
    "names, order and types of the columns, and how their dates are written: they are taken from the table as they stand",
    "options that were chosen after a look at the data, and earlier trainings on the same rows: each spends a budget of its own",
    "the losses that onProgress reports while training: they are for the eyes of who holds the data, the model does not keep them",
    "people with several rows: the guarantee is for a row, and for k rows epsilon is k times as large",
    "rows that are handed to the model later: given rows, tables to impute, to score or to take constraints from",
    "how long training takes, and noise in floating point, whose gaps can tell more than its mathematics",
    ...(Object.keys(domains).length > 0 ? ["the domains: the caller vouches that they are not taken from the rows"] : []),
    ...(noise === "seed" ? ["everything, from who knows the seed: the noise was drawn from it and can be taken away again"] : []),
  ];
}
