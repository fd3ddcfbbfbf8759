/** Training: epochs of steps, a validation after each, the best weights kept. */

import { AbortError } from "../../base/errors";
import { throttled } from "../../base/progress";
import type { Rng } from "../../base/random";
import type { Blueprint } from "../blueprint";
import type { CodeTable, Engine, Step, Weights } from "../engine";
import { batchSizeFor, type ColumnOrder, epochSteps, learningRateFor, takeCodes, validationOrders } from "./batches";
import type { Epoch, StopReason, TrainingProgress } from "./progress";
import { nextSchedule, type Schedule, type ScheduleSettings, startSchedule } from "./schedule";

export interface TrainSettings {
  readonly order: ColumnOrder;
  /** Most epochs. */
  readonly epochs: number;
  /** Most minutes, checked after each chunk of steps. */
  readonly minutes: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** Share of the rows held back to decide when to stop. */
  readonly validationShare: number;
  readonly onProgress?: (progress: TrainingProgress) => void;
  readonly signal?: AbortSignal;
}

export interface Trained {
  readonly weights: Weights;
  readonly history: readonly Epoch[];
  readonly stopReason: StopReason;
}

/** Steps are handed to the engine in chunks of about this long: often enough for progress, and for stopping at once. */
const CHUNK_SECONDS = 0.08;
const PATIENCE = 2;
const STOP_PATIENCE = 4;
const LOWEST_SHARE_OF_LEARNING_RATE = 0.1;

/**
 * Trains the engine's network on these rows until the validation loss stops falling, and gives the weights with the
 * lowest validation loss. An abort, or the end of the allowed time, keeps the best weights so far.
 *
 * @throws {AbortError} when the signal is raised before the first step
 */
export async function train(engine: Engine, blueprint: Blueprint, table: CodeTable, settings: TrainSettings, rng: Rng): Promise<Trained> {
  if (settings.signal?.aborted === true) throw new AbortError("Training: stopped on request before the first step");
  const run = new Run(engine, blueprint, table, settings, rng);
  await engine.setTrainingCodes(run.training);
  while (run.stopReason === undefined) await run.epoch();
  return { weights: await run.bestWeights(), history: run.history, stopReason: run.stopReason };
}

/** One training run: what the loop remembers from epoch to epoch. */
class Run {
  readonly training: CodeTable;
  readonly history: Epoch[] = [];
  stopReason: StopReason | undefined;
  readonly #validation: CodeTable;
  readonly #validationOrders: readonly Int32Array[];
  readonly #batchSize: number;
  readonly #scheduleSettings: ScheduleSettings;
  readonly #started = performance.now();
  readonly #report: (progress: TrainingProgress, force?: boolean) => void;
  #schedule: Schedule;
  #best: Weights | undefined;
  #chunk = 1;
  #rowsTrained = 0;
  #stepSeconds = 0;

  constructor(
    readonly engine: Engine,
    readonly blueprint: Blueprint,
    table: CodeTable,
    readonly settings: TrainSettings,
    readonly rng: Rng,
  ) {
    const shuffled = rng.fork("validation").permutation(table.rowCount);
    // one row is enough to learn from, but validation needs a row of its own
    const held = table.rowCount < 2 ? 0 : Math.max(1, Math.round(table.rowCount * settings.validationShare));
    this.training = takeCodes(table, shuffled.subarray(held));
    this.#validation = held === 0 ? this.training : takeCodes(table, shuffled.subarray(0, held));
    this.#validationOrders = validationOrders(blueprint, settings.order, rng.fork("validation orders"));
    this.#batchSize = Math.min(settings.batchSize ?? batchSizeFor(this.training.rowCount), this.training.rowCount);
    const learningRate = settings.learningRate ?? learningRateFor(this.#batchSize);
    this.#scheduleSettings = {
      patience: PATIENCE,
      stopPatience: STOP_PATIENCE,
      lowestLearningRate: learningRate * LOWEST_SHARE_OF_LEARNING_RATE,
    };
    this.#schedule = startSchedule(learningRate);
    this.#report = throttled(settings.onProgress);
  }

