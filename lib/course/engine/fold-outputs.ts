/** From the events of a running cell to the list of outputs that a notebook stores. */

import type { CellEvent, DisplayOutput, Output, StreamName } from "./cell-events";

/** The outputs of one cell while it runs: neighbouring text grows together, an update replaces what it updates. */
export interface OutputFold {
  add(event: CellEvent): void;
  outputs(): Output[];
}

type Part =
  | { readonly kind: "text"; readonly name: StreamName; readonly pieces: string[] }
  | { readonly kind: "other"; output: Output; readonly displayId: string | undefined };

/**
 * An empty fold. An update of a display that another cell made changes nothing here: it belongs to that cell.
 */
export function foldOutputs(): OutputFold {
  const parts: Part[] = [];
  return {
    add: (event) => addEvent(parts, event),
    outputs: () => parts.map((part) => (part.kind === "text" ? stream(part.name, part.pieces) : part.output)),
  };
}

function addEvent(parts: Part[], event: CellEvent): void {
  if (event.kind === "text") addText(parts, event.name, event.text);
  if (event.kind === "output") parts.push({ kind: "other", output: event.output, displayId: event.displayId });
  if (event.kind === "update") {
    const updated: DisplayOutput = { output_type: "display_data", data: event.data, metadata: event.metadata };
    for (const part of parts) if (part.kind === "other" && part.displayId === event.displayId) part.output = updated;
  }
}

function addText(parts: Part[], name: StreamName, text: string): void {
  const last = parts.at(-1);
  if (last?.kind === "text" && last.name === name) last.pieces.push(text);
  else parts.push({ kind: "text", name, pieces: [text] });
}

function stream(name: StreamName, pieces: readonly string[]): Output {
  return { output_type: "stream", name, text: pieces.join("") };
}
