/** The sheets of the course: what a learner's notebook is graded against. */

import { basename } from "node:path";
import { cellsOf, type NotebookCell } from "../headless/notebook-cell";
import { notebookStore } from "../server/notebook-store";

/** The cell that grades an exercise, as the course has it. */
export interface CheckCell {
  readonly exercise: string;
  /** The id of the cell. */
  readonly id: string;
  /** What the cell does before it checks, "" when nothing. */
  readonly before: string;
  /** The statement that grades. */
  readonly call: string;
  /** What is graded: the expression that stands in the call of `check`. */
  readonly answer: string;
}

export interface Sheet {
  /** The name of its notebooks: "04a-train-and-generate". */
  readonly name: string;
  /** The cells of the exercise notebook, stubs included. */
  readonly cells: readonly NotebookCell[];
  readonly checks: readonly CheckCell[];
  /** The ids of all cells that the course has under this name, those of the lesson included. */
  readonly ids: ReadonlySet<string>;
}

/** Every sheet of the course, from its `exercises` and `notebooks`. */
export async function readSheets(root: string): Promise<Sheet[]> {
  const store = notebookStore(root);
  const names = await store.list();
  const sheets = names.filter(({ folder }) => folder === "exercises");
  return Promise.all(
    sheets.map(async (sheet) => {
      const lesson = names.find(({ id }) => id === `notebooks/${sheet.name}`);
      const [cells, all] = await Promise.all([sheet, lesson ?? sheet].map(async (name) => cellsOf(await store.original(name))));
      return { name: sheet.name, cells, checks: checksIn(cells), ids: new Set([...cells, ...all].map(({ id }) => id)) };
    }),
  );
}

const CHECK = /^([\s\S]*?)(^await check\("([^"]+)", (.+)\);)$/m;

/** The checks among the cells: cells that end in one call, on a line of its own. */
export function checksIn(cells: readonly NotebookCell[]): CheckCell[] {
  return cells.flatMap(({ kind, id, source }) => {
    const found = kind === "code" ? CHECK.exec(source.trim()) : null;
    if (found === null || found[0] !== source.trim()) return [];
    const [, before, call, exercise, answer] = found;
    return [{ exercise, id, before: before.trim(), call, answer }];
  });
}

/** Whose sheet a notebook is: by the ids of its cells, most of which it must share; undefined when it is of another course. */
export function sheetOf(cells: readonly NotebookCell[], sheets: readonly Sheet[]): Sheet | undefined {
  const shared = sheets.map((sheet) => cells.filter(({ id }) => sheet.ids.has(id)).length);
  const most = Math.max(0, ...shared);
  return most === 0 ? undefined : sheets[shared.indexOf(most)];
}

/** The name of a learner's notebook file without what a browser adds to a second download: "04a (1).ipynb" is "04a". */
export function plainName(file: string): string {
  return basename(file, ".ipynb").replace(/\s*\(\d+\)$/, "");
}
