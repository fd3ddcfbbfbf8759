import { describe, expect, it } from "vitest";
import type { Step, Weights } from "../../../lib/argn/engine";
import { createWasmEngine } from "../../../lib/argn/wasm/wasm-engine";
import { Rng } from "../../../lib/base/random";
import { gradientsOf, leaderOf } from "./gradients-of";
import { blueprintOf, largestDifference, randomRows, randomWeights, range } from "./networks";

const plain = { noiseMultiplier: 0, expectedBatchSize: 100 };

function lengthOf(gradients: Weights): number {
  return Math.sqrt(
    Array.from(gradients.values()).reduce((sum, values) => sum + values.reduce((part, value) => part + value * value, 0), 0),
  );
}

/** The one-by-one loop: each row's gradient on its own, clipped, added up, divided by the expected batch size. */
async function clippedOneByOne(
  gradientOfRow: (row: number) => Promise<Weights>,
  rows: Int32Array,
  clip: number,
): Promise<{ sum: Weights; lengths: number[] }> {
  const sum = new Map<string, Float32Array>();
  const lengths: number[] = [];
  for (const row of rows) {
    const gradients = await gradientOfRow(row);
    const length = lengthOf(gradients);
    lengths.push(length);
    for (const [name, values] of gradients) {
      const total = sum.get(name) ?? new Float32Array(values.length);
      values.forEach((value, i) => (total[i] += (value * Math.min(1, clip / length)) / plain.expectedBatchSize));
      sum.set(name, total);
    }
  }
  return { sum, lengths };
}

describe("a private step without noise equals the one-by-one loop", () => {
  it.each(["S", "M", "L"] as const)("size %s: clipped sum of gradients", async (size) => {
    const blueprint = blueprintOf([[7, 3], [2], [30], [1]], size);
    const table = randomRows(blueprint, 60);
    const leader = await leaderOf(blueprint, randomWeights(blueprint), table);
    const step = { rows: range(60), order: Int32Array.of(2, 0, 3, 1), dropoutSeed: 1 };
    const gradientOfRow = async (row: number) => (await leader.trainer.gradients({ ...step, rows: Int32Array.of(row) })).gradients;
    const { lengths } = await clippedOneByOne(gradientOfRow, step.rows, 1);
    // some rows are clipped, some are not
    const clip = lengths.slice().sort((a, b) => a - b)[30];
    const { sum } = await clippedOneByOne(gradientOfRow, step.rows, clip);
    const { gradients, loss } = await leader.trainer.gradients({ ...step, privacy: { ...plain, clip } });
    expect(largestDifference(gradients, sum)).toBeLessThan(1e-6);
    expect(lengthOf(sum)).toBeGreaterThan(0.01);
    expect(loss).toBeCloseTo((await leader.trainer.gradients(step)).loss, 5);
  });

  it("with a clip beyond all lengths it is the plain gradient, dropout and several chunks included", async () => {
    for (const size of ["M", "L"] as const) {
      const blueprint = blueprintOf([[7, 3], [2], [30]], size, 0.25);
      const leader = await leaderOf(blueprint, randomWeights(blueprint), randomRows(blueprint, 400));
      const step = { rows: range(200), order: Int32Array.of(2, 0, 1), dropoutSeed: 5 };
      const whole = await leader.trainer.gradients(step);
      const clipped = await leader.trainer.gradients({ ...step, privacy: { clip: 1e9, noiseMultiplier: 0, expectedBatchSize: 200 } });
      expect(largestDifference(clipped.gradients, whole.gradients)).toBeLessThan(1e-5);
      const long = { ...step, rows: range(400) };
      const both = await leader.trainer.gradients({ ...long, privacy: { clip: 0.5, noiseMultiplier: 0, expectedBatchSize: 1 } });
      // no row can add more than the clip
      expect(lengthOf(both.gradients)).toBeLessThan(400 * 0.5);
    }
  });

  it("each row's measured length is the length of its gradient, to 1e-5", async () => {
    const blueprint = blueprintOf([[7, 3], [2], [30]], "M", 0.25);
    const leader = await leaderOf(blueprint, randomWeights(blueprint), randomRows(blueprint, 20));
    for (const row of range(20)) {
      const step = { rows: Int32Array.of(row), order: Int32Array.of(2, 0, 1), dropoutSeed: 5 };
      // clipped to length 1, what is left has length 1 exactly when the length was measured right
      const { gradients } = await leader.trainer.gradients({
        ...step,
        privacy: { clip: 0.001, noiseMultiplier: 0, expectedBatchSize: 0.001 },
      });
      expect(lengthOf(gradients)).toBeCloseTo(1, 5);
    }
  });
});

it("plain JavaScript kernels give the same clipped and noisy gradients", async () => {
  for (const [size, dropout] of [
    ["M", 0],
    ["L", 0.25],
  ] as const) {
    const blueprint = blueprintOf([[7, 3], [2], [30]], size, dropout);
    const [weights, table] = [randomWeights(blueprint), randomRows(blueprint, 140)];
    const privacy = { clip: 0.5, noiseMultiplier: 0.7, expectedBatchSize: 140, noiseSeed: 3 };
    const step = { rows: range(140), order: Int32Array.of(2, 0, 1), dropoutSeed: 5, privacy };
    const simd = await gradientsOf(blueprint, weights, table, step);
    const javascript = await gradientsOf(blueprint, weights, table, step, "javascript");
    expect(simd.loss).toBeCloseTo(javascript.loss, 5);
    expect(largestDifference(simd.gradients, javascript.gradients)).toBeLessThan(1e-6);
  }
});

