import { afterAll, expect, it } from "vitest";
import type { Engine } from "../../lib/argn/engine";
import { createTfjsEngine } from "../../lib/argn/tfjs/tfjs-engine";
import { createWasmEngine } from "../../lib/argn/wasm/wasm-engine";
import { Rng } from "../../lib/base/random";
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
