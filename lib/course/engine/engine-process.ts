/** One life of an engine's process, seen from its parent: started, asked, ended. */

import { type ChildProcess, fork } from "node:child_process";
import { workerFile } from "../../base/worker-file";
import type { CellEvent, CellStatus } from "./cell-events";
import {
  type EngineAnswer,
  type FromEngine,
  MEMORY_VARIABLE,
  OVER_CPU,
  OVER_MEMORY,
  PARENT_VARIABLE,
  type ToEngine,
} from "./engine-messages";

/** How V8's report begins when the heap is full. */
const OUT_OF_MEMORY = "<--- Last few GCs --->";
const MILLISECONDS_FOR_AN_ANSWER = 4_000;

/** Why a process ended, in words for a learner. */
export interface EngineEnd {
  readonly reason: string;
}

/** How a job ended; `reason` is there when its process died. */
export interface JobEnd {
  readonly status: CellStatus;
  readonly reason?: string;
}

/** Who hears a job: while it runs, and what its timers and forgotten promises say afterwards. */
export interface JobListener {
  readonly hear: (event: CellEvent) => void;
  readonly hearLate: (event: CellEvent) => void;
}

/** What a process of the engine may have. */
export interface EngineLimits {
  readonly heapMegabytes: number;
  /** Memory as a whole, what stands beside the heap included. */
  readonly maxMegabytes?: number;
}

interface Job {
  readonly listener: JobListener;
  readonly finish: (end: JobEnd) => void;
}

/** A forked engine. It runs one job at a time: who calls `execute` waits for the one before. */
export class EngineProcess {
  readonly ready: Promise<void>;
  readonly ended: Promise<EngineEnd>;
  private readonly child: ChildProcess;
  private readonly jobs = new Map<number, Job>();
  private readonly lateListeners = new Map<number, (event: CellEvent) => void>();
  private readonly questions = new Map<number, (answer: EngineAnswer) => void>();
  private latest = 0;
  private killedBecause: string | undefined;
  private isOver = false;
  private isOutOfMemory = false;
  private isOverMemory = false;
  private isOverCpu = false;

  constructor(
    folder: string,
    private readonly limits: EngineLimits,
    environment: Readonly<Record<string, string>>,
  ) {
    const { heapMegabytes, maxMegabytes } = limits;
    const own = {
      [PARENT_VARIABLE]: String(process.pid),
      ...(maxMegabytes === undefined ? {} : { [MEMORY_VARIABLE]: String(maxMegabytes) }),
    };
    this.child = fork(workerFile("course/engine/child"), [], {
      cwd: folder,
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      env: { ...process.env, ...environment, ...own, NODE_OPTIONS: "", NO_COLOR: "1", FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const name of ["stdout", "stderr"] as const)
      this.child[name]?.on("data", (chunk: Buffer) => this.hearNative(name, chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.child.once("error", (error) => resolve({ reason: `The engine could not be started: ${error.message}` }));
      // "close" comes after the last of stdout, stderr and the messages
      this.child.once("close", (code, signal) => resolve({ reason: this.explainEnd(code, signal) }));
    });
    this.ready = new Promise((resolve, reject) => {
      this.child.on("message", (message: FromEngine) => {
        if (message.kind === "ready") resolve();
        else if (message.kind === "unfit") reject(new Error(message.reason));
        else this.hear(message);
      });
      void this.ended.then(({ reason }) => {
        this.isOver = true;
        reject(new Error(reason));
        this.finishAll(reason);
      });
    });
    // who never waits for `ready` must not see an unhandled rejection
    this.ready.catch(() => undefined);
  }

  get hasEnded(): boolean {
    return this.isOver;
  }

  /** Runs a cell; resolves when it has ended, in whatever way. */
  execute(code: string, listener: JobListener, maxCpuSeconds?: number): Promise<JobEnd> {
    const job = ++this.latest;
    return new Promise((finish) => {
      this.jobs.set(job, { listener, finish });
      this.send({ kind: "execute", job, code, ...(maxCpuSeconds === undefined ? {} : { maxCpuSeconds }) });
    });
  }

  /** Asks something that must not hold up the learner: no answer within a few seconds is the answer "nothing". */
  ask(question: (request: number) => ToEngine): Promise<EngineAnswer> {
    const request = ++this.latest;
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => settle({ kind: "nothing" }), MILLISECONDS_FOR_AN_ANSWER);
      const settle = (answer: EngineAnswer): void => {
        clearTimeout(giveUp);
        this.questions.delete(request);
        resolve(answer);
      };
      this.questions.set(request, settle);
      this.send(question(request));
    });
  }

  /** SIGINT; on Windows, which has none for a child, a message. */
  interrupt(): void {
    if (process.platform === "win32") this.send({ kind: "interrupt" });
    else this.child.kill("SIGINT");
  }

  /** Ends the process at once; `reason` is what its running cell is told. */
  async kill(reason: string): Promise<void> {
    this.killedBecause ??= reason;
    this.child.kill("SIGKILL");
    await this.ended;
  }

  private send(message: ToEngine): void {
    if (this.child.connected) this.child.send(message);
  }

  private hear(message: Exclude<FromEngine, { kind: "ready" | "unfit" }>): void {
    if (message.kind === "event") {
      const hear = this.jobs.get(message.job)?.listener.hear ?? this.lateListeners.get(message.job);
      hear?.(message.event);
    }
    if (message.kind === "answer") this.questions.get(message.request)?.(message.answer);
    if (message.kind === "done") this.finish(message.job, { status: message.status });
  }

  /** Text that native code writes past Node's streams belongs to the cell that runs; V8's last words are not for learners. */
  private hearNative(name: "stdout" | "stderr", text: string): void {
    this.isOutOfMemory ||= text.includes(OUT_OF_MEMORY);
    this.isOverMemory ||= text.includes(OVER_MEMORY);
    this.isOverCpu ||= text.includes(OVER_CPU);
    if (this.isOutOfMemory || this.isOverMemory || this.isOverCpu) return;
    const [running] = this.jobs.values();
    running?.listener.hear({ kind: "text", name, text });
  }

  private finish(number: number, end: JobEnd): void {
    const job = this.jobs.get(number);
    if (job === undefined) return;
    this.jobs.delete(number);
    this.lateListeners.set(number, job.listener.hearLate);
    job.finish(end);
  }

  private finishAll(reason: string): void {
    for (const job of [...this.jobs.keys()]) this.finish(job, { status: "died", reason });
    for (const settle of [...this.questions.values()]) settle({ kind: "nothing" });
  }

  private explainEnd(code: number | null, signal: NodeJS.Signals | null): string {
    if (this.killedBecause !== undefined) return this.killedBecause;
    if (this.isOverCpu) return "The cell used more time of the processor than it may and was ended: does a loop never end?";
    if (this.isOverMemory) return `The engine held more memory than it may (${this.limits.maxMegabytes} MB) and was ended.`;
    if (this.isOutOfMemory || signal === "SIGABRT" || code === 134) {
      return `The engine ran out of memory (its limit is ${this.limits.heapMegabytes} MB). Use fewer rows, or restart and run only what you need.`;
    }
    if (signal !== null) return `The engine was ended from outside (${signal}).`;
    return `The engine ended with code ${code ?? "unknown"}: does the cell call process.exit()?`;
  }
}
