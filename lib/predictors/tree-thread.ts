/**
 * A tree model in a thread of its own: training and predicting leave the event loop free, stopping ends the thread, and
 * its memory goes with it.
 */

import { Worker } from "node:worker_threads";
import { throwIfAborted } from "../base/abort";
import { AbortError } from "../base/errors";
import { workerFile } from "../base/worker-file";
import type { TreeInput } from "./tree-features";
import { type TreeJob, trainTrees } from "./ydf";

/** Asks the thread for predictions. */
export interface TreeRequest {
  readonly id: number;
  readonly inputs: readonly TreeInput[];
  readonly rowCount: number;
}

/** What the thread says. */
export type TreeReply =
  | { readonly kind: "trained"; readonly gains: Float64Array }
  | { readonly kind: "predicted"; readonly id: number; readonly values: Float64Array }
  | { readonly kind: "failed"; readonly message: string };

/** A trained model, wherever it lives. */
export interface HostedTrees {
  readonly gains: Float64Array;
  predict(inputs: readonly TreeInput[], rowCount: number): Promise<Float64Array>;
  dispose(): Promise<void>;
}

// a predictor that nobody holds any longer must not keep its thread
const forgotten = new FinalizationRegistry<Worker>((worker) => void worker.terminate());

/** Trains in a thread of its own, or in this one when `inThread` says so or the compiled worker is missing. */
export async function hostTrees(job: TreeJob, action: string, signal?: AbortSignal, inThread = false): Promise<HostedTrees> {
  throwIfAborted(signal, action);
  const file = inThread ? undefined : compiledWorker();
  return file === undefined ? trainHere(job, action, signal) : trainInWorker(new Worker(file, { workerData: job }), action, signal);
}

async function trainHere(job: TreeJob, action: string, signal?: AbortSignal): Promise<HostedTrees> {
  const model = await trainTrees(job);
  throwIfAborted(signal, action);
  return {
    gains: model.gains,
    predict: async (inputs, rowCount) => model.predict(inputs, rowCount),
    dispose: async () => model.free(),
  };
}

async function trainInWorker(worker: Worker, action: string, signal?: AbortSignal): Promise<HostedTrees> {
  const calls = new Calls(worker);
  const stop = (): void => calls.fail(new AbortError(`${action}: stopped on request`));
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const gains = await calls.wait(0);
    const hosted: HostedTrees = {
      gains,
      predict: (inputs, rowCount) => calls.ask(inputs, rowCount),
      dispose: async () => {
        forgotten.unregister(worker);
        calls.fail(new Error(`${action}: the model has been disposed of. Predict first, dispose after`));
        await worker.terminate();
      },
    };
    forgotten.register(hosted, worker, worker);
    return hosted;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

interface Waiting {
  resolve(values: Float64Array): void;
  reject(reason: Error): void;
}

/** The calls on their way to a worker and back; call 0 is the training. The thread holds the process only while one is open. */
class Calls {
  readonly #worker: Worker;
  readonly #open = new Map<number, Waiting>();
  #failed: Error | undefined;
  #last = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (reply: TreeReply) => this.#hear(reply));
    worker.on("error", (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => this.fail(new Error("The thread of the tree model has ended. Train again")));
  }

  async ask(inputs: readonly TreeInput[], rowCount: number): Promise<Float64Array> {
    const id = ++this.#last;
    const answer = this.wait(id);
    if (this.#failed === undefined) this.#worker.postMessage({ id, inputs, rowCount } satisfies TreeRequest);
    return answer;
  }

  wait(id: number): Promise<Float64Array> {
    if (this.#failed !== undefined) return Promise.reject(this.#failed);
    this.#worker.ref();
    return new Promise((resolve, reject) => this.#open.set(id, { resolve, reject }));
  }

  /** Ends the thread; every open call, and every later one, fails for this reason. */
  fail(reason: Error): void {
    if (this.#failed !== undefined) return;
    this.#failed = reason;
    for (const call of this.#open.values()) call.reject(reason);
    this.#open.clear();
    void this.#worker.terminate();
  }

  #hear(reply: TreeReply): void {
    if (reply.kind === "failed") return this.fail(new Error(reply.message));
    const id = reply.kind === "trained" ? 0 : reply.id;
    this.#open.get(id)?.resolve(reply.kind === "trained" ? reply.gains : reply.values);
    this.#open.delete(id);
    if (this.#open.size === 0) this.#worker.unref();
  }
}

function compiledWorker(): string | undefined {
  try {
    return workerFile("predictors/tree-worker");
  } catch {
    // not built: the same training in this thread, which it blocks
    return undefined;
  }
}
