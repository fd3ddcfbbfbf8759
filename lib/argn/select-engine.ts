/** Which engine computes the network, and why. */

import { messageOf } from "../base/errors";
import type { Engine, EngineOptions } from "./engine";
import type { WasmEngineOptions } from "./wasm/wasm-engine";

/**
 * "wasm-relaxed" are the fast kernels with relaxed SIMD, where Node has it: a little quicker, but the last digits of their
 * results differ between processors, so that a seed repeats a model on the same machine only.
 */
export type EngineChoice = "auto" | "wasm" | "wasm-relaxed" | "tfjs";

/** The engine asked for. `auto` takes the fast kernels, which win on every CPU; TensorFlow.js stands in where they cannot start. */
export async function startEngine(choice: EngineChoice, options: EngineOptions): Promise<Engine> {
  if (choice === "tfjs") return startTfjs(options);
  if (choice === "wasm") return startWasm(options);
  if (choice === "wasm-relaxed") return startWasm({ ...options, kernels: "relaxed-simd" });
  try {
    return await startWasm(options);
  } catch (thrown) {
    const engine = await startTfjs(options);
    return { ...engine, description: `${engine.description} (the fast engine did not start: ${messageOf(thrown)})` };
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
