/** Boosted trees and random forests: strong learners for tables as they come. */

import { checkOptions } from "../base/check";
import { Rng } from "../base/random";
import type { Table } from "../table/table";
import { featuresOf } from "./check-question";
import { labelsOf } from "./labels";
import type { Importance, PredictionQuestion, Predictor } from "./predictor";
import { fitTreeFeatures, type TreeFeatures } from "./tree-features";
import { type HostedTrees, hostTrees } from "./tree-thread";
import type { TreeFamily, TreeJob } from "./ydf";

export interface TreeOptions extends PredictionQuestion {
  /** Fixes the order in which the learner meets the rows, and so which of them steer early stopping (1). */
  readonly seed?: number | string;
  /** Stops the training; the promise then rejects with an AbortError. */
  readonly signal?: AbortSignal;
  /** "own": a thread of its own, the event loop stays free (default). "this": in the calling thread. */
  readonly thread?: "own" | "this";
}

/**
 * Trains gradient boosted trees: small trees added up, each correcting the ones before. The strongest ready-made
 * learner for tables, hence the judge of usefulness (train on synthetic, test on real) and of realism (discriminator).
 *
 * Depth 6, learning rate 0.1, at most 300 trees; a tenth of the rows is set aside and training stops when the loss on
 * it has not fallen for 30 trees. The library behind it fixes these settings. Missing cells and words never seen are
 * allowed everywhere but in the target. Same rows and seed, same model.
 *
 * Throws a RangeError when the target has fewer than two classes or more than 100, or is known in fewer than two rows; a
 * TypeError when regression is asked of strings.
 *
 * Source: Friedman, "Greedy function approximation: a gradient boosting machine" (2001), algorithms 3 and 5.
 *
 * @example
 * const ages = Array.from({ length: 200 }, (_, i) => i % 80);
 * const people = Table.of({ age: ages, adult: ages.map((age) => age >= 18) });
 * const model = await trainBoostedTrees(people, { target: "adult", task: "classification" });
 * const [child, adult] = await model.predict(Table.of({ age: [5, 60] }));
 * assert.ok(child < 0.2 && adult > 0.8);
 * await model.dispose();
 */
export function trainBoostedTrees(table: Table, options: TreeOptions): Promise<Predictor> {
  return trainFamily("boosted", "Cannot train boosted trees", table, options);
}

/**
 * Trains a random forest: 300 deep trees, each on a resampled table and a random choice of columns, averaged. Some
 * three times slower than boosted trees and rarely better; it errs in other ways, which is why it is here.
 *
 * The settings are those of the library. Errors as for `trainBoostedTrees`.
 *
 * Source: Breiman, "Random forests" (2001).
 *
 * @example
 * const sizes = Array.from({ length: 100 }, (_, i) => i);
 * const flats = Table.of({ size: sizes, rent: sizes.map((size) => 10 * size) });
 * const model = await trainRandomForest(flats, { target: "rent", task: "regression" });
 * const [rent] = await model.predict(Table.of({ size: [50] }));
 * assert.ok(Math.abs(rent - 500) < 50);
 * await model.dispose();
 */
export function trainRandomForest(table: Table, options: TreeOptions): Promise<Predictor> {
  return trainFamily("forest", "Cannot train a random forest", table, options);
}

async function trainFamily(family: TreeFamily, action: string, table: Table, options: TreeOptions): Promise<Predictor> {
  checkOptions(action, options, ["target", "task", "features", "seed", "signal", "thread"]);
  const features = featuresOf(action, table, options);
  const labels = labelsOf(action, table, options);
  const order = new Rng(options.seed ?? 1).fork("rows").permutation(labels.rows.length);
  const rows = table.select(features).take(order.map((i) => labels.rows[i]));
  const coder = fitTreeFeatures(rows, features);
  const scale = options.task === "regression" ? scaleOf(labels.values) : { centre: 0, spread: 1 };
  const job: TreeJob = {
    family,
    task: options.task,
    classCount: labels.classes.length,
    labels: Float64Array.from(order, (i) => (labels.values[i] - scale.centre) / scale.spread),
    inputs: coder.inputs(action, rows),
    columnCount: features.length,
  };
  const trees = await hostTrees(job, action, options.signal, options.thread === "this");
  return predictorOf(options, labels.classes, coder, trees, scale);
}

interface Scale {
  readonly centre: number;
  readonly spread: number;
}

/** The learner works in single precision: targets go to it around 0, spread by 1. */
function scaleOf(values: Float64Array): Scale {
  let centre = 0;
  for (const value of values) centre += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - centre) ** 2 / values.length;
  return { centre, spread: variance > 0 && Number.isFinite(variance) ? Math.sqrt(variance) : 1 };
}

function predictorOf(
  { target, task }: PredictionQuestion,
  classes: readonly string[],
  coder: TreeFeatures,
  trees: HostedTrees,
  scale: Scale,
): Predictor {
  const raw = (table: Table): Promise<Float64Array> => {
    const inputs = coder.inputs(`Cannot predict "${target}"`, table);
    return table.rowCount === 0 ? Promise.resolve(new Float64Array(0)) : trees.predict(inputs, table.rowCount);
  };
  return {
    target,
    task,
    classes,
    importances: importancesOf(coder.columns, trees.gains),
    predict: async (table) => {
      const values = await raw(table);
      if (classes.length > 2) return likeliest(values, classes.length);
      return task === "classification" ? values : values.map((value) => scale.centre + scale.spread * value);
    },
    probabilities: async (table) => {
      if (task === "regression")
        throw new TypeError(`Cannot give probabilities of "${target}": regression predicts a value, use predict()`);
      const values = await raw(table);
      return classes.length > 2 ? values : bothSides(values);
    },
    dispose: () => trees.dispose(),
  };
}

/** The index of the largest of each row's probabilities. */
export function likeliest(probabilities: Float64Array, classCount: number): Float64Array {
  return Float64Array.from({ length: probabilities.length / classCount }, (_, row) => {
    const own = probabilities.subarray(row * classCount, (row + 1) * classCount);
    return own.indexOf(Math.max(...own));
  });
}

/** From the probability of the second class to those of both. */
export function bothSides(second: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * second.length }, (_, i) => (i % 2 === 1 ? second[i >> 1] : 1 - second[i >> 1]));
}

/** Weights as shares, the largest first. */
export function importancesOf(columns: readonly string[], weights: Float64Array): readonly Importance[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return columns
    .map((column, i) => ({ column, importance: total > 0 ? weights[i] / total : 0 }))
    .sort((a, b) => b.importance - a.importance);
}
