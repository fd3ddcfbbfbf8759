/**
 * Trees by Yggdrasil Decision Forests, compiled to WebAssembly (Guillame-Bert et al., "Yggdrasil Decision Forests: A
 * fast and extensible decision forests library", KDD 2023). One instance a model: its memory goes when the model goes.
 */

import type { Ydf, YdfModel } from "ydf-training";
import { messageOf } from "../base/errors";
import type { PredictionTask } from "./predictor";
import type { TreeInput } from "./tree-features";

export type TreeFamily = "boosted" | "forest";

/** What a tree learner learns from: plain numbers, so that it can be sent to another thread. */
export interface TreeJob {
  readonly family: TreeFamily;
  readonly task: PredictionTask;
  readonly classCount: number;
  /** One for each row: the index of the class, or the value. */
  readonly labels: Float64Array;
  readonly inputs: readonly TreeInput[];
  readonly columnCount: number;
}

/** A trained model in this thread. */
export interface TreeModel {
  /** How much each column reduced the loss, over all its splits; 0 for a column without a split. */
  readonly gains: Float64Array;
  /** Row-major; one number a row for two classes and regression, one a class otherwise. */
  predict(inputs: readonly TreeInput[], rowCount: number): Float64Array;
  free(): void;
}

const LABEL = "y";
const ROWS_AT_ONCE = 20_000;

/** Trains in this thread, which it blocks. */
export async function trainTrees(job: TreeJob): Promise<TreeModel> {
  const errors: string[] = [];
  const ydf = await loadYdf(errors);
  const model = fit(ydf, job, errors);
  const order = job.task === "classification" ? model.getLabelClasses().map(classOfName) : [];
  return {
    gains: gainsOf(model.describe(), job),
    predict: (inputs, rowCount) => predictAll(model, job, order, inputs, rowCount),
    free: () => model.unload(),
  };
}

/** A fresh instance. It puts listeners for uncaught errors on the process; they are taken off again. */
async function loadYdf(errors: string[]): Promise<Ydf> {
  const uncaught = process.listeners("uncaughtException");
  const unhandled = process.listeners("unhandledRejection");
  const { default: load } = await import("ydf-training");
  const loading = load({ print: () => undefined, printErr: (line) => void errors.push(line) });
  for (const added of process.listeners("uncaughtException")) if (!uncaught.includes(added)) process.off("uncaughtException", added);
  for (const added of process.listeners("unhandledRejection")) if (!unhandled.includes(added)) process.off("unhandledRejection", added);
  return loading;
}

function fit(ydf: Ydf, job: TreeJob, errors: readonly string[]): YdfModel {
  const Learner = job.family === "boosted" ? ydf.GradientBoostedTreesLearner : ydf.RandomForestLearner;
  try {
    return new Learner(LABEL, job.task.toUpperCase()).train({ ...dataOf(job.inputs, 0, job.labels.length), [LABEL]: labelsOf(job) });
  } catch (thrown) {
    const told = errors.filter((line) => !/^[IW]\d{4}/.test(line)).slice(-1);
    throw new Error(
      `Cannot train trees on ${job.labels.length} rows: the tree library stopped (${[messageOf(thrown), ...told].join("; ")})`,
    );
  }
}

function labelsOf({ task, labels }: TreeJob): (number | string)[] {
  return task === "classification" ? Array.from(labels, nameOfClass) : Array.from(labels);
}

function predictAll(model: YdfModel, job: TreeJob, order: readonly number[], inputs: readonly TreeInput[], rowCount: number): Float64Array {
  const width = job.classCount > 2 ? job.classCount : 1;
  const predicted = new Float64Array(rowCount * width);
  for (let start = 0; start < rowCount; start += ROWS_AT_ONCE) {
    const values = model.predict(dataOf(inputs, start, Math.min(rowCount, start + ROWS_AT_ONCE)));
    for (let i = 0; i < values.length; i++) {
      const row = start + Math.floor(i / width);
      if (width > 1) predicted[row * width + order[i % width]] = values[i];
      // of two classes the library gives the probability of its second one, which need not be ours
      else predicted[row] = job.task === "classification" && order[1] === 0 ? 1 - values[i] : values[i];
    }
  }
  return predicted;
}

function dataOf(inputs: readonly TreeInput[], start: number, end: number): Record<string, readonly (number | string)[]> {
  const cells = (input: TreeInput): (number | string)[] =>
    input.kind === "numerical"
      ? Array.from(input.values.subarray(start, end))
      : Array.from(input.values.subarray(start, end), (code) => `v${code}`);
  return Object.fromEntries(inputs.map((input) => [input.name, cells(input)]));
}

/** Reads the gains from the description, the one place where the library gives them. */
function gainsOf(description: string, job: TreeJob): Float64Array {
  const gains = new Float64Array(job.columnCount);
  const section = /Variable Importance: SUM_SCORE:\n((?:\s+\d+\..*\n)*)/.exec(description)?.[1] ?? "";
  for (const [, name, gain] of section.matchAll(/"(c\d+m?)"\s+([-+.\de]+)/g)) {
    const input = job.inputs.find((candidate) => candidate.name === name);
    if (input !== undefined) gains[input.source] += Math.max(0, Number(gain));
  }
  return gains;
}

function nameOfClass(index: number): string {
  return `k${index}`;
}

function classOfName(name: string): number {
  return Number(name.slice(1));
}
