/** What was typed and could not be saved: kept in the browser until the server has it. */

import { type DocumentCell, member, type NotebookDocument } from "../../server/notebook-document.js";

interface DraftCell {
  readonly id: string;
  readonly kind: DocumentCell["kind"];
  readonly source: string;
}

/** Remembers what a person wrote; outputs can be made again. A full store is no reason to stop typing. */
export function keepDraft(notebook: string, { cells }: NotebookDocument): void {
  const written = cells.map(({ id, kind, source }): DraftCell => ({ id, kind, source }));
  try {
    localStorage.setItem(keyOf(notebook), JSON.stringify(written));
  } catch {
    return;
  }
}

export function forgetDraft(notebook: string): void {
  localStorage.removeItem(keyOf(notebook));
}

/** The document with what was typed and never saved; undefined when nothing was lost. */
export function withDraft(notebook: string, document: NotebookDocument): NotebookDocument | undefined {
  const draft = readDraft(notebook);
  if (draft.length === 0 || isSame(draft, document.cells)) return undefined;
  const saved = new Map(document.cells.map((cell) => [cell.id, cell]));
  const cells = draft.map((cell) => ({ metadata: {}, outputs: [], executionCount: null, ...saved.get(cell.id), ...cell }));
  return { ...document, cells };
}

function isSame(draft: readonly DraftCell[], cells: readonly DocumentCell[]): boolean {
  return draft.length === cells.length && draft.every(({ id, source }, i) => cells[i].id === id && cells[i].source === source);
}

function readDraft(notebook: string): DraftCell[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(notebook)) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(cellOf) : [];
  } catch {
    return [];
  }
}

function cellOf(value: unknown): DraftCell[] {
  const [id, kind, source] = [member(value, "id"), member(value, "kind"), member(value, "source")];
  if (typeof id !== "string" || typeof source !== "string") return [];
  return [{ id, kind: kind === "code" || kind === "raw" ? kind : "markdown", source }];
}

function keyOf(notebook: string): string {
  return `draft:${notebook}`;
}
