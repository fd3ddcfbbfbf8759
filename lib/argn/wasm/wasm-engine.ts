/**
 * The fast engine: our own kernels in WebAssembly, on as many threads as there are cores, with the main thread free.
 * Its results are the same, bit for bit, for any number of threads.
 */

import { availableParallelism } from "node:os";
import { checkInteger } from "../../base/check";
import { count, messageOf } from "../../base/errors";
import { inTurns } from "../../base/in-turns";
import { type Blueprint, parameterCount } from "../blueprint";
import type { CodeTable, Engine, EngineOptions, OptimiserState, SampleRequest, Step, Weights } from "../engine";
import { checkCodes, checkDraws, checkOrder, checkSteps, checkSubColumn } from "./check-request";
import { connectHere, type Connection, connectThreads } from "./connection";
import { type Heap, heapOf } from "./heap";
import { bufferOf, fastestKernels, hasRelaxedSimd, type KernelKind, reserveMemory, type SharedMemory } from "./kernels";
import { type MemoryPlan, MOST_BYTES, planMemory } from "./memory-plan";
import type { Reply, Request } from "./requests";
import { inPortions, packCodes } from "./row-portions";
import { sequenceOf } from "./sequence";
import { shareCodes } from "./training-codes";
import { checkWeights, copyWeights, placeNumbers, placeWeights } from "./weights";
import type { WorkerStart } from "./worker-start";

export interface WasmEngineOptions extends EngineOptions {
  /** Which kernels; by default WebAssembly where the machine has SIMD, else plain JavaScript. Relaxed SIMD only on request. */
  readonly kernels?: KernelKind;
}

const KERNEL_WORDS: Readonly<Record<KernelKind, string>> = {
  simd: "WebAssembly with SIMD",
  "relaxed-simd": "WebAssembly with relaxed SIMD",
  javascript: "plain JavaScript kernels",
};
const MOST_THREADS_BY_DEFAULT = 8;
const MOST_THREADS = 64;
/** Below, a temperature counts as this one: a division by zero would follow. */
const LEAST_TEMPERATURE = 0.001;

/**
 * Starts the fast engine on a network.
 *
 * `threads` is the number of worker threads, by default one per core and at most 8. With 0, or where threads can't
 * start, the engine computes on the calling thread and gives it a breath every 12 ms.
 *
 * @throws {RangeError} when relaxed SIMD is asked for where it does not run, the network needs more than the 4 GiB that WebAssembly can address, or weights do not fit it
 */
export async function createWasmEngine(options: WasmEngineOptions): Promise<Engine> {
  const { blueprint, weights, kernels = fastestKernels() } = options;
  const threads = options.threads ?? Math.max(1, Math.min(MOST_THREADS_BY_DEFAULT, availableParallelism()));
  checkInteger("Cannot start the fast engine", "threads", threads, 0, MOST_THREADS);
  if (kernels === "relaxed-simd" && !hasRelaxedSimd()) {
    throw new RangeError(
      `Cannot start the fast engine with relaxed SIMD: Node ${process.versions.node} does not run it. Take Node 22 or later, start node with --experimental-wasm-relaxed-simd, or take the engine "wasm"`,
    );
  }
  const plan = planMemory(blueprint, threads);
  const memory = reserve(kernels, plan, blueprint);
  checkWeights(blueprint, weights);
  const { connection, where } = await connect({ blueprint, memory, kernels, threads }, plan);
  const engine = new WasmEngine(blueprint, plan, heapOf(bufferOf(memory)), connection, `${KERNEL_WORDS[kernels]}, ${where}`);
  await engine.setWeights(weights);
  return engine;
}

function reserve(kernels: KernelKind, plan: MemoryPlan, blueprint: Blueprint): SharedMemory {
  const gibibytes = (plan.bytes / 2 ** 30).toFixed(1);
  const size = `a network of ${count(blueprint.subColumns.length, "sub-column")} and ${count(parameterCount(blueprint), "parameter")} needs ${gibibytes} GiB`;
  const way = "Take model size S, leave out columns, or encode those with thousands of codes otherwise";
  if (plan.bytes > MOST_BYTES) throw new RangeError(`Cannot start the fast engine: ${size}, WebAssembly addresses 4 GiB. ${way}`);
  try {
    return reserveMemory(kernels, plan.bytes);
  } catch (thrown) {
    throw new RangeError(`Cannot start the fast engine: ${size}, which this machine does not give (${messageOf(thrown)}). ${way}`);
  }
}

async function connect(start: Omit<WorkerStart, "thread">, plan: MemoryPlan): Promise<{ connection: Connection; where: string }> {
  const { threads } = start;
  if (threads === 0) return { connection: connectHere(start), where: "on the main thread" };
  try {
    return { connection: await connectThreads(start, plan.bytes), where: `on ${count(threads, "thread")}` };
  } catch (thrown) {
    return { connection: connectHere(start), where: `on the main thread (no worker threads: ${messageOf(thrown)})` };
  }
}

