/** A code cell: editor, run button, state, outputs. */

import { api } from "../api.js";
import { announce, button, element } from "../dom.js";
import { OutputArea } from "../outputs/output-area.js";
import type { CellStatus } from "../../engine/cell-events.js";
import type { RunMessage } from "../../server/run-messages.js";
import { type DocumentCell, exerciseOf, isTagged } from "../../server/notebook-document.js";
import type { Cell, CellHost } from "./cell.js";
import { cellMenu } from "./cell-menu.js";
import { Editor } from "./editor.js";

export type CellState = "idle" | "queued" | "running" | CellStatus;

const WORDS: Readonly<Record<CellState, string>> = {
  idle: "",
  queued: "Waiting",
  running: "Running",
  ok: "Done",
  error: "Failed",
  interrupted: "Stopped",
  died: "Engine lost",
};

export class CodeCell implements Cell {
  readonly kind = "code";
  readonly id: string;
  readonly exercise: string;
  readonly place: HTMLElement;
  readonly outputs: OutputArea;
  /** Whether it is where an exercise wants its answer. */
  readonly isAnswer: boolean;
  private readonly editor: Editor;
  private readonly status = element("span", { class: "cell-status" });
  private readonly metadata: DocumentCell["metadata"];
  private executionCount: number | null;
  private clock: number | undefined;

  constructor(
    cell: DocumentCell,
    private readonly host: CellHost,
  ) {
    this.id = cell.id;
    this.exercise = exerciseOf(cell);
    this.metadata = cell.metadata;
    this.isAnswer = isTagged(cell, "answer");
    this.executionCount = cell.executionCount;
    this.outputs = new OutputArea(host.displays);
    this.editor = new Editor({
      source: cell.source,
      label: "Code",
      language: "typescript",
      help: host.help,
      onChange: () => this.edited(),
      keys: this.keys(),
    });
    const run = button("Run", () => host.run(this, "stay"), { class: "run", title: "Run this cell (Shift+Enter)" });
    const bar = element("div", { class: "cell-bar" }, run, this.status, cellMenu(this, host));
    this.place = element("section", {
      class: "cell code-cell",
      "data-state": "idle",
      "data-cell": cell.id,
      tabindex: "-1",
      "aria-label": "Code cell",
    });
    this.place.append(element("div", { class: "code-frame" }, this.editor.view.dom, bar), this.outputs.place);
    this.outputs.show(cell.outputs);
  }

  source(): string {
    return this.editor.text();
  }

  setSource(source: string): void {
    this.editor.setText(source);
  }

  stored(): DocumentCell {
    return {
      id: this.id,
      kind: "code",
      source: this.source(),
      metadata: this.metadata,
      outputs: this.outputs.outputs(),
      executionCount: this.executionCount,
    };
  }

  edit(): void {
    this.editor.focus();
  }

  queue(): void {
    this.setState("queued");
  }

  /** No longer waits for its turn. */
  unqueue(): void {
    if (this.place.dataset.state === "queued") this.setState("idle");
  }

  clearOutputs(): void {
    this.outputs.clear();
    this.executionCount = null;
    this.setState("idle");
  }

  /** Runs the cell to its end, or follows a run that is under way already. */
  async run(messages: AsyncIterable<RunMessage> = api.run(this.host.notebook, this.id, this.source())): Promise<CellStatus> {
    this.editor.setMistakes([]);
    this.outputs.expectNew();
    this.setState("running");
    this.startClock();
    let status: CellStatus = "died";
    try {
      for await (const message of messages) status = this.hear(message) ?? status;
    } catch (thrown) {
      this.outputs.addNote(
        `The server does not answer (${thrown instanceof Error ? thrown.message : String(thrown)}). Is npm start still running?`,
      );
    }
    clearInterval(this.clock);
    this.outputs.settle();
    if (this.place.dataset.state === "running") this.setState(status);
    this.host.changed();
    return status;
  }

  private hear(message: RunMessage): CellStatus | undefined {
    if (message.kind === "event") {
      if (message.event.kind === "diagnostics") this.editor.setMistakes(message.event.diagnostics);
      this.outputs.hear(message.event);
      return undefined;
    }
    const address = `/api/output?id=${encodeURIComponent(this.host.notebook)}&cell=${encodeURIComponent(this.id)}`;
    if (message.kind === "capped") {
      this.outputs.addNote(`Only the first ${message.shownCharacters.toLocaleString("en-GB")} characters are shown.`, {
        text: "Show all",
        address,
      });
      return undefined;
    }
    this.executionCount = message.executionCount;
    this.setState(message.status, message.milliseconds);
    if (message.status !== "ok") announce(`The cell has ended: ${WORDS[message.status]}`);
    return message.status;
  }

  private setState(state: CellState, milliseconds?: number): void {
    this.place.dataset.state = state;
    const time = milliseconds === undefined ? "" : ` · ${readable(milliseconds)}`;
    this.status.textContent = WORDS[state] + time;
  }

  private startClock(): void {
    const started = performance.now();
    clearInterval(this.clock);
    this.clock = window.setInterval(() => {
      const milliseconds = performance.now() - started;
      if (milliseconds > 1_000) this.status.textContent = `${WORDS.running} · ${Math.floor(milliseconds / 1000)} s`;
    }, 500);
  }

  private edited(): void {
    if (this.place.dataset.state !== "running" && this.place.dataset.state !== "queued") this.setState("idle");
    this.host.changed();
  }

  private keys(): { key: string; run: () => boolean }[] {
    const does = (act: () => void) => () => {
      act();
      return true;
    };
    return [
      { key: "Shift-Enter", run: does(() => this.host.run(this, "next")) },
      { key: "Mod-Enter", run: does(() => this.host.run(this, "stay")) },
      { key: "Alt-Enter", run: does(() => this.host.run(this, "insert")) },
    ];
  }
}

function readable(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 60_000
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}
