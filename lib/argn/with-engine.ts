/** Using a trained model: an engine for the time of one question. */

import type { Engine } from "./engine";
import type { ComputeOptions, ModelState } from "./model-state";
import { startEngine } from "./select-engine";

/** Starts an engine with the model's weights, asks it, and frees it whatever happens. */
export async function withEngine<Result>(
  { blueprint, weights }: ModelState,
  { engine = "auto", threads }: ComputeOptions,
  use: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const started = await startEngine(engine, { blueprint, weights, threads });
  try {
    return await use(started);
  } finally {
    await started.dispose();
  }
}
