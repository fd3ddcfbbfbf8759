import { createHash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { type Blueprint, drawBlueprint } from "../../../lib/argn/blueprint";
import type { CodeTable, Step, Weights } from "../../../lib/argn/engine";
import { initialWeights } from "../../../lib/argn/initialise";
import { planMemory } from "../../../lib/argn/wasm/memory-plan";
import { createWasmEngine } from "../../../lib/argn/wasm/wasm-engine";
import { Rng } from "../../../lib/base/random";
import { flatColumns, knownLaw } from "../../helpers/known-law";
import { gradientsOf, leaderOf } from "./gradients-of";
import { blueprintOf, largestDifference, plainLogProbability, randomRows, randomWeights, range } from "./networks";

function plainLoss(blueprint: Blueprint, weights: Weights, table: CodeTable, { rows, order }: Step): number {
  const sequence = Array.from(order).flatMap((c) =>
    Array.from({ length: blueprint.columns[c].count }, (_, s) => blueprint.columns[c].first + s),
  );
  const total = Array.from(rows).reduce(
    (sum, i) =>
      sum -
      plainLogProbability(
        blueprint,
        weights,
        table.codes.map((codes) => codes[i]),
        sequence,
      ),
    0,
  );
  return total / rows.length;
}

/** The weights with one number moved. */
function moved(weights: Weights, name: string, i: number, by: number): Weights {
  const values = weights.get(name)?.slice() ?? new Float32Array(0);
  values[i] += by;
  return new Map([...weights, [name, values]]);
}

describe("gradients equal finite differences of the textbook loss", () => {
  it.each([
    ["size M, two sub-columns in a column", blueprintOf([[3], [2, 4]], "M")],
    ["size S", blueprintOf([[3], [2, 4]], "S")],
    ["size L, two hidden layers", blueprintOf([[3], [2, 4]], "L")],
    ["one sub-column alone", blueprintOf([[4]], "M")],
  ])("%s", async (_, blueprint) => {
    const weights = randomWeights(blueprint);
    const table = randomRows(blueprint, 12);
    const step = { rows: Int32Array.of(3, 1, 4, 1, 5), order: range(blueprint.columns.length).reverse(), dropoutSeed: 1 };
    const { loss, gradients } = await gradientsOf(blueprint, weights, table, step);
    expect(loss).toBeCloseTo(plainLoss(blueprint, weights, table, step), 5);
    const rng = new Rng(4);
    for (const [name, values] of weights) {
      for (let probe = 0; probe < 4; probe++) {
        const i = rng.integer(values.length);
        const up = moved(weights, name, i, 1e-4);
        const down = moved(weights, name, i, -1e-4);
        const distance = (up.get(name)?.[i] ?? 0) - (down.get(name)?.[i] ?? 0);
        const expected = (plainLoss(blueprint, up, table, step) - plainLoss(blueprint, down, table, step)) / distance;
        expect(gradients.get(name)?.[i], `${name}[${i}]`).toBeCloseTo(expected, 3);
      }
    }
  });

  it.each([["M"], ["L"]] as const)("with dropout too, whose masks the seed fixes: size %s", async (size) => {
    const blueprint = blueprintOf([[3], [2, 4], [5]], size, 0.25);
    const weights = randomWeights(blueprint);
    const table = randomRows(blueprint, 40);
    const step = { rows: range(40), order: range(3), dropoutSeed: 7 };
    const { loss, gradients } = await gradientsOf(blueprint, weights, table, step);
    const other = await gradientsOf(blueprint, weights, table, { ...step, dropoutSeed: 8 });
    expect(other.loss).not.toBe(loss);
    const rng = new Rng(4);
    let off = 0;
    let probes = 0;
    for (const [name, values] of weights) {
      for (let probe = 0; probe < 2; probe++, probes++) {
        const i = rng.integer(values.length);
        const up = await gradientsOf(blueprint, moved(weights, name, i, 0.003), table, step);
        const down = await gradientsOf(blueprint, moved(weights, name, i, -0.003), table, step);
        if (Math.abs((up.loss - down.loss) / 0.006 - (gradients.get(name)?.[i] ?? NaN)) > 2e-3) off++;
      }
    }
    // a step may cross the kink of a relu
    expect(off).toBeLessThanOrEqual(probes / 20);
  });
});

it("plain JavaScript kernels give the same loss and gradients, with dropout", async () => {
  for (const size of ["M", "L"] as const) {
    const blueprint = blueprintOf([[7, 3], [2], [40]], size, 0.25);
    const weights = randomWeights(blueprint);
    const table = randomRows(blueprint, 130);
    const step = { rows: range(130), order: Int32Array.of(2, 0, 1), dropoutSeed: 99 };
    const simd = await gradientsOf(blueprint, weights, table, step);
    const javascript = await gradientsOf(blueprint, weights, table, step, "javascript");
    expect(simd.loss).toBeCloseTo(javascript.loss, 5);
    expect(largestDifference(simd.gradients, javascript.gradients)).toBeLessThan(1e-5);
  }
});

it("a batch longer than a chunk gives the mean gradient of its parts", async () => {
  const blueprint = blueprintOf([[7, 3], [2], [40]]);
  const weights = randomWeights(blueprint);
  const table = randomRows(blueprint, 2048);
  const step = { rows: range(2048), order: range(3), dropoutSeed: 1 };
  const whole = await gradientsOf(blueprint, weights, table, step);
  const first = await gradientsOf(blueprint, weights, table, { ...step, rows: step.rows.slice(0, 512) });
  const rest = await gradientsOf(blueprint, weights, table, { ...step, rows: step.rows.slice(512) });
  const mean = new Map(
    Array.from(first.gradients, ([name, values]) => [
      name,
      values.map((value, i) => 0.25 * value + 0.75 * (rest.gradients.get(name)?.[i] ?? NaN)),
    ]),
  );
  expect(whole.loss).toBeCloseTo(0.25 * first.loss + 0.75 * rest.loss, 6);
  expect(largestDifference(whole.gradients, mean)).toBeLessThan(1e-5);
});

it("a column of thousands of codes, cut into parts of rows, gives the mean gradient of batches too short to be cut", async () => {
  const blueprint = blueprintOf([[3], [3000], [5]]);
  const { parts, pieces } = planMemory(blueprint, 1);
  expect(parts.filter(({ j }) => j === 1)).toHaveLength(4);
  expect(pieces.length).toBeGreaterThan(1);
  const weights = randomWeights(blueprint);
  const table = randomRows(blueprint, 250);
  const step = { rows: range(250), order: Int32Array.of(2, 1, 0), dropoutSeed: 1 };
  const leader = await leaderOf(blueprint, weights, table);
  const whole = await leader.trainer.gradients(step);
  let loss = 0;
  const mean = new Map(Array.from(weights, ([name, values]) => [name, new Float32Array(values.length)]));
  for (let first = 0; first < 250; first += 50) {
    const part = await leader.trainer.gradients({ ...step, rows: step.rows.slice(first, first + 50) });
    loss += part.loss / 5;
    for (const [name, values] of part.gradients) values.forEach((value, i) => ((mean.get(name) ?? values)[i] += value / 5));
  }
  expect(whole.loss).toBeCloseTo(loss, 5);
  expect(largestDifference(whole.gradients, mean)).toBeLessThan(1e-6);
  // nothing is left over in the parts
  expect(await leader.trainer.gradients(step)).toEqual(whole);
});

it("an AdamW step moves every weight as the formula says, those without a gradient too", async () => {
  const blueprint = blueprintOf([[3], [4]]);
  const weights = randomWeights(blueprint);
  const table = { rowCount: 6, codes: [Int32Array.of(0, 1, 0, 1, 0, 1), Int32Array.of(0, 1, 2, 2, 1, 0)] };
  const step = { rows: range(6), order: range(2), dropoutSeed: 1 };
  const engine = await createWasmEngine({ blueprint, weights, threads: 0 });
  await engine.setTrainingCodes(table);
  const { gradients } = await gradientsOf(blueprint, weights, table, step);
  await engine.train([step], 0.01);
  const expected = new Map(
    Array.from(weights, ([name, values]) => {
      const moves = values.map((value, i) => {
        const gradient = gradients.get(name)?.[i] ?? NaN;
        return value * (1 - 0.01 * 0.01) - (0.01 * gradient) / (Math.abs(gradient) + 1e-8);
      });
      return [name, moves];
    }),
  );
  // where a gradient is about as small as epsilon, rounding decides: none is here
  expect(largestDifference(await engine.weights(), expected)).toBeLessThan(2e-5);
  await engine.dispose();
});

describe("any number of threads", () => {
  const blueprint = blueprintOf([...Array.from({ length: 34 }, (_, c) => [2 + c]), [50, 3], [4000]], "M", 0.25);
  const weights = randomWeights(blueprint);
  const table = randomRows(blueprint, 500);

  async function train(threads: number): Promise<{ losses: Float64Array; hash: string }> {
    const engine = await createWasmEngine({ blueprint, weights, threads });
    expect(engine.description).toContain(threads === 0 ? "main thread" : `on ${threads} thread`);
    await engine.setTrainingCodes(table);
    const rng = new Rng(3);
    const steps = Array.from({ length: 20 }, (_, s) => ({
      rows: Int32Array.from({ length: s === 19 ? 1 : 150 }, () => rng.integer(500)),
      order: rng.permutation(36),
      dropoutSeed: rng.uint32(),
    }));
    const losses = await engine.train(steps, 0.003);
    const drawn = { rowCount: 3000, codes: blueprint.subColumns.map(() => new Int32Array(3000)) };
    const draws = blueprint.subColumns.map((_, subColumn) => ({ subColumn, temperature: 0.9, topP: 0.99 }));
    await engine.sample({ table: drawn, known: [], draws, seed: 9, firstRow: 5 });
    const weightsAfter = await engine.weights();
    await engine.dispose();
    const hash = createHash("sha256");
    for (const values of [losses, ...weightsAfter.values(), ...drawn.codes]) hash.update(values);
    return { losses, hash: hash.digest("hex") };
  }

  it("gives the same losses, weights and draws, bit for bit, after 20 steps", async () => {
    const one = await train(1);
    for (const threads of [0, 2, 3]) expect(await train(threads)).toEqual(one);
    expect(one.losses.every((loss) => loss > 0 && loss < 200)).toBe(true);
  });
});

describe("what it learns", () => {
  const engines: { dispose(): Promise<void> }[] = [];
  afterAll(() => Promise.all(engines.map((engine) => engine.dispose())));

  it("setWeights() forgets the optimiser's moments: the same steps give the same weights again", async () => {
    const blueprint = blueprintOf([[5], [4]]);
    const weights = randomWeights(blueprint);
    const engine = await createWasmEngine({ blueprint, weights, threads: 0 });
    engines.push(engine);
    await engine.setTrainingCodes(randomRows(blueprint, 64));
    const steps = [1, 2, 3].map((dropoutSeed) => ({ rows: range(64), order: range(2), dropoutSeed }));
    await engine.train(steps, 0.01);
    const first = await engine.weights();
    await engine.setWeights(weights);
    await engine.train(steps, 0.01);
    expect(await engine.weights()).toEqual(first);
    expect(largestDifference(first, weights)).toBeGreaterThan(0.01);
  });

  it("comes near the entropy of a known law within 10 epochs, with dropout, in any order", async () => {
    const cardinalities = [12, 5, 30, 3, 20, 2, 8];
    const { table, rowLoss } = knownLaw(17_000, cardinalities, 1);
    const blueprint = drawBlueprint(flatColumns(cardinalities), "M");
    const rng = new Rng(5);
    const held = range(1000);
    const validation = { rowCount: 1000, codes: table.codes.map((codes) => codes.slice(0, 1000)) };
    const engine = await createWasmEngine({ blueprint, weights: initialWeights(blueprint, undefined, rng.fork("weights")) });
    engines.push(engine);
    await engine.setTrainingCodes(table);
    const gap = async () => {
      const likelihoods = await engine.logLikelihood(validation, range(7));
      return held.reduce((sum, i) => sum - likelihoods[i] - rowLoss[i], 0) / 1000;
    };
    const before = await gap();
    for (let epoch = 0; epoch < 10; epoch++) {
      const rows = rng.permutation(16_000).map((row) => row + 1000);
      const steps = Array.from({ length: 125 }, (_, s) => ({
        rows: rows.slice(128 * s, 128 * (s + 1)),
        order: rng.permutation(7),
        dropoutSeed: rng.uint32(),
      }));
      await engine.train(steps, 0.002);
    }
    const after = await gap();
    expect(before).toBeGreaterThan(3);
    expect(after).toBeLessThan(0.9);
    // nothing can know more than the law itself
    expect(after).toBeGreaterThan(0);
  });

  it("training moves initial weights of a real start without a stray number", async () => {
    const blueprint = blueprintOf([[5], [1], [2]], "M", 0.25);
    const engine = await createWasmEngine({ blueprint, weights: initialWeights(blueprint, undefined, new Rng(1)), threads: 0 });
    engines.push(engine);
    await engine.setTrainingCodes(randomRows(blueprint, 3));
    const losses = await engine.train(
      Array.from({ length: 300 }, (_, s) => ({ rows: range(3), order: range(3), dropoutSeed: s })),
      0.01,
    );
    expect(losses[299]).toBeLessThan(losses[0] / 2);
    for (const values of (await engine.weights()).values()) expect(values.every(Number.isFinite)).toBe(true);
  });
});
