import * as tf from "@tensorflow/tfjs-core";
import { afterAll, expect, it } from "vitest";
import { visibleSubColumns } from "../../lib/argn/blueprint";
import type { Engine } from "../../lib/argn/engine";
import { startBackend } from "../../lib/argn/tfjs/backend";
import { layOut } from "../../lib/argn/tfjs/batched-layout";
import { BatchedNetwork } from "../../lib/argn/tfjs/batched-network";
import { Parameters } from "../../lib/argn/tfjs/parameters";
import { createTfjsEngine, lossAndGradients } from "../../lib/argn/tfjs/tfjs-engine";
import { createWasmEngine } from "../../lib/argn/wasm/wasm-engine";
import { Rng } from "../../lib/base/random";
import { gradientsOf } from "./wasm/gradients-of";
import { blueprintOf, largestDifference, randomRows, randomWeights, range } from "./wasm/networks";

const engines: Engine[] = [];
afterAll(() => Promise.all(engines.map((engine) => engine.dispose())));

it.each(["S", "M", "L"] as const)(
  "both engines give the same losses, weights, likelihoods, probabilities and draws: size %s",
  async (size) => {
    const blueprint = blueprintOf([[7, 3], [2], [40], [5], [12, 10, 10], [1]], size);
    const weights = randomWeights(blueprint);
    const table = randomRows(blueprint, 300);
    const rng = new Rng(8);
    const steps = Array.from({ length: 8 }, () => ({ rows: rng.permutation(300).slice(0, 64), order: rng.permutation(6), dropoutSeed: 1 }));
    const order = rng.permutation(6);
    const both = [];
    for (const engine of [await createWasmEngine({ blueprint, weights, threads: 0 }), await createTfjsEngine({ blueprint, weights })]) {
      engines.push(engine);
      await engine.setTrainingCodes(table);
      const losses = await engine.train(steps, 0.003);
      const drawn = { rowCount: 200, codes: table.codes.map((codes) => codes.slice(0, 200)) };
      const draws = [4, 0, 1].map((subColumn) => ({ subColumn, temperature: 0.8, topP: 0.9, fixed: undefined }));
      await engine.sample({ table: drawn, known: [2, 3], draws, seed: 3, firstRow: 7 });
      const likelihoods = await engine.logLikelihood(table, order);
      const probabilities = await engine.probabilities(table, [0, 3], 5);
      both.push({ losses, likelihoods, probabilities, drawn, weights: await engine.weights() });
    }
    const [wasm, tfjs] = both;
    expect(largest(wasm.losses, tfjs.losses)).toBeLessThan(1e-3);
    expect(largest(wasm.likelihoods, tfjs.likelihoods)).toBeLessThan(1e-2);
    expect(largest(wasm.probabilities, tfjs.probabilities)).toBeLessThan(1e-3);
    // AdamW divides by the size of a gradient: where it is near zero, rounding shows most
    expect(largestDifference(wasm.weights, tfjs.weights)).toBeLessThan(0.02);
    expect(meanDifference(wasm.weights, tfjs.weights)).toBeLessThan(1e-5);
    const different = [4, 0, 1].map((j) => Array.from(range(200)).filter((i) => wasm.drawn.codes[j][i] !== tfjs.drawn.codes[j][i]).length);
    expect(Math.max(...different)).toBeLessThanOrEqual(2);
  },
);

it.each(["S", "M", "L"] as const)(
  "losses of a step agree to 1e-5, and gradients: wasm, plain JavaScript, TensorFlow.js by column and batched: size %s",
  async (size) => {
    await startBackend();
    const blueprint = blueprintOf([[7, 3], [2], [40], [5], [12, 10, 10], [1], [90]], size);
    const weights = randomWeights(blueprint);
    const table = randomRows(blueprint, 64);
    const rng = new Rng(5);
    for (let trial = 0; trial < 3; trial++) {
      const step = { rows: range(64), order: rng.permutation(7), dropoutSeed: 1 };
      const wasm = await gradientsOf(blueprint, weights, table, step);
      const javascript = await gradientsOf(blueprint, weights, table, step, "javascript");
      const parameters = new Parameters(blueprint, weights);
      const batch = table.codes.map((codes) => tf.tensor1d(codes, "int32"));
      const byColumn = tf.tidy(() => {
        const { loss, gradients } = lossAndGradients(blueprint, parameters, batch, step.order, 1);
        return { loss: loss.dataSync()[0], gradient: parameters.flatten(gradients).dataSync() };
      });
      const network = new BatchedNetwork(layOut(blueprint));
      const batched = tf.tidy(() => {
        const { loss, gradient } = network.lossAndGradient(
          parameters.values,
          table.codes,
          visibleSubColumns(blueprint, step.order),
          () => undefined,
        );
        return { loss: loss.dataSync()[0], gradient: gradient.dataSync() };
      });
      for (const { loss } of [javascript, byColumn, batched]) expect(Math.abs(loss / wasm.loss - 1)).toBeLessThan(1e-5);
      const exact = Float32Array.from(Array.from(weights.keys()).flatMap((name) => Array.from(wasm.gradients.get(name) ?? [])));
      expect(largestDifference(wasm.gradients, javascript.gradients)).toBeLessThan(1e-5);
      expect(largest(exact, byColumn.gradient)).toBeLessThan(1e-5);
      expect(largest(exact, batched.gradient)).toBeLessThan(1e-5);
      expect(exact.some((value) => Math.abs(value) > 0.01)).toBe(true);
      parameters.dispose();
      network.dispose();
      tf.dispose(batch);
    }
  },
);

function largest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

function meanDifference(a: ReadonlyMap<string, Float32Array>, b: ReadonlyMap<string, Float32Array>): number {
  let sum = 0;
  let count = 0;
  for (const [name, values] of a) {
    values.forEach((value, i) => (sum += Math.abs(value - (b.get(name)?.[i] ?? NaN))));
    count += values.length;
  }
  return sum / count;
}
