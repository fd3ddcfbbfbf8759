/** When to slow down and when to stop, from the validation losses alone. */

/** The state of the schedule after some epochs. */
export interface Schedule {
  readonly learningRate: number;
  readonly bestLoss: number;
  /** Epochs since the best loss. */
  readonly epochsWithoutBest: number;
  /** Epochs without a worthwhile gain since the learning rate changed last. */
  readonly plateau: number;
  readonly stop: boolean;
}

export interface ScheduleSettings {
  /** Epochs without a worthwhile gain before the learning rate is halved. */
  readonly patience: number;
  /** Epochs without a better loss before training stops. */
  readonly stopPatience: number;
  readonly lowestLearningRate: number;
}

/** A gain smaller than this share of the loss does not hold the learning rate up. */
const WORTHWHILE_GAIN = 1e-4;

export function startSchedule(learningRate: number): Schedule {
  return { learningRate, bestLoss: Infinity, epochsWithoutBest: 0, plateau: 0, stop: false };
}

/**
 * The schedule after one more epoch: the learning rate is halved after `patience` + 1 epochs without a worthwhile gain,
 * and training stops after `stopPatience` + 1 epochs without a better loss.
 */
export function nextSchedule(schedule: Schedule, validationLoss: number, settings: ScheduleSettings): Schedule {
  const better = validationLoss < schedule.bestLoss;
  const worthwhile = validationLoss < schedule.bestLoss * (1 - WORTHWHILE_GAIN);
  const plateau = worthwhile ? 0 : schedule.plateau + 1;
  const slowDown = plateau > settings.patience;
  const epochsWithoutBest = better ? 0 : schedule.epochsWithoutBest + 1;
  return {
    learningRate: slowDown ? Math.max(schedule.learningRate / 2, settings.lowestLearningRate) : schedule.learningRate,
    bestLoss: better ? validationLoss : schedule.bestLoss,
    epochsWithoutBest,
    plateau: slowDown ? 0 : plateau,
    stop: epochsWithoutBest > settings.stopPatience,
  };
}
