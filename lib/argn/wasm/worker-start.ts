/** What a worker thread is told when it starts, and what every thread makes of it. */

import type { Blueprint } from "../blueprint";
import { heapOf } from "./heap";
import { bufferOf, type KernelKind, loadKernels, type SharedMemory } from "./kernels";
import { planMemory } from "./memory-plan";
import { Network } from "./network";

export interface WorkerStart {
  readonly blueprint: Blueprint;
  readonly memory: SharedMemory;
  readonly kernels: KernelKind;
  readonly threads: number;
  /** Which of the threads this is; 0 leads. */
  readonly thread: number;
}

/** The network of one thread in the memory of all. */
export function networkOf({ blueprint, memory, kernels, threads, thread }: WorkerStart): Network {
  const plan = planMemory(blueprint, threads);
  return new Network(loadKernels(memory, kernels), heapOf(bufferOf(memory)), plan, plan.workspaces[thread]);
}
