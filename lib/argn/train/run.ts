/** One phase of training: epochs of steps, a validation after each, the best weights kept. */

import { throttled } from "../../base/progress";
import type { Rng } from "../../base/random";
import type { Blueprint } from "../blueprint";
import type { Engine, OptimiserState, Step, Weights } from "../engine";
import { type ColumnOrder, epochSteps, type TrainingData, validationOrders } from "./batches";
import type { Epoch, Phase, StopReason, TrainingProgress } from "./progress";
import { nextSchedule, type Schedule, type ScheduleSettings, startSchedule } from "./schedule";

export interface TrainSettings {
  readonly order: ColumnOrder;
  /** Most epochs, of all phases together. */
  readonly epochs: number;
  /** Most minutes, checked after each chunk of steps. */
  readonly minutes: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** Share of the rows held back to decide when to stop. */
  readonly validationShare: number;
  /** What each row is worth. */
  readonly weightOfRow?: Float64Array;
  /** Called after each whole epoch, with all that is needed to go on from there. */
  readonly keep?: (state: RunState) => Promise<void>;
  readonly onProgress?: (progress: TrainingProgress) => void;
  readonly signal?: AbortSignal;
}

/** Where a phase stands after an epoch. */
export interface RunState {
  readonly phase: Phase;
  readonly history: readonly Epoch[];
  readonly schedule: Schedule;
  readonly weights: Weights;
  readonly optimiser: OptimiserState;
  /** The best weights of the phase; absent before any epoch counts. */
  readonly best?: Weights;
  /** What the phase began with, and falls back on. */
  readonly fallback?: Weights;
  /** Why the phase before ended. */
  readonly before?: StopReason;
  /** Whether the phase is done: its last state is kept at once. */
  readonly isLast: boolean;
}

export interface PhasePlan {
  readonly phase: Phase;
  readonly engine: Engine;
  readonly blueprint: Blueprint;
  readonly data: TrainingData;
  readonly settings: TrainSettings;
  readonly rng: Rng;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Weights of earlier epochs of the phase are not kept. */
  readonly leastEpochs: number;
  readonly mostEpochs: number;
  /** The epochs of the phases before. */
  readonly history: readonly Epoch[];
  /** Kept when the phase is stopped before an epoch of its own counts; default the weights as they are then. */
  readonly fallback?: Weights;
  /** Why the phase before ended. */
  readonly before?: StopReason;
  /** Where an interrupted training stood. */
  readonly resumed?: RunState;
  /** Whether another phase follows when this one ends for this reason; reports then go on. */
  readonly goesOn?: (reason: StopReason) => boolean;
  /** When training began, on the clock of performance.now(). */
  readonly started: number;
}

/** Steps are handed to the engine in chunks of about this long: often enough for progress, and for stopping at once. */
const CHUNK_SECONDS = 0.08;
const LOWEST_SHARE_OF_LEARNING_RATE = 0.1;
const PATIENCE: Readonly<Record<Phase, { readonly patience: number; readonly stopPatience: number }>> = {
  learn: { patience: 2, stopPatience: 4 },
  settle: { patience: 0, stopPatience: 1 },
};

/** What the loop remembers from epoch to epoch. */
export class Run {
  history: Epoch[];
  stopReason: StopReason | undefined;
  readonly #plan: PhasePlan;
  readonly #validationOrders: readonly Int32Array[];
  readonly #scheduleSettings: ScheduleSettings;
  readonly #report: (progress: TrainingProgress, force?: boolean) => void;
  #schedule: Schedule;
  #best: Weights | undefined;
  #chunk = 1;
  #rowsTrained = 0;
  #stepSeconds = 0;

  constructor(plan: PhasePlan) {
    const { blueprint, settings, rng, learningRate, phase } = plan;
    this.#plan = plan;
    this.history = [...plan.history];
    this.#validationOrders = validationOrders(blueprint, settings.order, rng.fork("validation orders"));
    this.#scheduleSettings = { ...PATIENCE[phase], lowestLearningRate: learningRate * LOWEST_SHARE_OF_LEARNING_RATE };
    this.#schedule = startSchedule(learningRate);
    this.#report = throttled(settings.onProgress);
    const { resumed } = plan;
    if (resumed === undefined) return;
    this.history = [...resumed.history];
    this.#schedule = resumed.schedule;
    this.#best = resumed.best;
    this.stopReason = this.#reasonToStop(this.history.length);
  }

  /** The best weights of the phase. */
  async keptWeights(): Promise<Weights> {
    return this.#best ?? this.#plan.fallback ?? (await this.#plan.engine.weights());
  }

