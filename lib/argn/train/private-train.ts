/**
 * Training under differential privacy: private statistics, then a number of noisy steps that is fixed beforehand. Nothing
 * is held back for validation and nothing stops early: that would look at the rows once more.
 */

import { AbortError } from "../../base/errors";
import { throttled } from "../../base/progress";
import { Rng } from "../../base/random";
import { type NoiseSource, noiseSource } from "../../dp/noise-source";
import { encodePrivately } from "../../encoding/private/encode-privately";
import { fitPrivately, planStatistics } from "../../encoding/private/fit-privately";
import type { Encoding } from "../../encoding/encoding";
import type { RareReplacement } from "../../encoding/codec";
import type { Table } from "../../table/table";
import { type Blueprint, dataOrder, drawBlueprint } from "../blueprint";
import type { Engine, Privacy, Step, Weights } from "../engine";
import { initialWeights, scalesOf } from "../initialise";
import type { ModelState } from "../model-state";
import type { ModelSize } from "../sizes";
import type { ColumnOrder } from "./batches";
import { calibrate } from "./calibrate";
import { poissonSample } from "./poisson-sample";
import { planSteps, privacySpent, statisticsBudget, type StepPlan } from "./private-budget";
import type { PrivacySettings } from "./private-options";
import type { StopReason, TrainingProgress } from "./progress";
import type { EngineStarter, Trained } from "./train";

export interface PrivateTrainSettings {
  readonly privacy: PrivacySettings;
  readonly seed: number;
  readonly size: ModelSize;
  readonly order: ColumnOrder;
  readonly epochs: number;
  readonly minutes: number;
  readonly columns: Readonly<Record<string, Encoding>>;
  readonly rare: RareReplacement;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly onProgress?: (progress: TrainingProgress) => void;
  readonly signal?: AbortSignal;
}

export type PrivatelyTrained = Omit<ModelState, "engineDescription">;

const LEARNING_RATE = 0.006;
const LAST_LEARNING_RATE_SHARE = 0.1;
const CHUNK_STEPS = 4;

/** Rows expected a step: large batches drown the noise, but an epoch must still have some steps. */
export function privateBatchSize(rows: number): number {
  return Math.max(1, Math.min(2048, Math.round(rows / 16)));
}

/**
 * Trains a private model and tells what it cost. When the allowed time ends or the signal is raised, the steps so far are
 * kept, and the cost stays that of all planned steps.
 *
 * @throws {RangeError} when no noise keeps to the budget, or a chosen encoding has no private form
 * @throws {AbortError} when the signal is raised before the first step
 */
export async function trainPrivately(start: EngineStarter, table: Table, settings: PrivateTrainSettings): Promise<PrivatelyTrained> {
  const { privacy, columns, rare, signal } = settings;
  const noise = noiseSource(privacy.noise === "seed" ? settings.seed : undefined);
  const statistics = planStatistics(table, columns, privacy.domains);
  const budget = statisticsBudget(statistics, privacy);
  const { standardDeviation, rowCountEpsilon, thresholdDelta: delta } = budget;
  const stop = signal === undefined ? {} : { signal };
  const fit = await fitPrivately(table, statistics, {
    rare,
    domains: privacy.domains,
    standardDeviation,
    rowCountEpsilon,
    delta,
    noise,
    ...stop,
  });
  const { codec, shares, rowCount } = fit;
  const batchSize = Math.min(settings.batchSize ?? privateBatchSize(rowCount), rowCount);
  const wanted = { sampleRate: batchSize / rowCount, steps: Math.max(1, Math.round((settings.epochs * rowCount) / batchSize)) };
  const plan = planSteps(wanted, budget, privacy.noiseMultiplier);
  const rng = new Rng(settings.seed).fork("TabularARGN");
  const blueprint = drawBlueprint(codec.columns, settings.size, 0);
  const weights = independentStart(initialWeights(blueprint, shares, rng.fork("weights"), scalesOf(codec.columns)));
  const common = { codec, blueprint, order: settings.order, trainingRowCount: rowCount };
  const spent = privacySpent(statistics, budget, plan, privacy);
  if (blueprint.subColumns.length === 0) return { ...common, weights, history: [], stopReason: "nothing to learn", privacySpent: spent };
  const codes = encodePrivately(codec, table, shares, noise);
  if (signal?.aborted === true) throw new AbortError("Training: stopped on request before the first step");
  const engine = await start(blueprint, weights);
  try {
    await engine.setTrainingCodes(codes);
    const run = new PrivateRun({
      engine,
      blueprint,
      rowCount: codes.rowCount,
      plan,
      batchSize,
      settings,
      noise,
      rng: rng.fork("training"),
    });
    const trained = await run.all();
    if (trained.stopReason !== "all epochs done") return { ...common, ...trained, privacySpent: spent };
    // corrects towards the noisy shares, which are paid for already
    const correction = { codec, blueprint, order: settings.order, shares, rowCount, rng: rng.fork("calibration"), signal };
    return { ...common, ...trained, weights: await calibrate(engine, correction), privacySpent: spent };
  } finally {
    await engine.dispose();
  }
}

