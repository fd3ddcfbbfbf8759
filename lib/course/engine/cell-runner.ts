/** Cells on tslab's own converter and executor, with what they say turned into events. */

import { AsyncLocalStorage } from "node:async_hooks";
import { createConverter, type Converter, type Diagnostic as TslabDiagnostic } from "tslab/dist/converter";
import { createExecutor, type ConverterSet, type Executor } from "tslab/dist/executor";
import { printQuickInfo } from "tslab/dist/inspect";
import * as jupyter from "tslab/dist/jupyter";
import type { CellEvent, CellStatus, Diagnostic, ErrorOutput, StreamName } from "./cell-events";
import { describeError } from "./describe-error";
import type { EngineAnswer } from "./engine-messages";
import { plainBundle, resultBundle } from "./mime-bundle";
import { shareNames } from "./share-names";
import { raiseStop, renewStop } from "./stop-signal";
import { textBatches } from "./text-batches";

/** Hears what a cell tells; `job` says which run of a cell. */
export type EventListener = (job: number, event: CellEvent) => void;

/** What the display functions of tslab hand over. */
interface DisplayData {
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly transient?: { readonly display_id?: string };
}

const NO_JOB = 0;

/** Runs cells one after another in this process. There can be one in a process: it takes over stdout, stderr and display. */
export class CellRunner {
  private readonly executor: Executor;
  private readonly converter: Converter;
  /** Remembers for every timer and promise which run of a cell it belongs to. */
  private readonly jobs = new AsyncLocalStorage<number>();
  private latestJob = NO_JOB;
  private isDiagnosed = false;
  private failure: Exclude<CellStatus, "died"> = "ok";
  private readonly text = textBatches((job, name, text) => this.listener(job, { kind: "text", name, text }));

  constructor(
    folder: string,
    private readonly listener: EventListener,
  ) {
    this.converter = this.watchDiagnostics(createConverter({ isJS: false, isBrowser: false }));
    const converters: ConverterSet = { node: this.converter, browser: this.converter, close: () => this.converter.close() };
    this.executor = createExecutor(folder, converters, {
      log: (value: unknown) => this.tellResult(value),
      error: (first: unknown) => this.tellError(first),
    });
    shareNames();
    this.takeStreams();
    Object.assign(jupyter, { lastWriteDisplayData: (data: DisplayData, update: boolean) => this.tellDisplay(data, update) });
  }

  /** Type-checks and runs one cell. */
  async execute(job: number, code: string): Promise<Exclude<CellStatus, "died">> {
    this.latestJob = job;
    this.failure = "ok";
    this.isDiagnosed = false;
    renewStop();
    await this.jobs.run(job, async () => {
      try {
        const succeeded = await this.executor.execute(code);
        if (!succeeded && this.failure === "ok") this.failure = "error";
      } catch (thrown) {
        this.tellError(thrown);
      }
    });
    this.text.flush();
    return this.failure;
  }

  /** Asks the running cell to stop with what it has; gives it up at once when it does not listen, or was asked before. */
  interrupt(): void {
    if (raiseStop()) this.tell({ kind: "stopping" });
    else this.executor.interrupt();
  }

  complete(code: string, position: number): EngineAnswer {
    const { start, end, candidates } = this.executor.complete(code, position);
    return { kind: "completion", start, end, candidates: candidates.slice(0, 300) };
  }

  inspect(code: string, position: number): EngineAnswer {
    const info = this.executor.inspect(code, position);
    return info === undefined ? { kind: "nothing" } : { kind: "hover", text: printQuickInfo(info) };
  }

  /** Loads the types of the imports that nearly every notebook begins with, and says nothing about it. */
  warmUp(imports: readonly string[]): void {
    const lines = imports.map((name, i) => `import * as warm${i} from ${JSON.stringify(name)};`);
    this.converter.convert("", [...lines, ...imports.map((_, i) => `typeof warm${i};`)].join("\n"));
  }

  /** Something thrown outside the cell's own course: a timer, a promise that nobody awaited. */
  tellStray(thrown: unknown): void {
    this.failure = "error";
    this.tell({ kind: "output", output: describeError(thrown) });
  }

  private tell(event: CellEvent): void {
    this.text.flush();
    const job = this.jobs.getStore() ?? this.latestJob;
    if (job !== NO_JOB) this.listener(job, event);
  }

  private tellResult(value: unknown): void {
    this.tell({
      kind: "output",
      output: { output_type: "execute_result", data: resultBundle(value), metadata: {}, execution_count: null },
    });
  }

  private tellError(thrown: unknown): void {
    // the executor prints diagnostics through the same door, line by line: those are told already
    if (this.isDiagnosed) return;
    this.failure = isInterruption(thrown) ? "interrupted" : "error";
    const output = this.failure === "interrupted" ? interruption() : describeError(thrown);
    this.tell({ kind: "output", output });
  }

  private tellDisplay(display: DisplayData, update: boolean): void {
    const data = plainBundle(display.data);
    const metadata = plainBundle(display.metadata ?? {});
    const displayId = display.transient?.display_id;
    if (update && displayId !== undefined) this.tell({ kind: "update", displayId, data, metadata });
    else
      this.tell({
        kind: "output",
        output: { output_type: "display_data", data, metadata },
        ...(displayId === undefined ? {} : { displayId }),
      });
  }

  private takeStreams(): void {
    for (const name of ["stdout", "stderr"] as const) Object.assign(process[name], { write: this.writer(name) });
  }

  private writer(name: StreamName): (chunk: string | Uint8Array, ...rest: unknown[]) => boolean {
    const decoder = new TextDecoder();
    return (chunk, ...rest) => {
      const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      const job = this.jobs.getStore() ?? this.latestJob;
      if (job !== NO_JOB && text !== "") this.text.write(job, name, text);
      const callback = rest.find((each) => typeof each === "function");
      if (typeof callback === "function") process.nextTick(callback);
      return true;
    };
  }

  /** The executor passes diagnostics on as printed lines; the places are taken where they arise. */
  private watchDiagnostics(converter: Converter): Converter {
    const watch = (found: readonly TslabDiagnostic[]): void => {
      if (found.length === 0 || this.jobs.getStore() === undefined) return;
      this.failure = "error";
      this.isDiagnosed = true;
      this.tell({ kind: "diagnostics", diagnostics: found.map(diagnostic) });
    };
    return {
      ...converter,
      convert: (previous, source) => {
        const converted = converter.convert(previous, source);
        watch(converted.diagnostics);
        return converted;
      },
      addModule: (name, content, meta) => {
        const found = converter.addModule(name, content, meta);
        watch(found);
        return found;
      },
    };
  }
}

function diagnostic({ start, end, code, messageText, fileName }: TslabDiagnostic): Diagnostic {
  const place = { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
  return { ...place, code, message: messageText, ...(fileName === undefined ? {} : { file: fileName }) };
}

/** Node's name for a script that SIGINT broke off, tslab's message for one that waited, and the library's own error. */
function isInterruption(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code: unknown = Reflect.get(thrown, "code");
  return code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || thrown.message === "Interrupted asynchronously" || thrown.name === "AbortError";
}

function interruption(): ErrorOutput {
  return { output_type: "error", ename: "Stopped", evalue: "The cell was stopped before it ended.", traceback: [] };
}
