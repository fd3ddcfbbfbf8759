/** TensorFlow.js, on the fastest backend that this machine has: the GPU package, the native package, WebAssembly, plain JavaScript. */

import * as tf from "@tensorflow/tfjs-core";
import { registerSegmentSum } from "./segment-sum";

let ready: Promise<string> | undefined;

/** Chooses and starts the backend, once; gives its name as people know it. */
export function startBackend(): Promise<string> {
  ready ??= chooseBackend();
  return ready;
}

async function chooseBackend(): Promise<string> {
  // silences the advice that TensorFlow.js prints on the console
  tf.enableProdMode();
  for (const name of ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"]) {
    if (isNativePackage(name) && (await starts("tensorflow", () => import(name)))) return name.slice("@tensorflow/".length);
  }
  if (await starts("wasm", () => import("@tensorflow/tfjs-backend-wasm"))) {
    registerSegmentSum("wasm");
    return "wasm";
  }
  await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend("cpu");
  return "cpu";
}

/** Whether launching a kernel costs more than what it does: then few large ones are quicker than many small ones. */
export function isAccelerator(backend: string): boolean {
  return backend !== "wasm" && backend !== "cpu";
}

/** The course installs a shim under the name of tfjs-node for danfojs-node: that one brings no native backend. */
function isNativePackage(name: string): boolean {
  try {
    require.resolve(`${name}/lib/napi-v8/tfjs_binding.node`);
    return true;
  } catch {
    return false;
  }
}

async function starts(backend: string, load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return await tf.setBackend(backend);
  } catch {
    // not installed, or installed without its native library: the next backend answers
    return false;
  }
}
