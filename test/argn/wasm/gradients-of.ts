import type { Blueprint } from "../../../lib/argn/blueprint";
import type { CodeTable, Step, Weights } from "../../../lib/argn/engine";
import { type KernelKind, reserveMemory } from "../../../lib/argn/wasm/kernels";
import { Leader } from "../../../lib/argn/wasm/leader";
import { planMemory } from "../../../lib/argn/wasm/memory-plan";
import { atOnce } from "../../../lib/base/in-turns";
import { placeWeights } from "../../../lib/argn/wasm/weights";
import { shareCodes } from "../../../lib/argn/wasm/training-codes";
import { networkOf } from "../../../lib/argn/wasm/worker-start";

/** A leader on this thread, with weights and training codes. */
export async function leaderOf(blueprint: Blueprint, weights: Weights, table: CodeTable, kernels: KernelKind = "simd"): Promise<Leader> {
  const memory = reserveMemory(kernels, planMemory(blueprint, 1).bytes);
  const leader = new Leader(blueprint, networkOf({ blueprint, memory, kernels, threads: 1, thread: 0 }), 0);
  const { plan, heap } = leader.network;
  atOnce(placeWeights(blueprint, plan, heap, weights));
  await leader.fulfil({ kind: "new weights" });
  await leader.fulfil({ kind: "training codes", columns: await shareCodes(blueprint, table), rowCount: table.rowCount });
  return leader;
}

/** Loss and gradients of a step, without its update. */
export async function gradientsOf(blueprint: Blueprint, weights: Weights, table: CodeTable, step: Step, kernels: KernelKind = "simd") {
  const leader = await leaderOf(blueprint, weights, table, kernels);
  return leader.trainer.gradients(step);
}
