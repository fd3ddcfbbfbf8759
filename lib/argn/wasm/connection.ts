/** The way from the engine's front to its leader: to another thread, or, without threads, to the same one. */

import { Worker } from "node:worker_threads";
import { messageOf } from "../../base/errors";
import { workerFile } from "../../base/worker-file";
import { Leader } from "./leader";
import type { Reply, Request } from "./requests";
import { networkOf, type WorkerStart } from "./worker-start";

export interface Connection {
  ask(request: Request, transfer?: ArrayBuffer[]): Promise<Reply>;
  close(): Promise<void>;
}

/** A leader on this thread, which lets the event loop breathe between its tasks. */
export function connectHere(start: Omit<WorkerStart, "thread" | "threads">): Connection {
  const leader = new Leader(start.blueprint, networkOf({ ...start, threads: 1, thread: 0 }), 0);
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask(request) {
      const reply = last.then(() => leader.fulfil(request));
      last = reply;
      return reply;
    },
    close: () => Promise.resolve(),
  };
}

/** A leader and its helpers, each in a thread of its own. Rejects when a thread can't start. */
export async function connectThreads(start: Omit<WorkerStart, "thread">, planned: number): Promise<Connection> {
  const file = workerFile("argn/wasm/worker");
  const workers = Array.from({ length: start.threads }, (_, thread) => new Worker(file, { workerData: { ...start, thread } }));
  try {
    await Promise.all(workers.map((worker) => readiness(worker, planned)));
  } catch (thrown) {
    await terminate(workers);
    throw thrown;
  }
  return new ThreadConnection(workers);
}

/** Resolves when the thread is ready, and has laid out its memory as this one has. */
function readiness(worker: Worker, planned: number): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread ended with exit code ${code}`)));
    worker.once("message", (bytes: unknown) => {
      // by name: the thread's own machinery listens too
      worker.removeAllListeners("error").removeAllListeners("exit");
      if (bytes === planned) resolve();
      else reject(new Error("the compiled worker belongs to another version of the library. Build it again: npm run build"));
    });
  });
}

async function terminate(workers: readonly Worker[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.terminate()));
}

/** Requests are answered in their order. Threads keep the process alive only while an answer is due. */
class ThreadConnection implements Connection {
  readonly #workers: readonly Worker[];
  readonly #waiting: { resolve: (reply: Reply) => void; reject: (reason: Error) => void }[] = [];
  #ended: Error | undefined;

  constructor(workers: readonly Worker[]) {
    this.#workers = workers;
    const [leader] = workers;
    leader.on("message", (reply: Reply) => {
      this.#waiting.shift()?.resolve(reply);
      if (this.#waiting.length === 0) leader.unref();
    });
    for (const worker of workers) {
      worker.on("error", (thrown) => this.#end(`a thread failed: ${messageOf(thrown)}`));
      worker.on("exit", () => this.#end("a thread ended"));
      worker.unref();
    }
  }

  ask(request: Request, transfer: ArrayBuffer[] = []): Promise<Reply> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const [leader] = this.#workers;
    leader.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      leader.postMessage(request, transfer);
    });
  }

  async close(): Promise<void> {
    this.#end("it has been disposed of");
    await terminate(this.#workers);
  }

  #end(why: string): void {
    if (this.#ended !== undefined) return;
    const ended = new Error(`The fast engine no longer answers: ${why}. Make a new engine`);
    this.#ended = ended;
    for (const { reject } of this.#waiting.splice(0)) reject(ended);
    void terminate(this.#workers);
  }
}
