/** The .ipynb file (nbformat 4) read and written, with everything kept that Jupyter or the course put there. */

import { messageOf } from "../../base/errors";
import type { Output } from "../engine/cell-events";
import { type DocumentCell, member, membersOf, type NotebookDocument } from "./notebook-document";

/** The notebook in the text of an .ipynb file; throws a SyntaxError that names the file when it is none. */
export function parseIpynb(text: string, name: string): NotebookDocument {
  const file = parseJson(text, name);
  const cells = member(file, "cells");
  if (!Array.isArray(cells) || member(file, "nbformat") !== 4) {
    throw new SyntaxError(`Cannot open ${name}: it is no notebook of format 4`);
  }
  return { cells: cells.map(cellOf), metadata: membersOf(member(file, "metadata")) };
}

/** A document as the page sends it; throws a TypeError when it is none. */
export function documentOf(value: unknown): NotebookDocument {
  const cells = member(value, "cells");
  if (!Array.isArray(cells)) throw new TypeError("Cannot save: a notebook is an object with a list of cells");
  return { cells: cells.map(cellOf), metadata: membersOf(member(value, "metadata")) };
}

/** The text of an .ipynb file, with its keys in Jupyter's order. */
export function formatIpynb({ cells, metadata }: NotebookDocument): string {
  return `${JSON.stringify({ cells: cells.map(fileCell), metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new SyntaxError(`Cannot open ${name}: it is no JSON (${messageOf(thrown)})`);
  }
}

function cellOf(cell: unknown, i: number): DocumentCell {
  const type = member(cell, "cell_type") ?? member(cell, "kind");
  const kind = type === "code" || type === "raw" ? type : "markdown";
  const count = member(cell, "execution_count") ?? member(cell, "executionCount");
  const outputs = member(cell, "outputs");
  return {
    id: textOf(member(cell, "id")) || `cell-${i + 1}`,
    kind,
    source: textOf(member(cell, "source")),
    metadata: membersOf(member(cell, "metadata")),
    outputs: kind === "code" && Array.isArray(outputs) ? outputs.flatMap(outputOf) : [],
    executionCount: typeof count === "number" ? count : null,
  };
}

function outputOf(output: unknown): Output[] {
  const type = member(output, "output_type");
  const data = bundleOf(member(output, "data"));
  const metadata = membersOf(member(output, "metadata"));
  if (type === "stream")
    return [{ output_type: type, name: member(output, "name") === "stderr" ? "stderr" : "stdout", text: textOf(member(output, "text")) }];
  if (type === "display_data") return [{ output_type: type, data, metadata }];
  if (type === "execute_result") return [{ output_type: type, data, metadata, execution_count: null }];
  if (type !== "error") return [];
  const traceback = member(output, "traceback");
  const lines = Array.isArray(traceback) ? traceback.map(textOf) : [];
  return [{ output_type: type, ename: textOf(member(output, "ename")), evalue: textOf(member(output, "evalue")), traceback: lines }];
}

/** Texts in a bundle may be lists of lines; JSON content stays as it is. */
function bundleOf(data: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(membersOf(data)).map(([mime, content]) => [mime, /json$/.test(mime) ? content : textOf(content)]),
  );
}

/** Jupyter stores text as one string or as a list of lines. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((line) => typeof line === "string").join("");
  return typeof value === "string" ? value : "";
}

function fileCell({ kind, id, source, metadata, outputs, executionCount }: DocumentCell): object {
  const lines = source === "" ? [] : source.split(/(?<=\n)/);
  if (kind !== "code") return { cell_type: kind, id, metadata, source: lines };
  const counted = outputs.map((output) =>
    output.output_type === "execute_result" ? { ...output, execution_count: executionCount } : output,
  );
  return { cell_type: kind, execution_count: executionCount, id, metadata, outputs: counted, source: lines };
}
