/** Least squares and logistic regression with standard errors: for what a statistician reads off a model, not for prediction. */

import { inverseDiagonal, solvePositiveDefinite } from "./cholesky";
import type { Matrix } from "./design";

export interface Regression {
  /** One for each column of the design. */
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  /** The fitted mean of each row. */
  readonly means: Float64Array;
}

const MOST_ROUNDS = 40;
/** Keeps the equations solvable when inputs coincide or classes are separable; far below any standard error of interest. */
const RIDGE = 1e-3;

/**
 * Fits the means by Newton's method, with a penalty of 0.0005 times the sum of squared coefficients. Standard errors are those of the maximum
 * likelihood estimate: the roots of the diagonal of (X' W X)^-1, times the residual standard deviation for least squares.
 *
 * Source: McCullagh and Nelder, "Generalized Linear Models" (2nd edition), section 2.5.
 */
export function fitGeneralised(design: Matrix, labels: Float64Array, family: "linear" | "logistic"): Regression {
  const size = design.columns;
  let coefficients: Float64Array = new Float64Array(size);
  let curvature: Float64Array = new Float64Array(size * size);
  let loss = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const at = derivatives(design, labels, coefficients, family);
    curvature = at.curvature;
    const step = solvePositiveDefinite(curvature.slice(), at.gradient);
    const moved = halved(design, labels, family, coefficients, step, at.loss);
    if (moved === undefined) break;
    coefficients = moved.coefficients;
    const gained = at.loss - moved.loss;
    loss = moved.loss;
    if (family === "linear" || gained <= 1e-10 * (1 + Math.abs(loss))) break;
  }
  const last = derivatives(design, labels, coefficients, family);
  const freedom = Math.max(1, design.rows - size);
  const scale = family === "linear" ? (2 * last.residual) / freedom : 1;
  return {
    coefficients,
    standardErrors: inverseDiagonal(last.curvature.slice(), size).map((variance) => Math.sqrt(variance * scale)),
    means: last.means,
  };
}

interface Derivatives {
  readonly loss: number;
  /** The loss without the penalty. */
  readonly residual: number;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly means: Float64Array;
}

function derivatives(
  { values, rows, columns }: Matrix,
  labels: Float64Array,
  weights: Float64Array,
  family: "linear" | "logistic",
): Derivatives {
  const gradient = weights.map((weight) => RIDGE * weight);
  const curvature = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) curvature[j * columns + j] = RIDGE;
  const means = new Float64Array(rows);
  let residual = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += values[at + j] * weights[j];
    const mean = family === "linear" ? sum : 1 / (1 + Math.exp(-sum));
    const slope = family === "linear" ? 1 : mean * (1 - mean);
    const error = mean - labels[i];
    means[i] = mean;
    residual += family === "linear" ? (error * error) / 2 : logisticLoss(sum, labels[i]);
    for (let a = 0; a < columns; a++) {
      const value = values[at + a];
      if (value === 0) continue;
      gradient[a] += error * value;
      const scaled = slope * value;
      for (let b = 0; b <= a; b++) curvature[a * columns + b] += scaled * values[at + b];
    }
  }
  return { loss: residual + penaltyOf(weights), residual, gradient, curvature, means };
}

function penaltyOf(weights: Float64Array): number {
  return (RIDGE / 2) * weights.reduce((sum, weight) => sum + weight * weight, 0);
}

function logisticLoss(sum: number, label: number): number {
  return Math.max(sum, 0) - sum * label + Math.log1p(Math.exp(-Math.abs(sum)));
}

/** The step, halved until the loss does not rise; undefined when no step helps. */
function halved(
  { values, rows, columns }: Matrix,
  labels: Float64Array,
  family: "linear" | "logistic",
  weights: Float64Array,
  step: Float64Array,
  before: number,
): { coefficients: Float64Array; loss: number } | undefined {
  for (let shrink = 1; shrink > 1e-4; shrink /= 2) {
    const coefficients = Float64Array.from(weights, (weight, j) => weight - shrink * step[j]);
    let loss = penaltyOf(coefficients);
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += values[i * columns + j] * coefficients[j];
      loss += family === "linear" ? (sum - labels[i]) ** 2 / 2 : logisticLoss(sum, labels[i]);
    }
    if (loss <= before) return { coefficients, loss };
  }
  return undefined;
}
