import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { hasRelaxedSimd } from "../../../lib/argn/wasm/kernels";
import { createWasmEngine } from "../../../lib/argn/wasm/wasm-engine";
import { blueprintOf, randomWeights } from "./networks";

const dist = resolve(__dirname, "../../../lib/dist");

/** Trains a little with plain and with relaxed kernels; prints losses of both. */
const SCRIPT = `
const { createWasmEngine } = require(${JSON.stringify(join(dist, "argn/wasm/wasm-engine.js"))});
const { drawBlueprint } = require(${JSON.stringify(join(dist, "argn/blueprint.js"))});
const { initialWeights } = require(${JSON.stringify(join(dist, "argn/initialise.js"))});
const { Rng } = require(${JSON.stringify(join(dist, "base/random.js"))});
(async () => {
  const columns = [7, 40, 3].map((cardinality, c) => ({ name: String(c), subColumns: [{ name: "code", cardinality }] }));
  const blueprint = drawBlueprint(columns, "L", 0.25);
  const rng = new Rng(1);
  const codes = columns.map(({ subColumns: [{ cardinality }] }) => Int32Array.from({ length: 400 }, () => rng.integer(cardinality)));
  const steps = Array.from({ length: 30 }, (_, s) => ({ rows: rng.permutation(400).slice(0, 100), order: rng.permutation(3), dropoutSeed: s }));
  const told = {};
  for (const kernels of ["simd", "relaxed-simd"]) {
    const engine = await createWasmEngine({ blueprint, weights: initialWeights(blueprint, undefined, new Rng(2)), threads: 2, kernels });
    await engine.setTrainingCodes({ rowCount: 400, codes });
    told[kernels] = { losses: Array.from(await engine.train(steps, 0.003)), description: engine.description };
    await engine.dispose();
  }
  console.log(JSON.stringify(told));
})();`;

it("relaxed SIMD gives the same losses up to rounding, from the same sources", () => {
  // Node 20 hides relaxed SIMD behind a flag, later versions know no such flag
  const flags = hasRelaxedSimd() ? [] : ["--experimental-wasm-relaxed-simd"];
  const told: Record<string, { losses: number[]; description: string }> = JSON.parse(
    execFileSync(process.execPath, [...flags, "-e", SCRIPT], { encoding: "utf8", timeout: 60_000 }),
  );
  const [plain, relaxed] = [told.simd, told["relaxed-simd"]];
  expect(relaxed.description).toBe("WebAssembly with relaxed SIMD, on 2 threads");
  expect(plain.description).toBe("WebAssembly with SIMD, on 2 threads");
  const differences = plain.losses.map((loss, s) => Math.abs(loss - relaxed.losses[s]));
  expect(Math.max(...differences)).toBeLessThan(1e-4);
  expect(Math.max(...differences)).toBeGreaterThan(0);
});

it("where Node does not run it, asking for it is an error that names the way out", async ({ skip }) => {
  if (hasRelaxedSimd()) skip("this Node runs relaxed SIMD");
  const blueprint = blueprintOf([[3]]);
  await expect(createWasmEngine({ blueprint, weights: randomWeights(blueprint), kernels: "relaxed-simd" })).rejects.toThrow(
    /does not run it\. Take Node 22 or later/,
  );
});
