/** The engine as the server, the notebook runner and the grader use it: a process that runs cells and comes back when it dies. */

import { totalmem } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { TableAnswer, TableQuery } from "../table-query";
import type { CellEvent, CellOutcome, Diagnostic, ErrorOutput } from "./cell-events";
import type { EngineUsage } from "./engine-messages";
import { EngineProcess, type JobEnd, type JobListener } from "./engine-process";
import { foldOutputs } from "./fold-outputs";

export interface EngineOptions {
  /** The folder of the notebook: `process.cwd()` of its cells. */
  readonly cwd: string;
  /** Limit of the JavaScript heap in megabytes; half of the machine's memory and at most 4096 when absent. */
  readonly heapMegabytes?: number;
  /** Limit of the memory as a whole, typed arrays included; a process that holds more is ended. None when absent. */
  readonly maxMegabytes?: number;
  /** Variables of the environment that the cells see beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Hears what the timers and the forgotten promises of a cell say after its end. */
  readonly onLate?: (cellId: string, event: CellEvent) => void;
}

export interface ExecuteOptions {
  /** Names the cell in messages to the learner. */
  readonly cellId: string;
  /** Hears everything as it happens. The outcome holds it all once more. */
  readonly onMessage?: (event: CellEvent) => void;
  /** Past this time the cell is ended, and its process with it. */
  readonly maxSeconds?: number;
  /** The same for the time on the processor, of all threads together: that of a cell that waits its turn does not pass. */
  readonly maxCpuSeconds?: number;
}

export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** `stopped`: variables are kept. `restarted`: the cell would not stop; all variables are gone. `idle`: nothing ran. */
export type Interruption = "stopped" | "restarted" | "idle";

export interface Engine {
  /** Runs a cell after those that were asked for before; never throws for anything that the cell does. */
  execute(code: string, options: ExecuteOptions): Promise<CellOutcome>;
  /** What could stand at `position`, a count of UTF-16 units from the cell's start. */
  complete(code: string, position: number): Promise<Completion>;
  /** Type and documentation of what stands at `position`, undefined when there is none. */
  inspect(code: string, position: number): Promise<string | undefined>;
  /** A page of a table that a cell has shown; without a query, what its columns hold. */
  look(table: string, query: TableQuery | undefined): Promise<TableAnswer>;
  /** Stops the running cell: asks, waits, and ends the process when nothing helps. */
  interrupt(): Promise<Interruption>;
  /** A fresh process: all variables are gone. */
  restart(): Promise<void>;
  /** Lets the next import of the library load what was built since. */
  reload(): Promise<void>;
  /** What the present process has used; undefined when it is too busy to say. */
  usage(): Promise<EngineUsage | undefined>;
  stop(): Promise<void>;
}

const SECONDS_TO_HEED = 1.5;
/** A cell that has heard the stop and finishes its step gets longer before it is given up, and longer again before its process is. */
const SECONDS_TO_WIND_UP = 12;

