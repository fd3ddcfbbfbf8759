/**
 * The notebooks of the course on disk. The originals are never written: a learner's work lies in `.course/work`, under the
 * same names, and what a reset takes away is kept in `.course/backups`.
 */

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "./atomic-file";
import { formatIpynb, parseIpynb } from "./ipynb";
import { member, membersOf, type NotebookDocument } from "./notebook-document";

export const FOLDERS = ["notebooks", "exercises", "solutions"] as const;
export type NotebookFolder = (typeof FOLDERS)[number];

/** A notebook's place: "notebooks/04a-train-and-generate". */
export interface NotebookName {
  readonly id: string;
  readonly folder: NotebookFolder;
  readonly name: string;
}

export interface LoadedNotebook {
  readonly document: NotebookDocument;
  /** When the working copy was last written, in milliseconds; 0 while there is none. */
  readonly modified: number;
  /** The source of every cell as the course has it. */
  readonly original: Readonly<Record<string, string>>;
  /** The course has changed this notebook since the learner began to work on it. */
  readonly isOutdated: boolean;
}

/** `conflict`: the file was changed elsewhere since it was loaded; nothing was written. */
export type Saved = { readonly kind: "saved"; readonly modified: number } | { readonly kind: "conflict"; readonly modified: number };

export interface NotebookStore {
  list(): Promise<NotebookName[]>;
  /** The notebook of that id, undefined when the course has none: no other file can be reached. */
  find(id: string): Promise<NotebookName | undefined>;
  load(name: NotebookName): Promise<LoadedNotebook>;
  save(name: NotebookName, document: NotebookDocument, modified: number): Promise<Saved>;
  /** Back to the original. Returns the path of the backup, undefined when there was nothing to keep. */
  reset(name: NotebookName): Promise<string | undefined>;
  modified(name: NotebookName): Promise<number>;
}

/** The notebooks under the course folder `root`. */
export function notebookStore(root: string): NotebookStore {
  const originalFile = ({ folder, name }: NotebookName): string => join(root, folder, `${name}.ipynb`);
  const workFile = ({ folder, name }: NotebookName): string => join(root, ".course", "work", folder, `${name}.ipynb`);

  async function list(): Promise<NotebookName[]> {
    const lists = await Promise.all(FOLDERS.map((folder) => namesIn(root, folder)));
    return lists.flat();
  }

  async function load(name: NotebookName): Promise<LoadedNotebook> {
    const pristine = withOrigin(parseIpynb(await readFile(originalFile(name), "utf8"), name.id));
    const original = Object.fromEntries(pristine.cells.map(({ id, source }) => [id, source]));
    const modified = await modifiedOf(workFile(name));
    if (modified === 0) return { document: pristine, modified, original, isOutdated: false };
    const document = parseIpynb(await readFile(workFile(name), "utf8"), `your copy of it, .course/work/${name.id}.ipynb,`);
    const begun = originOf(document);
    // who has changed nothing has nothing to lose by the newer version
    if (begun !== originOf(pristine) && begun === fingerprint(document))
      return { document: pristine, modified, original, isOutdated: false };
    return { document, modified, original, isOutdated: begun !== originOf(pristine) };
  }

  async function save(name: NotebookName, document: NotebookDocument, modified: number): Promise<Saved> {
    const before = await modifiedOf(workFile(name));
    if (before !== modified) return { kind: "conflict", modified: before };
    await writeWhole(workFile(name), formatIpynb(document));
    return { kind: "saved", modified: await modifiedOf(workFile(name)) };
  }

  async function reset(name: NotebookName): Promise<string | undefined> {
    if ((await modifiedOf(workFile(name))) === 0) return undefined;
    const stamp = new Date().toISOString().replace(/[:.]/g, "-");
    const folder = join(root, ".course", "backups", name.folder);
    const backup = join(folder, `${name.name}.${stamp}.ipynb`);
    await mkdir(folder, { recursive: true });
    await rename(workFile(name), backup);
    return backup;
  }

  return {
    list,
    find: async (id) => (await list()).find((name) => name.id === id),
    load,
    save,
    reset,
    modified: (name) => modifiedOf(workFile(name)),
  };
}

/** A working copy remembers which version of the original it began with. */
function withOrigin(document: NotebookDocument): NotebookDocument {
  const course = { ...membersOf(document.metadata.course), origin: fingerprint(document) };
  return { ...document, metadata: { ...document.metadata, course } };
}

function originOf({ metadata }: NotebookDocument): unknown {
  return member(metadata.course, "origin");
}

async function namesIn(root: string, folder: NotebookFolder): Promise<NotebookName[]> {
  const files = await readdir(join(root, folder)).catch(() => []);
  const names = files.filter((file) => file.endsWith(".ipynb") && !file.startsWith(".")).map((file) => file.slice(0, -".ipynb".length));
  return names.sort().map((name) => ({ id: `${folder}/${name}`, folder, name }));
}

async function modifiedOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.mtimeMs ?? 0;
}

/** What a person wrote in the notebook, whatever its outputs. */
function fingerprint({ cells }: NotebookDocument): string {
  const written = JSON.stringify(cells.map(({ id, kind, source }) => [id, kind, source]));
  return createHash("sha256").update(written).digest("hex").slice(0, 16);
}
