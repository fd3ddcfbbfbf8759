/** How good predictions are. Every score is a number in, number out function, checked against a sum done by hand. */

import { count } from "../base/errors";

/**
 * Area under the ROC curve: the chance that a random positive row gets a higher score than a random negative one, ties
 * counting half. 0 to 1; 0.5 is guessing, 1 is perfect, up is better.
 *
 * (sum of the mid-ranks of the positives - n1 (n1 + 1) / 2) / (n1 n0)
 *
 * Throws a RangeError when only one kind of row is there: the area does not exist then.
 *
 * Source: Hanley and McNeil, "The meaning and use of the area under a ROC curve" (1982).
 *
 * @example
 * assert.equal(areaUnderCurve([0, 0, 1, 1, 0, 1], [0.1, 0.4, 0.35, 0.8, 0.4, 0.4]).toFixed(4), "0.6667");
 */
export function areaUnderCurve(isPositive: ArrayLike<number | boolean>, scores: ArrayLike<number>): number {
  checkPairs("the area under the curve", isPositive, scores);
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let positives = 0;
  let rankSum = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    let tied = 0;
    for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) if (isPositive[order[end]]) tied++;
    positives += tied;
    rankSum += (tied * (start + 1 + end)) / 2;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(
      `Cannot compute the area under the curve: ${count(positives, "row is", "rows are")} positive and ${negatives} negative, both must be there`,
    );
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

// a certain prediction that is wrong would cost without end
const LEAST_PROBABILITY = 1e-15;

/**
 * Logarithmic loss: the mean of -ln of the probability that the prediction gave to what happened, in nats. 0 is perfect,
 * ln 2 = 0.693 is a coin; down is better. Probabilities are kept 1e-15 away from 0 and 1.
 *
 * @example
 * assert.equal(logLoss([1, 0], [0.5, 0.5]), Math.log(2));
 */
export function logLoss(isPositive: ArrayLike<number | boolean>, probabilities: ArrayLike<number>): number {
  checkPairs("the logarithmic loss", isPositive, probabilities);
  return mean(probabilities.length, (i) => {
    const inside = Math.min(Math.max(probabilities[i], LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
    return -Math.log(isPositive[i] ? inside : 1 - inside);
  });
}

/**
 * Root of the mean squared error, in the unit of the target. 0 is perfect, down is better.
 *
 * @example
 * assert.equal(rmse([1, 2], [1, 4]), Math.sqrt(2));
 */
export function rmse(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  checkPairs("the root mean squared error", actual, predicted);
  return Math.sqrt(mean(actual.length, (i) => (actual[i] - predicted[i]) ** 2));
}

/**
 * The share of the target's variance that the predictions explain: 1 - (mean squared error) / (variance). 1 is perfect, 0
 * is as good as the mean of the actual values, below 0 is worse.
 *
 * Throws a RangeError when the actual values do not vary.
 *
 * @example
 * assert.equal(r2([1, 2, 3], [1, 2, 3]), 1);
 * assert.equal(r2([1, 2, 3], [2, 2, 2]), 0);
 */
export function r2(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  checkPairs("R2", actual, predicted);
  const centre = mean(actual.length, (i) => actual[i]);
  const variance = mean(actual.length, (i) => (actual[i] - centre) ** 2);
  if (variance === 0)
    throw new RangeError(`Cannot compute R2: all ${count(actual.length, "actual value")} are ${actual[0]}, they must vary`);
  return 1 - mean(actual.length, (i) => (actual[i] - predicted[i]) ** 2) / variance;
}

/**
 * The share of rows whose prediction is right. 0 to 1, up is better; read it against the share of the commonest class.
 *
 * @example
 * assert.equal(accuracy(["a", "b", "b", "a"], ["a", "b", "a", "a"]), 0.75);
 */
export function accuracy<Label extends string | number | boolean>(actual: ArrayLike<Label>, predicted: ArrayLike<Label>): number {
  checkPairs("the accuracy", actual, predicted);
  return mean(actual.length, (i) => (actual[i] === predicted[i] ? 1 : 0));
}

function mean(length: number, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += value(i);
  return sum / length;
}

function checkPairs(what: string, actual: ArrayLike<unknown>, predicted: ArrayLike<unknown>): void {
  if (actual.length !== predicted.length) {
    throw new RangeError(
      `Cannot compute ${what}: ${actual.length} actual and ${predicted.length} predicted values, one is needed for each`,
    );
  }
  if (actual.length === 0) throw new RangeError(`Cannot compute ${what}: there are no rows, at least one is needed`);
  for (let i = 0; i < predicted.length; i++) {
    if (!Number.isNaN(actual[i]) && !Number.isNaN(predicted[i])) continue;
    throw new RangeError(`Cannot compute ${what}: row ${i} has a missing value. Leave out rows without an actual value`);
  }
}
