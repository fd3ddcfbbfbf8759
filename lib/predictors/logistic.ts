/** Logistic and linear regression: the plain learner beside the trees, open to the reader. */

import { breather, throwIfAborted } from "../base/abort";
import { checkNumber, checkOptions } from "../base/check";
import type { Table } from "../table/table";
import { featuresOf } from "./check-question";
import { solvePositiveDefinite } from "./cholesky";
import { labelsOf } from "./labels";
import { fitLinearFeatures, type LinearFeatures, type SlotRows } from "./linear-features";
import type { PredictionQuestion, Predictor } from "./predictor";
import { bothSides, importancesOf, likeliest } from "./trees";

export interface LogisticOptions extends PredictionQuestion {
  /** How much weights cost: the loss is the sum over rows plus penalty / 2 times the sum of squared weights. */
  readonly penalty?: number;
  /** Stops the training; the promise then rejects with an AbortError. */
  readonly signal?: AbortSignal;
}

const MOST_ROUNDS = 50;
const SMALL_STEP = 1e-8;
const ROWS_BETWEEN_BREATHS = 2000;

/**
 * Trains a regularised linear model: logistic regression for classes, least squares for numbers. It sees each column by
 * itself and only straight lines, so it is the second opinion next to boosted trees.
 *
 * Words become indicators, numbers are counted in standard deviations from their mean, a missing cell has its own weight.
 * Minimises  sum of losses + (penalty / 2) |w|^2  by Newton's method with step halving; the intercept is free. With more
 * than two classes, each is set against all others and the probabilities are scaled to sum to 1.
 *
 * Throws as `trainBoostedTrees` does.
 *
 * Source: Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning" (2nd edition), sections 3.4.1 and 4.4.1.
 *
 * @example
 * const hours = Array.from({ length: 100 }, (_, i) => i / 10);
 * const exams = Table.of({ hours, passed: hours.map((hour) => hour > 5) });
 * const model = await trainLogistic(exams, { target: "passed", task: "classification" });
 * const [low, high] = await model.predict(Table.of({ hours: [1, 9] }));
 * assert.ok(low < 0.1 && high > 0.9);
 */
export async function trainLogistic(table: Table, options: LogisticOptions): Promise<Predictor> {
  const action = "Cannot train a linear model";
  checkOptions(action, options, ["target", "task", "features", "penalty", "signal"]);
  const { penalty = 1, signal, target, task } = options;
  checkNumber(action, "penalty", penalty, 1e-9, 1e9);
  const features = featuresOf(action, table, options);
  const { rows, classes, values } = labelsOf(action, table, options);
  const training = table.select(features).take(rows);
  const coder = fitLinearFeatures(training, features);
  const slots = coder.rows(action, training);
  const fit = (labels: Float64Array, link: Link): Promise<Float64Array> =>
    fitWeights({ slots, labels, link, penalty, inputCount: coder.inputCount }, action, signal);
  const models: Float64Array[] = [];
  for (const labels of targetsOf(values, classes.length)) models.push(await fit(labels, task === "regression" ? IDENTITY : LOGISTIC));
  return predictorOf({ target, task }, classes, coder, models, spreadOfColumns(slots, models));
}

/** One target for two classes and for numbers; one for each class otherwise. */
function targetsOf(values: Float64Array, classCount: number): Float64Array[] {
  if (classCount <= 2) return [values];
  return Array.from({ length: classCount }, (_, k) => values.map((value) => (value === k ? 1 : 0)));
}

/** How a sum of weights becomes a prediction, how fast it changes, and what a wrong one costs. */
interface Link {
  mean(sum: number): number;
  slope(mean: number): number;
  loss(sum: number, label: number): number;
}

const LOGISTIC: Link = {
  mean: (sum) => 1 / (1 + Math.exp(-sum)),
  slope: (mean) => mean * (1 - mean),
  loss: (sum, label) => Math.max(sum, 0) - sum * label + Math.log1p(Math.exp(-Math.abs(sum))),
};

const IDENTITY: Link = { mean: (sum) => sum, slope: () => 1, loss: (sum, label) => (sum - label) ** 2 / 2 };

interface Problem {
  readonly slots: SlotRows;
  readonly labels: Float64Array;
  readonly link: Link;
  readonly penalty: number;
  readonly inputCount: number;
}