/** Starts an engine and resolves when it can take cells; throws when it cannot be started. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const engine = new RestartingEngine(options);
  await engine.ready();
  return engine;
}

function defaultHeap(): number {
  return Math.min(4096, Math.floor(totalmem() / 2 ** 21));
}

class RestartingEngine implements Engine {
  private process: EngineProcess;
  private queue: Promise<unknown> = Promise.resolve();
  private executionCount = 0;
  private running: { done: Promise<unknown>; isStopping: boolean } | undefined;

  constructor(private readonly options: EngineOptions) {
    this.process = this.launch();
  }

  ready(): Promise<void> {
    return this.live().ready;
  }

  execute(code: string, options: ExecuteOptions): Promise<CellOutcome> {
    const outcome = this.queue.then(() => this.run(code, options));
    this.queue = outcome;
    return outcome;
  }

  async complete(code: string, position: number): Promise<Completion> {
    const answer = await this.live().ask((request) => ({ kind: "complete", request, code, position }));
    return answer.kind === "completion" ? answer : { start: position, end: position, candidates: [] };
  }

  async inspect(code: string, position: number): Promise<string | undefined> {
    const answer = await this.live().ask((request) => ({ kind: "inspect", request, code, position }));
    return answer.kind === "hover" ? answer.text : undefined;
  }

  async look(table: string, query: TableQuery | undefined): Promise<TableAnswer> {
    const answer = await this.live().ask((request) => ({ kind: "look", request, table, ...(query === undefined ? {} : { query }) }));
    return answer.kind === "table" ? answer.answer : { kind: "gone" };
  }

  async interrupt(): Promise<Interruption> {
    const running = this.running;
    if (running === undefined) return "idle";
    const wasStopping = running.isStopping;
    this.process.interrupt();
    if (await settlesWithin(running.done, SECONDS_TO_HEED)) return "stopped";
    if (running.isStopping && !wasStopping) {
      if (await settlesWithin(running.done, SECONDS_TO_WIND_UP)) return "stopped";
      this.process.interrupt();
      if (await settlesWithin(running.done, SECONDS_TO_HEED)) return "stopped";
    }
    // while we waited a second request may have ended the cell
    if (this.running !== running) return "stopped";
    await this.process.kill(
      "The cell did not heed the stop, so the engine was restarted. All variables are gone: run the notebook from the top.",
    );
    this.live();
    return "restarted";
  }

  async restart(): Promise<void> {
    await this.process.kill("The engine was restarted while the cell ran.");
    this.executionCount = 0;
    await this.queue;
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.live().ask((request) => ({ kind: "reload", request }));
  }

  async usage(): Promise<EngineUsage | undefined> {
    const answer = await this.live().ask((request) => ({ kind: "usage", request }));
    return answer.kind === "usage" ? { cpuSeconds: answer.cpuSeconds, residentMegabytes: answer.residentMegabytes } : undefined;
  }

  async stop(): Promise<void> {
    await this.process.kill("The engine was stopped.");
  }

  /** The process, a fresh one when the last has ended. */
  private live(): EngineProcess {
    if (this.process.hasEnded) this.process = this.launch();
    return this.process;
  }

  private launch(): EngineProcess {
    const { cwd, heapMegabytes = defaultHeap(), maxMegabytes, environment = {} } = this.options;
    return new EngineProcess(cwd, { heapMegabytes, ...(maxMegabytes === undefined ? {} : { maxMegabytes }) }, environment);
  }

  private async run(code: string, { cellId, onMessage, maxSeconds, maxCpuSeconds }: ExecuteOptions): Promise<CellOutcome> {
    const fold = foldOutputs();
    const diagnostics: Diagnostic[] = [];
    const executionCount = ++this.executionCount;
    const hear = (event: CellEvent): void => {
      if (event.kind === "stopping" && this.running !== undefined) this.running.isStopping = true;
      const counted = withCount(event, executionCount);
      fold.add(counted);
      onMessage?.(counted);
      if (event.kind !== "diagnostics") return;
      diagnostics.push(...event.diagnostics);
      hear({ kind: "output", output: refusal(event.diagnostics) });
    };
    const started = performance.now();
    const { status, reason } = await this.runInProcess(
      code,
      { hear, hearLate: (event) => this.options.onLate?.(cellId, event) },
      { maxSeconds, maxCpuSeconds },
    );
    if (reason !== undefined) hear({ kind: "output", output: { output_type: "error", ename: "Engine", evalue: reason, traceback: [] } });
    return { status, outputs: fold.outputs(), diagnostics, executionCount, milliseconds: Math.round(performance.now() - started) };
  }

  private async runInProcess(
    code: string,
    listener: JobListener,
    { maxSeconds, maxCpuSeconds }: Pick<ExecuteOptions, "maxSeconds" | "maxCpuSeconds">,
  ): Promise<JobEnd> {
    const engine = this.live();
    const done = engine.ready.then(
      () => engine.execute(code, listener, maxCpuSeconds),
      (error: Error): JobEnd => ({ status: "died", reason: error.message }),
    );
    this.running = { done, isStopping: false };
    const tooLong = `The cell ran longer than ${maxSeconds} s and was ended. All variables are gone.`;
    const limit = maxSeconds === undefined ? undefined : setTimeout(() => void engine.kill(tooLong), 1000 * maxSeconds);
    const end = await done;
    clearTimeout(limit);
    this.running = undefined;
    return end;
  }
}

/** What the compiler refused, as the error output that a notebook stores. */
function refusal(diagnostics: readonly Diagnostic[]): ErrorOutput {
  const lines = diagnostics.map(
    ({ line, column, message, file }) => `${file === undefined ? "" : `${file}, `}line ${line}, column ${column}: ${message}`,
  );
  return { output_type: "error", ename: "TypeScript", evalue: lines[0], traceback: lines };
}

function withCount(event: CellEvent, executionCount: number): CellEvent {
  if (event.kind !== "output" || event.output.output_type !== "execute_result") return event;
  return { ...event, output: { ...event.output, execution_count: executionCount } };
}

async function settlesWithin(promise: Promise<unknown>, seconds: number): Promise<boolean> {
  const limit = new AbortController();
  const timeout = sleep(1000 * seconds, false, { signal: limit.signal }).catch(() => false);
  const settled = await Promise.race([promise.then(() => true), timeout]);
  limit.abort();
  return settled;
}
