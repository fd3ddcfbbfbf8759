/** What every learner of this folder gives back, and what it is asked. */

import type { Table } from "../table/table";

/** What is learnt: a class out of several, or a number. */
export type PredictionTask = "classification" | "regression";

/** The question put to a learner. */
export interface PredictionQuestion {
  /** The column to predict. Training rows in which it is missing are left out. */
  readonly target: string;
  readonly task: PredictionTask;
  /** The columns to predict from; all others by default. */
  readonly features?: readonly string[];
}

/** The share of the work that a column does in a model: the shares of all columns sum to 1, or are all 0. */
export interface Importance {
  readonly column: string;
  readonly importance: number;
}

/** A trained model that predicts one column from the others. */
export interface Predictor {
  readonly target: string;
  readonly task: PredictionTask;
  /** The classes in ascending order, the last of two being the positive one; empty for regression. */
  readonly classes: readonly string[];
  /** The features, the most important first. */
  readonly importances: readonly Importance[];
  /**
   * One number a row. Two classes: the probability of the second. More: the index of the likeliest class.
   * Regression: the predicted value, in the unit of the target (milliseconds since 1970 for datetimes).
   */
  predict(table: Table): Promise<Float64Array>;
  /** The probability of every class, row by row: entry `row * classes.length + k`. Throws a TypeError for regression. */
  probabilities(table: Table): Promise<Float64Array>;
  /** Frees what the model holds; it can't predict afterwards. Safe to call twice. */
  dispose(): Promise<void>;
}
