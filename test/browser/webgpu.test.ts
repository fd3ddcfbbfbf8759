import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { expect, it } from "vitest";
import { visibleSubColumns } from "../../lib/argn/blueprint";
import { gradientsOf } from "../argn/wasm/gradients-of";
import { blueprintOf, randomRows, randomWeights, range } from "../argn/wasm/networks";
import { findChromium } from "./browser";

const dist = resolve(__dirname, "../../lib/dist");
const MODULES = ["argn/tfjs/batched-network", "argn/tfjs/batched-layout", "argn/tfjs/parameters", "argn/tfjs/segment-sum"];
const MODULES_BELOW = ["argn/blueprint", "argn/sizes", "argn/engine", "base/power"];

/** The backend's file for browsers, from the packages of the course or of the folder that the environment names. */
function webgpuBackend(): string | undefined {
  for (const folder of [process.env.SYNTHETIC_TABLES_WEBGPU, resolve(__dirname, "../..")]) {
    if (folder === undefined) continue;
    const file = join(folder, "node_modules/@tensorflow/tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js");
    if (existsSync(file)) return file;
  }
  return undefined;
}

it("the batched network computes on WebGPU what the fast engine computes, and learns", async ({ skip }) => {
  const backend = webgpuBackend();
  const executable = findChromium();
  if (backend === undefined) return skip("@tensorflow/tfjs-backend-webgpu is not installed, here or in the folder SYNTHETIC_TABLES_WEBGPU");
  if (executable === undefined) return skip("there is no Chromium");
  const browser = await chromium.launch({
    executablePath: executable,
    args: ["--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
  });
  try {
    const page = await browser.newPage();
    // only pages of a safe origin see an adapter
    await page.route("**/*", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>WebGPU</title>" }));
    await page.goto("https://localhost/");
    const adapter = await page.evaluate<boolean>("navigator.gpu ? navigator.gpu.requestAdapter().then((found) => found !== null) : false");
    if (!adapter) return skip("this Chromium has no WebGPU adapter, not even in software");

    const core = createRequire(__filename).resolve("@tensorflow/tfjs-core/package.json");
    await page.addScriptTag({ content: readFileSync(join(dirname(core), "dist/tf-core.min.js"), "utf8") });
    await page.addScriptTag({ content: readFileSync(backend, "utf8") });
    const files = [...MODULES, ...MODULES_BELOW].map((name) => [name, readFileSync(join(dist, `${name}.js`), "utf8")]);

    const blueprint = blueprintOf([[7, 3], [2], [40], [1], [11]], "L");
    const [weights, table] = [randomWeights(blueprint), randomRows(blueprint, 48)];
    const order = Int32Array.of(3, 1, 0, 4, 2);
    const exact = await gradientsOf(blueprint, weights, table, { rows: range(48), order, dropoutSeed: 1 });
    const input = {
      files,
      blueprint,
      weights: Array.from(weights, ([name, values]) => [name, Array.from(values)]),
      codes: table.codes.map((codes) => Array.from(codes)),
      visible: visibleSubColumns(blueprint, order).map((seen) => Array.from(seen)),
    };
    const told: { backend: string; losses: number[]; gradient: number[] } = await page.evaluate(`(${IN_PAGE})(${JSON.stringify(input)})`);
    expect(told.backend).toBe("webgpu");
    expect(told.losses[0]).toBeCloseTo(exact.loss, 3);
    const expected = Array.from(weights.keys()).flatMap((name) => Array.from(exact.gradients.get(name) ?? []));
    expect(told.gradient).toHaveLength(expected.length);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - told.gradient[i])))).toBeLessThan(1e-4);
    expect(told.losses[5]).toBeLessThan(told.losses[0] - 0.05);
  } finally {
    await browser.close();
  }
});

/** Runs in the page: the compiled modules in a small `require`, then six steps. */
const IN_PAGE = `async ({ files, blueprint, weights, codes, visible }) => {
  await tf.setBackend("webgpu");
  await tf.ready();
  const sources = new Map(files);
  const loaded = new Map();
  const requireIn = (folder) => (path) => {
    if (path === "@tensorflow/tfjs-core") return tf;
    const name = new URL(path, "file:///" + folder + "/").pathname.slice(1);
    if (!loaded.has(name)) {
      const module = { exports: {} };
      loaded.set(name, module.exports);
      new Function("require", "exports", "module", sources.get(name))(requireIn(name.slice(0, name.lastIndexOf("/"))), module.exports, module);
    }
    return loaded.get(name);
  };
  const load = requireIn("");
  const { BatchedNetwork } = load("./argn/tfjs/batched-network");
  const { layOut } = load("./argn/tfjs/batched-layout");
  const { Parameters } = load("./argn/tfjs/parameters");
  const parameters = new Parameters(blueprint, new Map(weights.map(([name, values]) => [name, Float32Array.from(values)])));
  const network = new BatchedNetwork(layOut(blueprint));
  const rows = codes.map((column) => Int32Array.from(column));
  const seen = visible.map((list) => Int32Array.from(list));
  const losses = [];
  let first;
  for (let step = 0; step < 6; step++) {
    const { loss, gradient } = tf.tidy(() => network.lossAndGradient(parameters.values, rows, seen, () => undefined));
    losses.push((await loss.data())[0]);
    first ??= Array.from(await gradient.data());
    tf.tidy(() => parameters.update(gradient, 0.01));
    tf.dispose([loss, gradient]);
  }
  return { backend: tf.getBackend(), losses, gradient: first };
}`;
