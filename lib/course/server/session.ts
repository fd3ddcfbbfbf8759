/** An open notebook: its engine, the cell that runs, and what its cells have printed. */

import type { CellEvent } from "../engine/cell-events";
import { type Completion, type Engine, type Interruption, startEngine } from "../engine/start-engine";
import type { TableAnswer, TableQuery } from "../table-query";
import { CellRun } from "./cell-run";
import type { EngineState } from "./run-messages";

export interface SessionOptions {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onState: (state: EngineState) => void;
  readonly onLate: (cellId: string, event: CellEvent) => void;
}

export class Session {
  private engine: Promise<Engine> | undefined;
  private current: CellRun | undefined;
  private readonly lastRuns = new Map<string, CellRun>();
  private currentState: EngineState = "stopped";
  private uses = 0;

  constructor(private readonly options: SessionOptions) {}

  get state(): EngineState {
    return this.currentState;
  }

  /** The run that is under way, undefined when none is. */
  get running(): CellRun | undefined {
    return this.current?.hasEnded === false ? this.current : undefined;
  }

  /** The latest run of a cell, for its full text. */
  lastRun(cellId: string): CellRun | undefined {
    return this.lastRuns.get(cellId);
  }

  /** Starts the engine when none runs. */
  start(): Promise<Engine> {
    this.engine ??= this.launch();
    return this.engine;
  }

  /** Starts a cell; the run tells the rest. A cell that is asked for while another runs waits for it. */
  run(cellId: string, code: string, onEnd: (succeeded: boolean) => void): CellRun {
    const run = new CellRun(cellId);
    this.lastRuns.set(cellId, run);
    this.current = run;
    void this.runInEngine(run, code).then(onEnd);
    return run;
  }

  async interrupt(): Promise<Interruption> {
    if (this.engine === undefined) return "idle";
    return (await this.engine).interrupt();
  }

  async restart(): Promise<void> {
    if (this.engine === undefined) return void (await this.start());
    this.setState("starting");
    await (await this.engine).restart();
    this.setState("ready");
  }

  async stop(): Promise<void> {
    const engine = await this.engine?.catch(() => undefined);
    this.engine = undefined;
    await engine?.stop();
    this.setState("stopped");
  }

  async complete(code: string, position: number): Promise<Completion> {
    return (await this.start()).complete(code, position);
  }

  async inspect(code: string, position: number): Promise<string | undefined> {
    return (await this.start()).inspect(code, position);
  }

  /** A table is looked into where it is: an engine that does not run holds none. */
  async look(table: string, query: TableQuery | undefined): Promise<TableAnswer> {
    return (await this.engine)?.look(table, query) ?? { kind: "gone" };
  }

  async reload(): Promise<void> {
    await (await this.engine)?.reload();
  }

  private async launch(): Promise<Engine> {
    this.setState("starting");
    try {
      const engine = await startEngine({ cwd: this.options.folder, environment: this.options.environment, onLate: this.options.onLate });
      this.setState(this.running === undefined ? "ready" : "running");
      return engine;
    } catch (thrown) {
      this.engine = undefined;
      this.setState("stopped");
      throw thrown;
    }
  }

  private async runInEngine(run: CellRun, code: string): Promise<boolean> {
    const use = ++this.uses;
    try {
      const engine = await this.start();
      this.setState("running");
      const outcome = await engine.execute(code, { cellId: run.cellId, onMessage: (event) => run.hear(event) });
      run.end(outcome);
      return outcome.status === "ok";
    } catch (thrown) {
      const evalue = thrown instanceof Error ? thrown.message : String(thrown);
      run.hear({ kind: "output", output: { output_type: "error", ename: "Engine", evalue, traceback: [] } });
      run.end({ status: "died", outputs: [], diagnostics: [], executionCount: 0, milliseconds: 0 });
      return false;
    } finally {
      if (use === this.uses && this.engine !== undefined) this.setState("ready");
    }
  }

  private setState(state: EngineState): void {
    if (state === this.currentState) return;
    this.currentState = state;
    this.options.onState(state);
  }
}
