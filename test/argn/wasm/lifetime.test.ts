import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { createWasmEngine } from "../../../lib/argn/wasm/wasm-engine";
import { kernelModules } from "../../helpers/committed-binaries";
import { blueprintOf, randomRows, randomWeights, range } from "./networks";

const blueprint = blueprintOf([[3], [2]]);
const weights = randomWeights(blueprint);

it("after dispose() every method says so", async () => {
  for (const threads of [0, 2]) {
    const engine = await createWasmEngine({ blueprint, weights, threads });
    await engine.dispose();
    await engine.dispose();
    await expect(engine.weights()).rejects.toThrow("disposed of");
    await expect(engine.logLikelihood(randomRows(blueprint, 1), range(2))).rejects.toThrow("disposed of");
  }
});

it("dispose() during work rejects what is under way", async () => {
  const engine = await createWasmEngine({ blueprint, weights, threads: 1 });
  await engine.setTrainingCodes(randomRows(blueprint, 1000));
  const long = engine.train(
    Array.from({ length: 5000 }, (_, s) => ({ rows: range(1000), order: range(2), dropoutSeed: s })),
    0.001,
  );
  const rejected = expect(long).rejects.toThrow("disposed of");
  await engine.dispose();
  await rejected;
});

it("a process ends by itself, disposed of or forgotten", () => {
  const lib = resolve(__dirname, "../../../lib/dist/argn");
  for (const end of ["await engine.dispose();", ""]) {
    const script = `
      const { createWasmEngine } = require(${JSON.stringify(join(lib, "wasm/wasm-engine.js"))});
      const { drawBlueprint } = require(${JSON.stringify(join(lib, "blueprint.js"))});
      const { initialWeights } = require(${JSON.stringify(join(lib, "initialise.js"))});
      const { Rng } = require(${JSON.stringify(join(lib, "../base/random.js"))});
      (async () => {
        const blueprint = drawBlueprint([{ name: "a", subColumns: [{ name: "a", cardinality: 3 }] }], "M");
        const engine = await createWasmEngine({ blueprint, weights: initialWeights(blueprint, undefined, new Rng(1)), threads: 2 });
        console.log((await engine.weights()).size, engine.description);
        ${end}
      })();`;
    expect(execFileSync(process.execPath, ["-e", script], { timeout: 30_000, encoding: "utf8" })).toBe(
      "5 WebAssembly with SIMD, on 2 threads\n",
    );
  }
});

it("the committed binaries, plain and relaxed, are what their sources build", ({ skip }) => {
  const { built, committed } = kernelModules("lib/argn/wasm", ["kernels-binary.ts", "relaxed-kernels-binary.ts"], skip);
  expect(built).toBe(committed);
});
