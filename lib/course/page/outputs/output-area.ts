/** The outputs below a code cell: they grow while it runs, and are what the notebook stores. */

import { foldOutputs } from "../../engine/fold-outputs.js";
import type { CellEvent, MimeBundle, Output, StreamName } from "../../engine/cell-events.js";
import { element } from "../dom.js";
import { renderError } from "./error-output.js";
import { renderBundle, updateBundle } from "./render-bundle.js";

const COLOURS = /\u001b\[[0-9;]*m/g;

/** Finds the area that holds a display, so that a later cell can update it. */
export type DisplayRegistry = Map<string, OutputArea>;

export class OutputArea {
  readonly place = element("div", { class: "outputs" });
  private fold = foldOutputs();
  private readonly displays = new Map<string, HTMLElement[]>();
  private isStale = false;

  constructor(private readonly registry: DisplayRegistry) {}

  /** The outputs as the notebook stores them. */
  outputs(): Output[] {
    return this.fold.outputs();
  }

  /** Shows stored outputs. */
  show(outputs: readonly Output[]): void {
    this.clear();
    for (const output of outputs)
      this.hear(output.output_type === "stream" ? { kind: "text", name: output.name, text: output.text } : { kind: "output", output });
  }

  clear(): void {
    this.isStale = false;
    this.fold = foldOutputs();
    this.displays.clear();
    this.place.replaceChildren();
    this.place.style.minHeight = "";
  }

  /** The old outputs stay until the first new one comes, so that the page does not jump. */
  expectNew(): void {
    this.isStale = true;
    this.place.classList.add("stale");
  }

  /** The cell has ended: what is still old goes. */
  settle(): void {
    if (this.isStale) this.clear();
    this.place.classList.remove("stale");
    this.place.style.minHeight = "";
  }

  hear(event: CellEvent): void {
    if (event.kind === "update") return this.registry.get(event.displayId)?.update(event.displayId, event.data, event);
    if (event.kind === "diagnostics") return;
    this.makeRoom();
    this.fold.add(event);
    if (event.kind === "text") this.addText(event.name, event.text);
    if (event.kind === "output") this.addOutput(event.output, event.displayId);
    if (event.kind === "stopping") this.addNote("Stopping: the cell finishes its step and keeps what it has …");
    if (event.kind === "notice") this.addNote(event.text);
  }

  addNote(text: string, link?: { readonly text: string; readonly address: string }): void {
    const note = element("div", { class: "note", role: "status" }, element("p", {}, text));
    if (link !== undefined) note.append(element("a", { href: link.address, target: "_blank", rel: "noopener" }, link.text));
    this.place.append(note);
  }

  private makeRoom(): void {
    if (!this.isStale) return;
    const height = this.place.offsetHeight;
    this.clear();
    this.place.classList.remove("stale");
    this.place.style.minHeight = `${height}px`;
  }

  private addText(name: StreamName, raw: string): void {
    const text = raw.replace(COLOURS, "");
    const last = this.place.lastElementChild;
    if (last instanceof HTMLPreElement && last.dataset.stream === name) last.append(text);
    else
      this.place.append(
        element(
          "pre",
          {
            class: `stream ${name}`,
            "data-stream": name,
            tabindex: 0,
            "aria-label": name === "stderr" ? "Printed messages" : "Printed text",
          },
          text,
        ),
      );
  }

  private addOutput(output: Output, displayId: string | undefined): void {
    if (output.output_type === "stream") return this.addText(output.name, output.text);
    const made = output.output_type === "error" ? renderError(output) : renderBundle(output.data);
    const slot = element("div", { class: "output" }, made);
    this.place.append(slot);
    if (displayId === undefined) return;
    this.registry.set(displayId, this);
    this.displays.set(displayId, [...(this.displays.get(displayId) ?? []), made]);
  }

  private update(displayId: string, data: MimeBundle, event: CellEvent): void {
    this.fold.add(event);
    const updated = (this.displays.get(displayId) ?? []).map((old) => updateBundle(old, data));
    this.displays.set(displayId, updated);
  }
}