  async epoch(): Promise<void> {
    const { data, batchSize, blueprint, settings, rng, engine, history: before, leastEpochs, phase } = this.#plan;
    const epoch = this.history.length + 1;
    const { rowCount } = data.training;
    const steps = epochSteps(rowCount, batchSize, blueprint, settings.order, rng.fork(`epoch ${epoch}`), data.weights?.training);
    const trainingLoss = await this.#runSteps(steps, epoch);
    // what was learnt in a cut epoch counts too, if its loss is the best
    const validationLoss = await this.#validate();
    const counts = epoch - before.length >= leastEpochs;
    const best = counts && !(validationLoss >= this.#schedule.bestLoss);
    if (best) this.#best = await engine.weights();
    const { learningRate } = this.#schedule;
    if (counts) this.#schedule = nextSchedule(this.#schedule, validationLoss, this.#scheduleSettings);
    this.history.push({ epoch, phase, trainingLoss, validationLoss, learningRate, seconds: this.#seconds(), best });
    const isWhole = this.stopReason === undefined;
    this.stopReason ??= this.#reasonToStop(epoch);
    if (isWhole && settings.keep !== undefined) await settings.keep(await this.#state());
    this.#report(this.#progress(epoch, steps.length, steps.length, trainingLoss), true);
  }

  async #state(): Promise<RunState> {
    const { engine, phase, fallback, before } = this.#plan;
    return {
      phase,
      history: this.history,
      schedule: this.#schedule,
      weights: await engine.weights(),
      optimiser: await engine.optimiser(),
      ...(this.#best === undefined ? {} : { best: this.#best }),
      ...(fallback === undefined ? {} : { fallback }),
      ...(before === undefined ? {} : { before }),
      isLast: this.stopReason !== undefined,
    };
  }

  /** Runs the steps of an epoch, chunk by chunk; gives the mean loss of the rows that were trained on. */
  async #runSteps(steps: readonly Step[], epoch: number): Promise<number> {
    const { engine, settings } = this.#plan;
    let lossSum = 0;
    let rows = 0;
    let done = 0;
    while (done < steps.length && this.stopReason === undefined) {
      const chunk = steps.slice(done, done + this.#chunk);
      const before = performance.now();
      const losses = await engine.train(chunk, this.#schedule.learningRate);
      const seconds = (performance.now() - before) / 1000;
      chunk.forEach((step, s) => {
        lossSum += losses[s] * step.rows.length;
        rows += step.rows.length;
        this.#rowsTrained += step.rows.length;
      });
      this.#stepSeconds += seconds;
      done += chunk.length;
      this.#chunk = Math.max(1, Math.min(64, Math.round((this.#chunk * CHUNK_SECONDS) / Math.max(seconds, 1e-4))));
      if (settings.signal?.aborted === true) this.stopReason = "stopped on request";
      else if (this.#seconds() > settings.minutes * 60) this.stopReason = "time is up";
      this.#report(this.#progress(epoch, done, steps.length, lossSum / rows));
    }
    return lossSum / rows;
  }

  /** Mean loss of the validation rows in nats per row, over the fixed orders. */
  async #validate(): Promise<number> {
    const { engine, data } = this.#plan;
    const weights = data.weights?.validation;
    let sum = 0;
    for (const order of this.#validationOrders) {
      const logLikelihoods = await engine.logLikelihood(data.validation, order);
      logLikelihoods.forEach((logLikelihood, row) => (sum -= (weights?.[row] ?? 1) * logLikelihood));
    }
    const rows = weights === undefined ? data.validation.rowCount : weights.reduce((total, weight) => total + weight, 0);
    return sum / (rows * this.#validationOrders.length);
  }

  #reasonToStop(epoch: number): StopReason | undefined {
    if (this.#schedule.stop) return "validation loss no longer falls";
    if (epoch - this.#plan.history.length >= this.#plan.mostEpochs) return "all epochs done";
    return this.#plan.settings.signal?.aborted === true ? "stopped on request" : undefined;
  }

  #seconds(): number {
    return (performance.now() - this.#plan.started) / 1000;
  }

  #progress(epoch: number, step: number, steps: number, trainingLoss: number): TrainingProgress {
    const { settings, phase, goesOn } = this.#plan;
    const seconds = this.#seconds();
    const stopReason = this.stopReason !== undefined && goesOn?.(this.stopReason) === true ? undefined : this.stopReason;
    const done = this.history.length === epoch ? epoch : epoch - 1 + step / steps;
    const byEpochs = done > 0 ? (seconds * (settings.epochs - done)) / done : Infinity;
    const last = this.history.at(-1);
    const bests = this.history.filter((finished) => finished.best);
    return {
      epoch,
      phase,
      epochs: settings.epochs,
      step,
      steps,
      trainingLoss,
      validationLoss: last?.validationLoss,
      bestLoss: bests.at(-1)?.validationLoss,
      learningRate: this.#schedule.learningRate,
      seconds,
      rowsPerSecond: this.#rowsTrained / this.#stepSeconds,
      secondsLeft: stopReason === undefined ? Math.max(0, Math.min(byEpochs, settings.minutes * 60 - seconds)) : 0,
      best: last?.best ?? false,
      history: this.history,
      stopReason,
    };
  }
}
