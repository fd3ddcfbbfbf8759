/**
 * Training in two phases. "learn": epochs with dropout until the validation loss no longer falls, the best weights kept.
 * "settle": a few epochs without dropout at a lower learning rate. Dropout makes a network that generalises but is unsure
 * of what the data is sure of, and that shows in every sampled column; settling mends it.
 */

import { AbortError } from "../../base/errors";
import { inTurns } from "../../base/in-turns";
import type { Rng } from "../../base/random";
import type { Blueprint } from "../blueprint";
import type { CodeTable, Engine, Weights } from "../engine";
import { batchSizeFor, learningRateFor, splitForValidation } from "./batches";
import type { Epoch, StopReason } from "./progress";
import { type PhasePlan, Run, type RunState, type TrainSettings } from "./run";

export interface Trained {
  readonly weights: Weights;
  readonly history: readonly Epoch[];
  readonly stopReason: StopReason;
}

/** Starts an engine with a network and its weights. */
export type EngineStarter = (blueprint: Blueprint, weights: Weights) => Promise<Engine>;

const SETTLE_LEARNING_RATE_SHARE = 0.3;
const LEAST_SETTLE_EPOCHS = 2;
/** Of the allowed epochs, so many are for learning; the others wait for settling. */
const LEARN_SHARE_OF_EPOCHS = 0.9;

/**
 * Trains a network on these rows and gives the weights that it settles on. An abort, or the end of the allowed time,
 * keeps the best weights so far.
 *
 * @throws {AbortError} when the signal is raised before the first step
 */
export async function train(
  start: EngineStarter,
  blueprint: Blueprint,
  weights: Weights,
  table: CodeTable,
  settings: TrainSettings,
  rng: Rng,
  resumed?: RunState,
): Promise<Trained> {
  if (settings.signal?.aborted === true) throw new AbortError("Training: stopped on request before the first step");
  const split = splitForValidation(table, settings.validationShare, rng.fork("validation"), settings.weightOfRow);
  const data = await inTurns(split, settings.signal, "Training");
  const batchSize = Math.min(settings.batchSize ?? batchSizeFor(data.training.rowCount), data.training.rowCount);
  const learningRate = settings.learningRate ?? learningRateFor(batchSize);
  // the minutes before an interruption count
  const started = performance.now() - 1000 * (resumed?.history.at(-1)?.seconds ?? 0);
  const mostToLearn = Math.max(1, Math.floor(settings.epochs * LEARN_SHARE_OF_EPOCHS));
  const settles = (reason: StopReason): boolean =>
    (reason === "validation loss no longer falls" || reason === "all epochs done") &&
    settings.epochs > mostToLearn &&
    blueprint.dropout > 0;
  const common = { blueprint, data, batchSize, settings, started };
  const learnt =
    learntBefore(resumed) ??
    (await runPhase(start, weights, rng, {
      ...common,
      ...(resumed === undefined ? {} : { resumed }),
      phase: "learn",
      learningRate,
      leastEpochs: 0,
      mostEpochs: mostToLearn,
      history: [],
      goesOn: settles,
    }));
  if (!settles(learnt.stopReason)) return learnt;
  const settled = await runPhase(start, learnt.weights, rng, {
    ...common,
    blueprint: { ...blueprint, dropout: 0 },
    phase: "settle",
    learningRate: learningRate * SETTLE_LEARNING_RATE_SHARE,
    leastEpochs: LEAST_SETTLE_EPOCHS,
    mostEpochs: settings.epochs - learnt.history.length,
    history: learnt.history,
    fallback: learnt.weights,
    before: learnt.stopReason,
    ...(resumed?.phase === "settle" ? { resumed } : {}),
  });
  return settled.stopReason === "validation loss no longer falls" ? { ...settled, stopReason: learnt.stopReason } : settled;
}

/** What the first phase had come to, when training was interrupted in the second. */
function learntBefore(resumed: RunState | undefined): Trained | undefined {
  if (resumed?.phase !== "settle" || resumed.fallback === undefined || resumed.before === undefined) return undefined;
  const history = resumed.history.filter(({ phase }) => phase === "learn");
  return { weights: resumed.fallback, history, stopReason: resumed.before };
}

async function runPhase(start: EngineStarter, weights: Weights, rng: Rng, plan: Omit<PhasePlan, "engine" | "rng">): Promise<Trained> {
  const { resumed } = plan;
  const engine = await start(plan.blueprint, resumed?.weights ?? weights);
  try {
    if (resumed !== undefined) await engine.setOptimiser(resumed.optimiser);
    await engine.setTrainingCodes(plan.data.training);
    const run = new Run({ ...plan, engine, rng });
    while (run.stopReason === undefined) await run.epoch();
    return { weights: await run.keptWeights(), history: run.history, stopReason: run.stopReason };
  } finally {
    await engine.dispose();
  }
}
