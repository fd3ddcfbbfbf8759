/** The engine in TensorFlow.js: the readable statement of the network, for any backend. */

import * as tf from "@tensorflow/tfjs-core";
import { breather } from "../../base/abort";
import { type Blueprint, inputOffsets, visibleSubColumns } from "../blueprint";
import { type CodeTable, drawUniform, type Engine, type EngineOptions, type SampleRequest, type Step } from "../engine";
import { adjustProbabilities, drawCode } from "../sample/draw-code";
import { isAccelerator, startBackend } from "./backend";
import { layOut } from "./batched-layout";
import { BatchedNetwork } from "./batched-network";
import { dropoutOf } from "./dropout-mask";
import { backward, type Dropout, embed, forward, logSoftmax, visibilityMask } from "./network";
import { Parameters } from "./parameters";
import { segmentSum } from "./segment-sum";

const ROWS_A_BLOCK = 4096;
const NO_DROPOUT: Dropout = () => undefined;

/** All sub-columns at once, or one after another. */
export type TfjsForm = "batched" | "by column";

export interface TfjsEngineOptions extends EngineOptions {
  /** By default batched where an accelerator computes: launching its kernels takes longer than what they do. */
  readonly form?: TfjsForm;
}

/** Starts TensorFlow.js and puts the network on its fastest backend. */
export async function createTfjsEngine({ blueprint, weights, form }: TfjsEngineOptions): Promise<Engine> {
  const backend = await startBackend();
  const parameters = new Parameters(blueprint, weights);
  const chosen = form ?? (isAccelerator(backend) ? "batched" : "by column");
  const network = chosen === "batched" && blueprint.subColumns.length > 0 ? new BatchedNetwork(layOut(blueprint)) : undefined;
  let training: CodeTable = { rowCount: 0, codes: [] };
  return {
    name: "tfjs",
    description: `TensorFlow.js on its ${backend} backend, ${chosen}`,
    setTrainingCodes: (table) => Promise.resolve(void (training = table)),
    async train(steps, learningRate) {
      refusePrivacy(steps);
      const losses = new Float64Array(steps.length);
      const breathe = breather();
      for (const [s, step] of steps.entries()) {
        losses[s] = trainStep(blueprint, parameters, network, training, step, learningRate);
        await breathe();
      }
      return losses;
    },
    logLikelihood: (table, order, only) => logLikelihood(blueprint, parameters, table, order, only),
    sample: (request) => sample(blueprint, parameters, request),
    probabilities: (table, visible, subColumn) => probabilities(blueprint, parameters, table, visible, subColumn),
    weights: () => parameters.read(),
    setWeights: (next) => Promise.resolve(parameters.write(next)),
    optimiser: () => parameters.optimiser(),
    setOptimiser: (state) => Promise.resolve(parameters.setOptimiser(state)),
    async dispose() {
      parameters.dispose();
      network?.dispose();
    },
  };
}

/** A step without its noise would break a promise in silence. */
function refusePrivacy(steps: readonly Step[]): void {
  if (steps.every(({ privacy }) => privacy === undefined)) return;
  throw new RangeError(
    'Cannot train privately on TensorFlow.js: it sums the gradients of a batch before they could be clipped row by row. Use the engine "wasm"',
  );
}

/** Forward, backward and update on one batch; gives the loss in nats per row. */
function trainStep(
  blueprint: Blueprint,
  parameters: Parameters,
  network: BatchedNetwork | undefined,
  training: CodeTable,
  { rows, order, dropoutSeed }: Step,
  learningRate: number,
): number {
  const loss = tf.tidy(() => {
    if (network === undefined) {
      const { loss, gradients } = lossAndGradients(blueprint, parameters, rowsOf(training, rows), order, dropoutSeed);
      parameters.update(parameters.flatten(gradients), learningRate);
      return tf.keep(loss);
    }
    const codes = training.codes.map((column) => gather(column, rows));
    const dropout = dropoutOf(blueprint.dropout, dropoutSeed);
    const visible = visibleSubColumns(blueprint, order);
    const { loss, gradient } = network.lossAndGradient(parameters.values, codes, visible, (height, width) => dropout([height, width]));
    parameters.update(gradient, learningRate);
    return tf.keep(loss);
  });
  const [value] = loss.dataSync();
  loss.dispose();
  return value;
}

/** The mean loss of a batch and its gradient with respect to every parameter, by name. */
export function lossAndGradients(
  blueprint: Blueprint,
  parameters: Parameters,
  batch: readonly tf.Tensor1D[],
  order: Int32Array,
  dropoutSeed: number,
): { loss: tf.Scalar; gradients: Map<string, tf.Tensor> } {
  const rows = batch[0].shape[0];
  const dropout = dropoutOf(blueprint.dropout, dropoutSeed);
  const visible = visibleSubColumns(blueprint, order);
  const embedded = embed(blueprint, parameters, batch); // [B, E]
  const oneHots = blueprint.subColumns.map(({ cardinality }, j) => oneHot(batch[j], cardinality)); // J x [B, K_j]
  const gradients = new Map<string, tf.Tensor>();
  let loss: tf.Scalar = tf.scalar(0);
  let embeddedGradient: tf.Tensor2D = tf.zerosLike(embedded); // [B, E]
  blueprint.subColumns.forEach((_, j) => {
    const mask = visibilityMask(blueprint, visible[j]); // [E]
    const pass = forward(parameters, blueprint, j, tf.mul(embedded, mask), dropout);
    const logShares = logSoftmax(pass.logits); // [B, K]
    loss = tf.sub(loss, tf.div(tf.sum(tf.mul(logShares, oneHots[j])), rows));
    const logitsGradient: tf.Tensor2D = tf.div(tf.sub(tf.exp(logShares), oneHots[j]), rows); // [B, K]
    const inputGradient = backward(pass, logitsGradient, gradients); // [B, E]
    embeddedGradient = tf.add(embeddedGradient, tf.mul(inputGradient, mask));
  });
  const offsets = inputOffsets(blueprint);
  blueprint.subColumns.forEach(({ embeddingWidth }, j) => {
    const part = tf.slice2d(embeddedGradient, [0, offsets[j]], [rows, embeddingWidth]); // [B, E_j]
    gradients.set(`embedding/${j}`, segmentSum(part, batch[j], blueprint.subColumns[j].cardinality)); // [K_j, E_j]
  });
  return { loss, gradients };
}