class WasmEngine implements Engine {
  readonly name = "wasm";
  #trainingRows = 0;
  #disposed = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly blueprint: Blueprint,
    readonly plan: MemoryPlan,
    readonly heap: Heap,
    readonly connection: Connection,
    readonly description: string,
  ) {}

  async setTrainingCodes(table: CodeTable): Promise<void> {
    await checkCodes("Cannot take training codes", this.blueprint, table, this.blueprint.subColumns.keys());
    const columns = await shareCodes(this.blueprint, table);
    await this.#ask({ kind: "training codes", columns, rowCount: table.rowCount });
    this.#trainingRows = table.rowCount;
  }

  async train(steps: readonly Step[], learningRate: number): Promise<Float64Array> {
    checkSteps("Cannot train", this.blueprint, steps, this.#trainingRows);
    return doubles(await this.#ask({ kind: "train", steps, learningRate }));
  }

  async logLikelihood(table: CodeTable, order: Int32Array, only?: readonly number[]): Promise<Float64Array> {
    const action = "Cannot compute likelihoods";
    checkOrder(action, this.blueprint, order);
    for (const j of only ?? []) checkSubColumn(action, this.blueprint, j);
    const sequence = sequenceOf(this.blueprint, order);
    const wanted = Int32Array.from(sequence, (j) => (only === undefined || only.includes(j) ? 1 : 0));
    const used = sequence.subarray(0, wanted.lastIndexOf(1) + 1);
    await checkCodes(action, this.blueprint, table, used);
    const result = new Float64Array(table.rowCount);
    await inPortions(table.rowCount, this.plan.requestRows, async (first, rows) => {
      const codes = packCodes(table, used, first, rows);
      const request = { rows, sequence: used, codes, wanted: wanted.subarray(0, used.length) };
      result.set(doubles(await this.#ask({ kind: "likelihood", ...request }, [codes.buffer])), first);
    });
    return result;
  }

  async sample({ table, known, draws, seed, firstRow }: SampleRequest): Promise<void> {
    const action = "Cannot draw";
    checkDraws(action, this.blueprint, known, draws);
    await checkCodes(action, this.blueprint, table, known);
    const sequence = Int32Array.from([...known, ...draws.map(({ subColumn }) => subColumn)]);
    const settings = Float64Array.from(
      draws.flatMap(({ temperature, topP }) => [1 / Math.max(temperature, LEAST_TEMPERATURE), topP, 0, 0]),
    );
    const fixed = draws.map((draw) => draw.fixed);
    await inPortions(table.rowCount, this.plan.requestRows, async (first, rows) => {
      const codes = packCodes(table, known, first, rows);
      const request = { rows, sequence, codes, known: known.length, settings, fixed, seed, firstRow: firstRow + first };
      const drawn = await this.#ask({ kind: "draw", ...request }, [codes.buffer]);
      if (drawn.kind !== "codes") throw new Error("The fast engine gave no codes");
      draws.forEach(({ subColumn }, d) => table.codes[subColumn].set(drawn.values.subarray(d * rows, (d + 1) * rows), first));
    });
  }

  async probabilities(table: CodeTable, visible: readonly number[], subColumn: number): Promise<Float32Array> {
    const action = "Cannot compute probabilities";
    checkDraws(action, this.blueprint, [...visible, subColumn], []);
    await checkCodes(action, this.blueprint, table, visible);
    const { codes: cardinality } = this.plan.subColumns[subColumn];
    const most = Math.min(this.plan.requestRows, Math.floor(this.plan.replyFloats / cardinality));
    const result = new Float32Array(table.rowCount * cardinality);
    await inPortions(table.rowCount, most, async (first, rows) => {
      const codes = packCodes(table, visible, first, rows);
      const reply = await this.#ask({ kind: "probabilities", rows, sequence: Int32Array.from([...visible, subColumn]), codes }, [
        codes.buffer,
      ]);
      if (reply.kind !== "floats") throw new Error("The fast engine gave no probabilities");
      result.set(reply.values, first * cardinality);
    });
    return result;
  }

  async weights(): Promise<Weights> {
    await this.#rest();
    return this.#copy(0);
  }

  async setWeights(weights: Weights): Promise<void> {
    checkWeights(this.blueprint, weights);
    await this.#rest();
    await inTurns(placeWeights(this.blueprint, this.plan, this.heap, weights));
    await this.#ask({ kind: "new weights" });
  }

  async optimiser(): Promise<OptimiserState> {
    await this.#rest();
    const reply = await this.#ask({ kind: "steps" });
    if (reply.kind !== "steps") throw new Error("The fast engine gave no number of steps");
    const { toMeans, toSquares } = this.plan;
    return { steps: reply.steps, means: await this.#copy(toMeans), squares: await this.#copy(toSquares) };
  }

  async setOptimiser(state: OptimiserState): Promise<void> {
    checkWeights(this.blueprint, state.means);
    checkWeights(this.blueprint, state.squares);
    await this.#rest();
    const { blueprint, plan, heap } = this;
    await inTurns(placeNumbers(blueprint, plan, heap, state.means, plan.toMeans));
    await inTurns(placeNumbers(blueprint, plan, heap, state.squares, plan.toSquares));
    await this.#ask({ kind: "new moments", steps: state.steps });
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.connection.close();
  }

  /** Numbers from the common memory, so many bytes behind the parameters. */
  #copy(shift: number): Promise<Weights> {
    return inTurns(copyWeights(this.blueprint, this.plan, this.heap, shift));
  }

  /** Waits until nothing is under way: then this side may read and write the common memory. */
  async #rest(): Promise<void> {
    this.#checkAlive();
    await this.#last;
  }

  #checkAlive(): void {
    if (this.#disposed) throw new Error("The fast engine has been disposed of. Make a new engine");
  }

  async #ask(request: Request, transfer: ArrayBuffer[] = []): Promise<Reply> {
    this.#checkAlive();
    const asked = this.connection.ask(request, transfer);
    this.#last = asked.catch(() => undefined);
    const reply = await asked;
    if (reply.kind === "failed") throw new Error(reply.message);
    return reply;
  }
}

function doubles(reply: Reply): Float64Array {
  if (reply.kind !== "doubles") throw new Error("The fast engine gave no numbers");
  return reply.values;
}
