/**
 * The engine: what computes the network. Two exist, with the same weights and the same answers up to rounding: the
 * readable statement in TensorFlow.js (`tfjs/`) and the fast kernels (`wasm/`). Everything else of the model (encoding,
 * schedule, early stopping, conditions, files) sees only this interface.
 */

import type { Blueprint } from "./blueprint";

/** Integer-coded rows, one array per sub-column: `codes[j][i]` is the code of row i in sub-column j. */
export interface CodeTable {
  readonly rowCount: number;
  readonly codes: readonly Int32Array[];
}

/** The parameters by name, row-major: see `weightShapes` in blueprint.ts for names and shapes. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** What AdamW remembers: how many steps it has made, and the running means of each gradient and of its square. */
export interface OptimiserState {
  readonly steps: number;
  readonly means: Weights;
  readonly squares: Weights;
}

/** One optimisation step. */
export interface Step {
  /** Rows of the training codes that make the batch. */
  readonly rows: Int32Array;
  /** The order of the columns (indices of blueprint.columns): each is predicted from those before it. */
  readonly order: Int32Array;
  /** Fixes the dropout masks of the step. */
  readonly dropoutSeed: number;
  /** Makes the step differentially private. */
  readonly privacy?: Privacy;
}

/**
 * What makes a step differentially private (DP-SGD, Abadi et al. 2016, algorithm 1): each row's gradient over all
 * parameters is shortened to length `clip` where it is longer, the clipped gradients are summed, and normal noise of
 * standard deviation noiseMultiplier * clip is added to each coordinate; then comes the division by the expected batch
 * size. Rows must be drawn independently of each other (Poisson sampling), so a batch may have any size, 0 too.
 */
export interface Privacy {
  readonly clip: number;
  readonly noiseMultiplier: number;
  readonly expectedBatchSize: number;
  /** Makes the noise repeatable, and thereby the step not private at all: for tests and lessons. By default the noise comes from the system's entropy. */
  readonly noiseSeed?: number;
}

/** How the codes of one sub-column are drawn. */
export interface Draw {
  readonly subColumn: number;
  /** 1 leaves the probabilities as they are; towards 0 the likeliest code always wins. */
  readonly temperature: number;
  /** Keeps the likeliest codes until their shares exceed this one; 1 keeps all. */
  readonly topP: number;
  /** Shares that are prescribed: `fixed[code]` is a share, or NaN where the model decides. */
  readonly fixed?: Float64Array;
}

/** A request to fill sub-columns of rows, one after another. */
export interface SampleRequest {
  /** The rows to fill in place; the known sub-columns hold their codes already. */
  readonly table: CodeTable;
  /** Sub-columns that are given: everything drawn is conditional on them. */
  readonly known: readonly number[];
  /** What to draw, in this order; each is conditional on the known and on all drawn before. */
  readonly draws: readonly Draw[];
  /** Fixes the draws: row i and sub-column j always use the number `drawUniform(seed, firstRow + i, j)`. */
  readonly seed: number;
  readonly firstRow: number;
}

/** AdamW with decoupled weight decay: fixed settings but for the learning rate. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 } as const;

export interface EngineOptions {
  readonly blueprint: Blueprint;
  readonly weights: Weights;
  /** Worker threads; an engine without threads ignores it. Results never depend on it. */
  readonly threads?: number;
}

/** A network with its weights and the state of its optimiser. All methods but `description` may run elsewhere. */
export interface Engine {
  readonly name: "wasm" | "tfjs";
  /** One line: which engine, on what. */
  readonly description: string;
  /** Hands over the rows that `train` picks its batches from. */
  setTrainingCodes(table: CodeTable): Promise<void>;
  /** Runs the steps one after another; gives each step's loss in nats per row (sum over sub-columns, mean over rows). */
  train(steps: readonly Step[], learningRate: number): Promise<Float64Array>;
  /**
   * The log-probability of each row in nats, the sub-columns taken in this order of columns; no dropout.
   * With `only`, the sum over these sub-columns alone.
   */
  logLikelihood(table: CodeTable, order: Int32Array, only?: readonly number[]): Promise<Float64Array>;
  /** Draws codes in place. */
  sample(request: SampleRequest): Promise<void>;
  /** Probabilities [B, K] of a sub-column's codes, given the visible sub-columns of the rows, row-major. */
  probabilities(table: CodeTable, visible: readonly number[], subColumn: number): Promise<Float32Array>;
  /** A copy of the weights as they are. */
  weights(): Promise<Weights>;
  /** Puts weights in place and clears the state of the optimiser. */
  setWeights(weights: Weights): Promise<void>;
  /** A copy of the optimiser's state: with the weights, all that training needs to go on as if nothing had happened. */
  optimiser(): Promise<OptimiserState>;
  /** Puts back what `optimiser` gave, after `setWeights`. */
  setOptimiser(state: OptimiserState): Promise<void>;
  /** Frees memory and threads. */
  dispose(): Promise<void>;
}

/**
 * A number on [0, 1) that depends only on its three arguments: the randomness of a draw. Counter-based, so that the
 * draws do not depend on blocks, threads or order. Two rounds of MurmurHash3's finaliser.
 */
export function drawUniform(seed: number, row: number, subColumn: number): number {
  const first = mix(Math.imul(row, 0x9e3779b1) ^ seed);
  return (mix((first ^ Math.imul(subColumn + 1, 0x85ebca77)) + seed) >>> 0) / 0x100000000;
}

function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
