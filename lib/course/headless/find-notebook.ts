/** The notebook that a person means by a word: a file, an id, or the beginning of a name. */

import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../../base/arguments";
import { didYouMean } from "../../base/errors";
import { parseIpynb } from "../server/ipynb";
import type { NotebookDocument } from "../server/notebook-document";
import { FOLDERS, type NotebookName, type NotebookStore, notebookStore } from "../server/notebook-store";

export interface FoundNotebook {
  /** The .ipynb file. */
  readonly file: string;
  readonly document: NotebookDocument;
  /** Where its cells run. */
  readonly folder: string;
  /** As messages name it: "notebooks/04a-train-and-generate", or the path as it was given. */
  readonly title: string;
}

/**
 * What the word means: the path of an .ipynb file, or a notebook of the course ("04a", "exercises/04a"), as you have it or
 * as the course has it. Throws a UsageError that lists what there is.
 */
export async function findNotebook(root: string, word: string, { original = false } = {}): Promise<FoundNotebook> {
  if (word.endsWith(".ipynb")) {
    const path = fileOf(word);
    return { file: path, document: await read(path), folder: dirname(path), title: word };
  }
  const store = notebookStore(root);
  const name = await nameOf(store, word);
  const file = join(root, `${name.id}.ipynb`);
  const document = original ? await store.original(name) : await read(file);
  return { file, document, folder: join(root, name.folder), title: name.id };
}

async function read(file: string): Promise<NotebookDocument> {
  return parseIpynb(await readFile(file, "utf8"), file);
}

function fileOf(word: string): string {
  const file = resolve(word);
  if (existsSync(file) && statSync(file).isFile()) return file;
  throw new UsageError(`There is no file ${file}. Notebooks of the course are named without folder and ending: 04a`);
}

/** The one notebook of the course that has this id, or whose name begins so; lessons come first. */
export async function nameOf(store: NotebookStore, word: string): Promise<NotebookName> {
  const names = await store.list();
  const found = names.find(({ id }) => id === word) ?? names.find(({ id, name }) => id.startsWith(word) || name.startsWith(word));
  if (found !== undefined && basename(word) !== "") return found;
  const lessons = names.filter(({ folder }) => folder === FOLDERS[0]).map(({ name }) => name);
  const near = didYouMean(word, [...lessons, ...names.map(({ id }) => id)]);
  throw new UsageError(`There is no notebook "${word}".${near} There are: ${lessons.join(", ") || "none yet; run: npx course build"}`);
}