  /** The best weights, or the current ones when no epoch was ever validated. */
  async bestWeights(): Promise<Weights> {
    return this.#best ?? (await this.engine.weights());
  }

  async epoch(): Promise<void> {
    const number = this.history.length + 1;
    const steps = epochSteps(
      this.training.rowCount,
      this.#batchSize,
      this.blueprint,
      this.settings.order,
      this.rng.fork(`epoch ${number}`),
    );
    const trainingLoss = await this.#runSteps(steps, number);
    // what was learnt in a cut epoch counts too, if its loss is the best
    const validationLoss = await this.#validate();
    const best = validationLoss < this.#schedule.bestLoss;
    if (best) this.#best = await this.engine.weights();
    const learningRate = this.#schedule.learningRate;
    this.#schedule = nextSchedule(this.#schedule, validationLoss, this.#scheduleSettings);
    this.history.push({ epoch: number, trainingLoss, validationLoss, learningRate, seconds: this.#seconds(), best });
    this.stopReason ??= this.#reasonToStop(number);
    this.#report(this.#progress(number, steps.length, steps.length, trainingLoss), true);
  }

  /** Runs the steps of an epoch, chunk by chunk; gives the mean loss of the steps that ran. */
  async #runSteps(steps: readonly Step[], epoch: number): Promise<number> {
    let lossSum = 0;
    let done = 0;
    while (done < steps.length && this.stopReason === undefined) {
      const chunk = steps.slice(done, done + this.#chunk);
      const before = performance.now();
      const losses = await this.engine.train(chunk, this.#schedule.learningRate);
      const seconds = (performance.now() - before) / 1000;
      this.#stepSeconds += seconds;
      for (const step of chunk) this.#rowsTrained += step.rows.length;
      for (const loss of losses) lossSum += loss;
      done += chunk.length;
      this.#chunk = Math.max(1, Math.min(64, Math.round((this.#chunk * CHUNK_SECONDS) / Math.max(seconds, 1e-4))));
      if (this.settings.signal?.aborted === true) this.stopReason = "stopped on request";
      else if (this.#seconds() > this.settings.minutes * 60) this.stopReason = "time is up";
      this.#report(this.#progress(epoch, done, steps.length, lossSum / done));
    }
    return lossSum / done;
  }

  /** Mean loss of the validation rows in nats per row, over the fixed orders. */
  async #validate(): Promise<number> {
    let sum = 0;
    for (const order of this.#validationOrders) {
      for (const logLikelihood of await this.engine.logLikelihood(this.#validation, order)) sum -= logLikelihood;
    }
    return sum / (this.#validation.rowCount * this.#validationOrders.length);
  }

  #reasonToStop(epoch: number): StopReason | undefined {
    if (this.#schedule.stop) return "validation loss no longer falls";
    if (epoch >= this.settings.epochs) return "all epochs done";
    return this.settings.signal?.aborted === true ? "stopped on request" : undefined;
  }

  #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  #progress(epoch: number, step: number, steps: number, trainingLoss: number): TrainingProgress {
    const seconds = this.#seconds();
    const done = this.history.length === epoch ? epoch : epoch - 1 + step / steps;
    const byEpochs = done > 0 ? (seconds * (this.settings.epochs - done)) / done : Infinity;
    const last = this.history.at(-1);
    return {
      epoch,
      epochs: this.settings.epochs,
      step,
      steps,
      trainingLoss,
      validationLoss: last?.validationLoss,
      bestLoss: Number.isFinite(this.#schedule.bestLoss) ? this.#schedule.bestLoss : undefined,
      learningRate: this.#schedule.learningRate,
      seconds,
      rowsPerSecond: this.#rowsTrained / this.#stepSeconds,
      secondsLeft: this.stopReason === undefined ? Math.max(0, Math.min(byEpochs, this.settings.minutes * 60 - seconds)) : 0,
      best: last?.best ?? false,
      history: this.history,
      stopReason: this.stopReason,
    };
  }
}
