/** TensorFlow.js for the engine: the backend that all deep models share, and the kernel that the WebAssembly one lacks. */

import { startBackend as startSharedBackend } from "../../generators/deep/backend";
import { registerSegmentSum } from "./segment-sum";

let ready: Promise<string> | undefined;

/** Chooses and starts the backend, once; gives its name as people know it. */
export function startBackend(): Promise<string> {
  ready ??= startComplete();
  return ready;
}

async function startComplete(): Promise<string> {
  const name = await startSharedBackend();
  if (name === "wasm") registerSegmentSum("wasm");
  return name;
}

/** Whether launching a kernel costs more than what it does: then few large ones are quicker than many small ones. */
export function isAccelerator(backend: string): boolean {
  return backend !== "wasm" && backend !== "cpu";
}
