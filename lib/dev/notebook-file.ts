/** The .ipynb file as the course writes it: nbformat 4.5, outputs stripped, bytes that depend on the source alone. */

import type { NotebookCell } from "../course/headless/notebook-cell";

export interface Notebook {
  readonly course: CourseMetadata;
  readonly cells: readonly NotebookCell[];
}

export interface CourseMetadata {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly minutes: number;
  readonly kind: "lesson" | "exercise" | "solution";
  /** The ids of the graded exercises in the notebook. */
  readonly exercises: readonly string[];
}

const KERNEL = { display_name: "TypeScript", language: "typescript", name: "tslab" };
const LANGUAGE = { file_extension: ".ts", mimetype: "text/typescript", name: "typescript", version: "5.0.4" };

/** The notebook as the text of an .ipynb file. */
export function writeNotebook(notebook: Notebook): string {
  const file = {
    cells: notebook.cells.map(writeCell),
    metadata: { course: notebook.course, kernelspec: KERNEL, language_info: LANGUAGE },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(file, sortKeys, 1)}\n`;
}

/** Jupyter writes keys in alphabetical order: so do we, and saving there changes nothing. */
function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function writeCell(cell: NotebookCell): object {
  const metadata = {
    ...(cell.exercise === "" ? {} : { course: { exercise: cell.exercise } }),
    ...(cell.tags.length === 0 ? {} : { tags: cell.tags }),
  };
  const source = cell.source.split(/(?<=\n)/);
  if (cell.kind !== "code") return { cell_type: cell.kind, id: cell.id, metadata, source };
  return { cell_type: "code", execution_count: null, id: cell.id, metadata, outputs: [], source };
}
