/** Which engine computes the network, and why. */

import { availableParallelism } from "node:os";
import { messageOf } from "../base/errors";
import type { Engine, EngineOptions } from "./engine";
import { estimateStepMilliseconds } from "./estimate-step";
import type { WasmEngineOptions } from "./wasm/wasm-engine";

/**
 * "wasm-relaxed" are the fast kernels with relaxed SIMD, where Node has it: a little quicker, but the last digits of their
 * results differ between processors, so that a seed repeats a model on the same machine only.
 */
export type EngineChoice = "auto" | "wasm" | "wasm-relaxed" | "tfjs";

/** From so many milliseconds a step a graphics processor is quicker: below, launching its kernels takes longer. */
const LEAST_GPU_MILLISECONDS = 15;

/**
 * The engine asked for. `auto` takes the fast kernels, which win on every CPU, unless steps are long and the TensorFlow
 * package for graphics processors is installed; TensorFlow.js stands in too where the fast kernels cannot start.
 */
export async function startEngine(choice: EngineChoice, options: EngineOptions): Promise<Engine> {
  if (choice === "tfjs") return startTfjs(options);
  if (choice === "wasm") return startWasm(options);
  if (choice === "wasm-relaxed") return startWasm({ ...options, kernels: "relaxed-simd" });
  const milliseconds = estimateStepMilliseconds(options.blueprint, options.threads ?? availableParallelism());
  if (milliseconds >= LEAST_GPU_MILLISECONDS && isInstalled("@tensorflow/tfjs-node-gpu")) {
    const reason = `steps would take the fast engine about ${Math.round(milliseconds)} ms`;
    return describedAs(await startTfjs(options), reason);
  }
  try {
    return await startWasm(options);
  } catch (thrown) {
    return describedAs(await startTfjs(options), `the fast engine did not start: ${messageOf(thrown)}`);
  }
}

/** The engine, and why it was chosen. */
function describedAs(engine: Engine, why: string): Engine {
  return { ...engine, description: `${engine.description} (${why})` };
}

/** The course installs a shim under the name of tfjs-node: only a package with its native library counts. */
function isInstalled(name: string): boolean {
  try {
    require.resolve(`${name}/lib/napi-v8/tfjs_binding.node`);
    return true;
  } catch {
    return false;
  }
}

async function startTfjs(options: EngineOptions): Promise<Engine> {
  const { createTfjsEngine } = await import("./tfjs/tfjs-engine.js");
  return createTfjsEngine(options);
}

async function startWasm(options: WasmEngineOptions): Promise<Engine> {
  const { createWasmEngine } = await import("./wasm/wasm-engine.js");
  return createWasmEngine(options);
}
