/** What a training run tells while it runs, and what it leaves behind. */

/** Training learns with dropout first, and settles without it at the end. */
export type Phase = "learn" | "settle";

/** One finished epoch. Losses are in nats per row: the negative log-likelihood of a row, lower is better. */
export interface Epoch {
  readonly epoch: number;
  readonly phase: Phase;
  readonly trainingLoss: number;
  readonly validationLoss: number;
  readonly learningRate: number;
  /** Seconds since training began; absent in a model that was read from a file, which holds nothing that a second run would change. */
  readonly seconds?: number;
  /** Whether its weights were the best of its phase so far; the model has those of the last such epoch. */
  readonly best: boolean;
}

export type StopReason = "validation loss no longer falls" | "all epochs done" | "time is up" | "stopped on request" | "nothing to learn";

/** A report, at most ten a second and one at the end of each epoch. */
export interface TrainingProgress {
  readonly epoch: number;
  readonly phase: Phase;
  /** The most epochs that may be run; training mostly stops earlier. */
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** Mean loss of the steps of this epoch so far. */
  readonly trainingLoss: number;
  /** Of the last finished epoch; undefined during the first. */
  readonly validationLoss: number | undefined;
  readonly bestLoss: number | undefined;
  readonly learningRate: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** At most so many seconds more: early stopping mostly ends training sooner. */
  readonly secondsLeft: number;
  /** Whether the last finished epoch was the best so far. */
  readonly best: boolean;
  readonly history: readonly Epoch[];
  /** Set in the last report. */
  readonly stopReason: StopReason | undefined;
}