describe("the noise of a private step", () => {
  const blueprint = blueprintOf([[50, 3], [20], [11]], "M");
  const weights = randomWeights(blueprint);
  const table = randomRows(blueprint, 10);
  const none: Step = { rows: new Int32Array(0), order: range(3), dropoutSeed: 1 };

  it("has deviation noiseMultiplier * clip / expectedBatchSize on every parameter, for an empty batch too", async () => {
    const leader = await leaderOf(blueprint, weights, table);
    const { gradients, loss } = await leader.trainer.gradients({
      ...none,
      privacy: { clip: 3, noiseMultiplier: 2, expectedBatchSize: 12, noiseSeed: 1 },
    });
    expect(loss).toBe(0);
    const values = Array.from(gradients.values()).flatMap((part) => Array.from(part));
    expect(values.every((value) => value !== 0)).toBe(true);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    expect(Math.abs(deviation / 0.5 - 1)).toBeLessThan(4 / Math.sqrt(2 * values.length));
    for (const part of gradients.values())
      if (part.length > 500)
        expect(Math.abs(part.reduce((a, b) => a + b, 0) / part.length)).toBeLessThan((5 * 0.5) / Math.sqrt(part.length));
  });

  it("comes from the system's entropy unless a seed is given, and never twice", async () => {
    const leader = await leaderOf(blueprint, weights, table);
    const privacy = { clip: 1, noiseMultiplier: 1, expectedBatchSize: 1 };
    const draw = async (noiseSeed?: number) =>
      (await leader.trainer.gradients({ ...none, privacy: { ...privacy, noiseSeed } })).gradients.get("output/2/weight");
    expect(await draw()).not.toEqual(await draw());
    expect(await draw(7)).toEqual(await draw(7));
    expect(await draw(7)).not.toEqual(await draw(8));
  });

  it("leaves padding alone: what pads embeddings and weights stays zero", async () => {
    const odd = blueprintOf([[5, 3], [2], [11]], "M", 0.25);
    const leader = await leaderOf(odd, randomWeights(odd), randomRows(odd, 50));
    const privacy = { clip: 1, noiseMultiplier: 1, expectedBatchSize: 50, noiseSeed: 3 };
    const steps = Array.from({ length: 3 }, (_, s) => ({ rows: range(50), order: range(3), dropoutSeed: s, privacy }));
    await leader.fulfil({ kind: "train", steps, learningRate: 0.01 });
    const { plan, heap } = leader.network;
    const at = (pointer: number, from: number, to: number): number[] =>
      Array.from(heap.floats.subarray(pointer / 4 + from, pointer / 4 + to));
    for (const { codes, width, ownWidth, embedding, hidden, output } of plan.subColumns) {
      expect(at(embedding, 0, ownWidth).every((value) => value !== 0)).toBe(true);
      for (let code = 0; code < codes; code++)
        expect(at(embedding, code * width + ownWidth, (code + 1) * width).every((value) => value === 0)).toBe(true);
      const { units, weight } = hidden[0];
      for (const { inputRow, width: rows, ownWidth: own } of plan.subColumns) {
        expect(at(weight, (inputRow + own) * units, (inputRow + rows) * units).every((value) => value === 0)).toBe(true);
      }
      for (let row = 0; row < output.inputs; row++) {
        expect(at(output.weight, row * output.units + codes, (row + 1) * output.units).every((value) => value === 0)).toBe(true);
      }
    }
  });
});

it("private steps give the same weights, bit for bit, for any number of threads and a given noise seed", async () => {
  const blueprint = blueprintOf([[7, 3], [2], [30], [5]], "M", 0.25);
  const weights = randomWeights(blueprint);
  const table = randomRows(blueprint, 300);
  const rng = new Rng(2);
  const steps = Array.from({ length: 6 }, () => ({
    rows: rng.permutation(300).slice(0, rng.integer(300)),
    order: rng.permutation(4),
    dropoutSeed: rng.uint32(),
    privacy: { clip: 1, noiseMultiplier: 1, expectedBatchSize: 150, noiseSeed: rng.uint32() },
  }));
  const results: Weights[] = [];
  for (const threads of [0, 1, 2, 3]) {
    const engine = await createWasmEngine({ blueprint, weights, threads });
    await engine.setTrainingCodes(table);
    await engine.train(steps, 0.01);
    results.push(await engine.weights());
    await engine.dispose();
  }
  for (const result of results) expect(largestDifference(result, results[0])).toBe(0);
  const javascript = await createWasmEngine({ blueprint, weights, threads: 0, kernels: "javascript" });
  await javascript.setTrainingCodes(table);
  await javascript.train(steps.slice(0, 1), 0.01);
  await javascript.dispose();
});

it("privacy settings that make no sense are named", async () => {
  const blueprint = blueprintOf([[3]]);
  const engine = await createWasmEngine({ blueprint, weights: randomWeights(blueprint), threads: 0 });
  await engine.setTrainingCodes(randomRows(blueprint, 3));
  const step = { rows: range(3), order: range(1), dropoutSeed: 1, privacy: { clip: 0, noiseMultiplier: 1, expectedBatchSize: 3 } };
  await expect(engine.train([step], 0.1)).rejects.toThrow("clip is 0");
  await engine.dispose();
});