/**
 * Output weights of 0: before the first step the network draws each column by its noisy shares, whatever the others hold.
 * Random ones would have to be unlearnt first, and under noise that takes a good part of the steps.
 */
function independentStart(weights: Weights): Weights {
  return new Map(Array.from(weights, ([name, values]) => [name, /^output\/.*\/weight$/.test(name) ? values.map(() => 0) : values]));
}

interface RunPlan {
  readonly engine: Engine;
  readonly blueprint: Blueprint;
  readonly rowCount: number;
  readonly plan: StepPlan;
  readonly batchSize: number;
  readonly settings: PrivateTrainSettings;
  readonly noise: NoiseSource;
  readonly rng: Rng;
}

class PrivateRun {
  readonly #plan: RunPlan;
  readonly #started = performance.now();
  readonly #report: (progress: TrainingProgress, force?: boolean) => void;
  #rowsTrained = 0;

  constructor(plan: RunPlan) {
    this.#plan = plan;
    this.#report = throttled(plan.settings.onProgress);
  }

  async all(): Promise<Trained> {
    const { engine, plan, settings } = this.#plan;
    const privacy = this.#privacy();
    let stopReason: StopReason = "all epochs done";
    let loss = 0;
    for (let done = 0; done < plan.steps;) {
      const steps = Array.from({ length: Math.min(CHUNK_STEPS, plan.steps - done) }, (_, s) => this.#step(done + s, privacy));
      const losses = await engine.train(steps, this.#learningRate(done / plan.steps));
      done += steps.length;
      const rows = steps.reduce((sum, step) => sum + step.rows.length, 0);
      if (rows > 0) loss = steps.reduce((sum, step, s) => sum + losses[s] * step.rows.length, 0) / rows;
      this.#rowsTrained += rows;
      if (settings.signal?.aborted === true) stopReason = "stopped on request";
      else if (this.#seconds() > settings.minutes * 60) stopReason = "time is up";
      const ends = done === plan.steps || stopReason !== "all epochs done";
      this.#report(this.#progress(done, loss, ends ? stopReason : undefined), ends);
      if (ends) break;
    }
    return { weights: await engine.weights(), history: [], stopReason };
  }

  #step(index: number, privacy: Privacy): Step {
    const { blueprint, rowCount, plan, settings, noise, rng } = this.#plan;
    const order = settings.order === "any" ? rng.fork(`order ${index}`).permutation(blueprint.columns.length) : dataOrder(blueprint);
    return { rows: poissonSample(rowCount, plan.sampleRate, noise), order, dropoutSeed: 0, privacy };
  }

  #privacy(): Privacy {
    const { plan, batchSize, settings } = this.#plan;
    const { clip, noise } = settings.privacy;
    const privacy = { clip, noiseMultiplier: plan.noiseMultiplier, expectedBatchSize: batchSize };
    return noise === "seed" ? { ...privacy, noiseSeed: settings.seed } : privacy;
  }

  /** Falls in a straight line to a tenth: the last steps average the noise away. */
  #learningRate(done: number): number {
    return (this.#plan.settings.learningRate ?? LEARNING_RATE) * (1 - (1 - LAST_LEARNING_RATE_SHARE) * done);
  }

  #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  #progress(done: number, trainingLoss: number, stopReason: StopReason | undefined): TrainingProgress {
    const { plan, settings } = this.#plan;
    const seconds = this.#seconds();
    const stepsAnEpoch = Math.max(1, Math.ceil(plan.steps / settings.epochs));
    const epoch = Math.ceil(done / stepsAnEpoch);
    const left = Math.min((seconds * (plan.steps - done)) / done, settings.minutes * 60 - seconds);
    return {
      epoch,
      phase: "learn",
      epochs: settings.epochs,
      step: done - (epoch - 1) * stepsAnEpoch,
      steps: stepsAnEpoch,
      trainingLoss,
      validationLoss: undefined,
      bestLoss: undefined,
      learningRate: this.#learningRate(done / plan.steps),
      seconds,
      rowsPerSecond: this.#rowsTrained / seconds,
      secondsLeft: stopReason === undefined ? Math.max(0, left) : 0,
      best: false,
      history: [],
      stopReason,
    };
  }
}