/** Newton's method; the intercept is the last weight. */
async function fitWeights(problem: Problem, action: string, signal: AbortSignal | undefined): Promise<Float64Array> {
  const breathe = breather();
  const pause = async (): Promise<void> => {
    await breathe();
    throwIfAborted(signal, action);
  };
  let weights = new Float64Array(problem.inputCount + 1);
  let loss = lossOf(problem, weights);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = await newtonStep(problem, weights, pause);
    let next = loss;
    let shrink = 1;
    let moved = weights;
    for (; shrink > 1e-6; shrink /= 2) {
      moved = weights.map((weight, j) => weight - shrink * step[j]);
      next = lossOf(problem, moved);
      if (next <= loss) break;
    }
    if (!(next <= loss)) break;
    weights = moved;
    loss = next;
    if (step.every((part, j) => Math.abs(part) * shrink <= SMALL_STEP * (1 + Math.abs(weights[j])))) break;
  }
  return weights;
}

async function newtonStep(problem: Problem, weights: Float64Array, pause: () => Promise<void>): Promise<Float64Array> {
  const { slots, labels, link, penalty, inputCount } = problem;
  const { width, inputs, values } = slots;
  const size = inputCount + 1;
  const curvature = new Float64Array(size * size);
  const gradient = weights.map((weight, j) => (j < inputCount ? penalty * weight : 0));
  for (let j = 0; j < size; j++) curvature[j * size + j] = j < inputCount ? penalty : 1e-9;
  for (let row = 0; row < slots.rowCount; row++) {
    if (row % ROWS_BETWEEN_BREATHS === 0) await pause();
    const mean = link.mean(sumOf(slots, weights, row));
    const slope = link.slope(mean);
    const error = mean - labels[row];
    const start = row * width;
    for (let a = start; a < start + width; a++) {
      gradient[inputs[a]] += error * values[a];
      const line = inputs[a] * size;
      const scaled = slope * values[a];
      // inputs ascend within a row, so b <= a stays in the lower triangle
      for (let b = start; b <= a; b++) curvature[line + inputs[b]] += scaled * values[b];
      curvature[inputCount * size + inputs[a]] += scaled;
    }
    gradient[inputCount] += error;
    curvature[inputCount * size + inputCount] += slope;
  }
  return solvePositiveDefinite(curvature, gradient);
}

function sumOf({ width, inputs, values }: SlotRows, weights: Float64Array, row: number): number {
  let sum = weights[weights.length - 1];
  for (let slot = row * width; slot < (row + 1) * width; slot++) sum += weights[inputs[slot]] * values[slot];
  return sum;
}

function lossOf({ slots, labels, link, penalty, inputCount }: Problem, weights: Float64Array): number {
  let loss = 0;
  for (let j = 0; j < inputCount; j++) loss += (penalty / 2) * weights[j] ** 2;
  for (let row = 0; row < slots.rowCount; row++) loss += link.loss(sumOf(slots, weights, row), labels[row]);
  return loss;
}

/** How much each column moves the sum from row to row (standard deviation), over all models. */
function spreadOfColumns({ rowCount, width, inputs, values }: SlotRows, models: readonly Float64Array[]): Float64Array {
  const spreads = new Float64Array(width);
  for (const weights of models) {
    for (let k = 0; k < width; k++) {
      let sum = 0;
      let squares = 0;
      for (let slot = k; slot < rowCount * width; slot += width) {
        const part = weights[inputs[slot]] * values[slot];
        sum += part;
        squares += part * part;
      }
      spreads[k] += Math.sqrt(Math.max(0, squares / rowCount - (sum / rowCount) ** 2));
    }
  }
  return spreads;
}

function predictorOf(
  { target, task }: PredictionQuestion,
  classes: readonly string[],
  coder: LinearFeatures,
  models: readonly Float64Array[],
  spreads: Float64Array,
): Predictor {
  const link = task === "regression" ? IDENTITY : LOGISTIC;
  const raw = (table: Table): Float64Array => {
    const slots = coder.rows(`Cannot predict "${target}"`, table);
    const means = Float64Array.from({ length: table.rowCount * models.length }, (_, i) =>
      link.mean(sumOf(slots, models[i % models.length], Math.floor(i / models.length))),
    );
    return models.length > 1 ? scaledToOne(means, models.length) : means;
  };
  return {
    target,
    task,
    classes,
    importances: importancesOf(coder.columns, spreads),
    predict: async (table) => (classes.length > 2 ? likeliest(raw(table), classes.length) : raw(table)),
    probabilities: async (table) => {
      if (task === "regression")
        throw new TypeError(`Cannot give probabilities of "${target}": regression predicts a value, use predict()`);
      return classes.length > 2 ? raw(table) : bothSides(raw(table));
    },
    dispose: async () => undefined,
  };
}

function scaledToOne(means: Float64Array, width: number): Float64Array {
  for (let start = 0; start < means.length; start += width) {
    let total = 0;
    for (let k = 0; k < width; k++) total += means[start + k];
    for (let k = 0; k < width; k++) means[start + k] = total > 0 ? means[start + k] / total : 1 / width;
  }
  return means;
}
