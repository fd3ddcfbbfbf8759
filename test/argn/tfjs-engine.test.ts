import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { drawBlueprint, weightShapes } from "../../lib/argn/blueprint";
import { initialWeights } from "../../lib/argn/initialise";
import { startBackend } from "../../lib/argn/tfjs/backend";
import { Parameters } from "../../lib/argn/tfjs/parameters";
import { createTfjsEngine, lossAndGradients } from "../../lib/argn/tfjs/tfjs-engine";
import { Rng } from "../../lib/base/random";
import { flatColumns, knownLaw } from "../helpers/known-law";

const columns = [
  {
    name: "date",
    subColumns: [
      { name: "year", cardinality: 3 },
      { name: "month", cardinality: 4 },
    ],
  },
  ...flatColumns([5, 2]),
];

describe("the TensorFlow.js engine", () => {
  for (const size of ["M", "L"] as const) {
    test(`gradients of size ${size} agree with finite differences`, async () => {
      await startBackend();
      const blueprint = drawBlueprint(columns, size, 0);
      const weights = initialWeights(blueprint, undefined, new Rng(1));
      const { table } = knownLaw(7, [3, 4, 5, 2], 1);
      const batch = table.codes.map((codes) => tf.tensor1d(codes, "int32"));
      const order = Int32Array.of(2, 0, 1);
      const lossAt = (changed: ReadonlyMap<string, Float32Array>): number =>
        tf.tidy(() => lossAndGradients(blueprint, new Parameters(blueprint, changed), batch, order, 1).loss.dataSync()[0]);
      const { gradients } = lossAndGradients(blueprint, new Parameters(blueprint, weights), batch, order, 1);
      const rng = new Rng("positions");
      const step = 2e-3;
      for (const name of weightShapes(blueprint).keys()) {
        const values = weights.get(name) ?? new Float32Array(0);
        const analytic = gradients.get(name)?.dataSync() ?? [];
        const i = rng.integer(values.length);
        const moved = (by: number): number =>
          lossAt(
            new Map(weights).set(
              name,
              values.map((value, k) => (k === i ? value + by : value)),
            ),
          );
        expect(Math.abs((moved(step) - moved(-step)) / (2 * step) - analytic[i])).toBeLessThan(2e-3);
      }
    });
  }

  test.each(["by column", "batched"] as const)("training approaches the entropy of a known law, %s", async (form) => {
    const cardinalities = [6, 4, 8, 3];
    const blueprint = drawBlueprint(flatColumns(cardinalities), "M");
    const engine = await createTfjsEngine({ blueprint, weights: initialWeights(blueprint, undefined, new Rng(1)), form });
    const { table } = knownLaw(4000, cardinalities, 1);
    const fresh = knownLaw(1000, cardinalities, 2);
    expect(engine.description).toContain(form);
    await engine.setTrainingCodes(table);
    const rng = new Rng("steps");
    const steps = Array.from({ length: 400 }, () => ({
      rows: rng.permutation(4000).slice(0, 128),
      order: rng.permutation(4),
      dropoutSeed: rng.uint32(),
    }));
    await engine.train(steps, 0.004);
    const exact = fresh.rowLoss.reduce((sum, loss) => sum + loss, 0) / 1000;
    const modelled = -(await engine.logLikelihood(fresh.table, Int32Array.of(0, 1, 2, 3))).reduce((sum, value) => sum + value, 0) / 1000;
    expect(modelled - exact).toBeLessThan(0.3);
    expect(modelled - exact).toBeGreaterThan(0);
    await engine.dispose();
  });

  test("refuses private steps instead of making them without noise", async () => {
    const blueprint = drawBlueprint(flatColumns([3, 2]), "S");
    const engine = await createTfjsEngine({ blueprint, weights: initialWeights(blueprint, undefined, new Rng(1)) });
    await engine.setTrainingCodes({ rowCount: 2, codes: [Int32Array.of(0, 1), Int32Array.of(1, 0)] });
    const privacy = { clip: 1, noiseMultiplier: 1, expectedBatchSize: 2 };
    const step = { rows: Int32Array.of(0, 1), order: Int32Array.of(0, 1), dropoutSeed: 1, privacy };
    await expect(engine.train([step], 0.01)).rejects.toThrow('Use the engine "wasm"');
    await engine.dispose();
  });
});
