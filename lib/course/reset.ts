/** Back to the beginning, with a backup of everything: an exercise, a notebook, the whole course. */

import { exercises } from "./graders/index";
import type { Exercise } from "./graders/exercise";
import { nameOf } from "./headless/find-notebook";
import { forgetProgress, readProgress } from "./progress-file";
import { exerciseOf } from "./server/notebook-document";
import { type NotebookName, type NotebookStore, notebookStore } from "./server/notebook-store";
import { visitsOf } from "./server/visits";

export interface Reset {
  readonly notebooks: readonly { readonly notebook: string; readonly backup: string }[];
  /** The exercises whose progress was forgotten. */
  readonly forgotten: readonly string[];
}

/** The stubs of one exercise, in its lesson and on its sheet. */
export async function resetExercise(root: string, { id, notebook }: Exercise): Promise<Reset> {
  const store = notebookStore(root);
  const names = (await store.list()).filter(({ name, folder }) => name === notebook && folder !== "solutions");
  return { notebooks: await collect(names, (name) => resetCells(store, name, id)), forgotten: forget([id]) };
}

/** A notebook of the course, named as a learner names it: "04a" is the lesson and its sheet, "exercises/04a" the sheet. */
export async function resetNotebook(root: string, word: string): Promise<Reset> {
  const store = notebookStore(root);
  const named = await nameOf(store, word);
  const names = (await store.list()).filter((each) => each.name === named.name && (!word.includes("/") || each.id === named.id));
  const notebooks = await resetFiles(root, store, names);
  return { notebooks, forgotten: forget(exercises.filter((exercise) => exercise.notebook === named.name).map(({ id }) => id)) };
}

/** Everything. */
export async function resetAll(root: string): Promise<Reset> {
  const store = notebookStore(root);
  return { notebooks: await resetFiles(root, store, await store.list()), forgotten: forget(Object.keys(readProgress())) };
}

type ResetNotebook = Reset["notebooks"][number];

async function resetFiles(root: string, store: NotebookStore, names: readonly NotebookName[]): Promise<ResetNotebook[]> {
  const visits = visitsOf(root);
  return collect(names, async (name) => {
    const backup = await store.reset(name);
    await visits.forget(name.id);
    return backup;
  });
}

/** Puts the stubs back among the learner's other cells. Returns the backup, undefined when the cells are stubs still. */
async function resetCells(store: NotebookStore, name: NotebookName, exercise: string): Promise<string | undefined> {
  const { document, modified, original } = await store.load(name);
  const cells = document.cells.map((cell) => {
    const isWritten = exerciseOf(cell) === exercise && Object.hasOwn(original, cell.id) && cell.source !== original[cell.id];
    return isWritten ? { ...cell, source: original[cell.id], outputs: [], executionCount: null } : cell;
  });
  if (cells.every((cell, i) => cell === document.cells[i])) return undefined;
  const backup = await store.setAside(name, document);
  const { kind } = await store.save(name, { ...document, cells }, modified);
  if (kind === "conflict") throw new Error(`Cannot reset ${name.id}: it was saved elsewhere this moment. Try again`);
  return backup;
}

function forget(ids: readonly string[]): string[] {
  const progress = readProgress();
  const known = ids.filter((id) => Object.hasOwn(progress, id));
  if (known.length > 0) forgetProgress(known);
  return known;
}

/** Resets one notebook after another; those that had nothing to reset are left out. */
async function collect(
  names: readonly NotebookName[],
  reset: (name: NotebookName) => Promise<string | undefined>,
): Promise<ResetNotebook[]> {
  const notebooks: ResetNotebook[] = [];
  for (const name of names) {
    const backup = await reset(name);
    if (backup !== undefined) notebooks.push({ notebook: name.id, backup });
  }
  return notebooks;
}