async function logLikelihood(
  blueprint: Blueprint,
  parameters: Parameters,
  table: CodeTable,
  order: Int32Array,
  only: readonly number[] = blueprint.subColumns.map((_, j) => j),
): Promise<Float64Array> {
  const visible = visibleSubColumns(blueprint, order);
  const result = new Float64Array(table.rowCount);
  const breathe = breather();
  for (let start = 0; start < table.rowCount; start += ROWS_A_BLOCK) {
    const rows = range(start, Math.min(start + ROWS_A_BLOCK, table.rowCount));
    const block = tf.tidy(() => {
      const batch = rowsOf(table, rows);
      const embedded = embed(blueprint, parameters, batch); // [B, E]
      let total: tf.Tensor1D = tf.zeros([rows.length]);
      for (const j of only) {
        const seen: tf.Tensor2D = tf.mul(embedded, visibilityMask(blueprint, visible[j])); // [B, E]
        const logShares = logSoftmax(forward(parameters, blueprint, j, seen, NO_DROPOUT).logits); // [B, K]
        total = tf.add(total, tf.sum(tf.mul(logShares, oneHot(batch[j], blueprint.subColumns[j].cardinality)), 1));
      }
      return total; // [B]
    });
    result.set(await block.data(), start);
    block.dispose();
    await breathe();
  }
  return result;
}

async function sample(blueprint: Blueprint, parameters: Parameters, request: SampleRequest): Promise<void> {
  const { table, draws, seed, firstRow } = request;
  const breathe = breather();
  for (let start = 0; start < table.rowCount; start += ROWS_A_BLOCK) {
    const rows = range(start, Math.min(start + ROWS_A_BLOCK, table.rowCount));
    const visible = [...request.known];
    for (const draw of draws) {
      const j = draw.subColumn;
      const shares = await blockProbabilities(blueprint, parameters, table, rows, visible, j); // [B, K]
      const cardinality = blueprint.subColumns[j].cardinality;
      for (let b = 0; b < rows.length; b++) {
        const row = shares.subarray(b * cardinality, (b + 1) * cardinality);
        adjustProbabilities(row, draw);
        table.codes[j][start + b] = drawCode(row, drawUniform(seed, firstRow + start + b, j));
      }
      visible.push(j);
      await breathe();
    }
  }
}

async function probabilities(
  blueprint: Blueprint,
  parameters: Parameters,
  table: CodeTable,
  visible: readonly number[],
  subColumn: number,
): Promise<Float32Array> {
  const { cardinality } = blueprint.subColumns[subColumn];
  const result = new Float32Array(table.rowCount * cardinality);
  for (let start = 0; start < table.rowCount; start += ROWS_A_BLOCK) {
    const rows = range(start, Math.min(start + ROWS_A_BLOCK, table.rowCount));
    result.set(await blockProbabilities(blueprint, parameters, table, rows, visible, subColumn), start * cardinality);
  }
  return result;
}

/** The shares of sub-column j for some rows, [B, K] row-major. Only visible sub-columns are read: the others may hold anything. */
async function blockProbabilities(
  blueprint: Blueprint,
  parameters: Parameters,
  table: CodeTable,
  rows: Int32Array,
  visible: readonly number[],
  j: number,
): Promise<Float32Array> {
  const shares = tf.tidy(() => {
    const batch = table.codes.map((codes, i) =>
      tf.tensor1d(visible.includes(i) ? gather(codes, rows) : new Int32Array(rows.length), "int32"),
    );
    const seen: tf.Tensor2D = tf.mul(embed(blueprint, parameters, batch), visibilityMask(blueprint, visible)); // [B, E]
    return tf.exp(logSoftmax(forward(parameters, blueprint, j, seen, NO_DROPOUT).logits)); // [B, K]
  });
  const values = Float32Array.from(await shares.data());
  shares.dispose();
  return values;
}

function rowsOf(table: CodeTable, rows: Int32Array): tf.Tensor1D[] {
  return table.codes.map((codes) => tf.tensor1d(gather(codes, rows), "int32")); // J x [B]
}

function oneHot(codes: tf.Tensor1D, cardinality: number): tf.Tensor2D {
  // tf.oneHot() takes two codes at least
  if (cardinality === 1) return tf.ones([codes.shape[0], 1]); // [B, 1]
  // cast afterwards: the WebAssembly backend writes integers whatever type is asked for
  const integers: tf.Tensor2D = tf.reshape(tf.oneHot(codes, cardinality), [codes.shape[0], cardinality]);
  return tf.cast(integers, "float32"); // [B, K]
}

function gather(codes: Int32Array, rows: Int32Array): Int32Array {
  const gathered = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = codes[rows[i]];
  return gathered;
}

function range(start: number, end: number): Int32Array {
  return Int32Array.from({ length: end - start }, (_, i) => start + i);
}
