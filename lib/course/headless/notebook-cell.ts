/** A cell as it is built, checked, run without a page and graded: what was written, without what it gave. */

import { readFile } from "node:fs/promises";
import { parseIpynb } from "../server/ipynb";
import { type DocumentCell, exerciseOf, type NotebookDocument } from "../server/notebook-document";

export interface NotebookCell {
  readonly kind: DocumentCell["kind"];
  readonly id: string;
  readonly source: string;
  readonly tags: readonly string[];
  /** The exercise that the cell belongs to, "" when to none. */
  readonly exercise: string;
}

/** The cells of an .ipynb file, whoever wrote it; throws a SyntaxError that names the file when it is none. */
export async function readCells(file: string): Promise<NotebookCell[]> {
  return cellsOf(parseIpynb(await readFile(file, "utf8"), file));
}

/** The cells of a notebook. */
export function cellsOf({ cells }: NotebookDocument): NotebookCell[] {
  return cells.map((cell) => ({ kind: cell.kind, id: cell.id, source: cell.source, tags: tagsOf(cell), exercise: exerciseOf(cell) }));
}

function tagsOf({ metadata }: DocumentCell): string[] {
  const { tags } = metadata;
  return Array.isArray(tags) ? tags.filter((tag: unknown) => typeof tag === "string") : [];
}
