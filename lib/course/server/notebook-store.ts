/**
 * The notebooks of the course on disk. A learner works on the files that VS Code and JupyterLab open. How the course has
 * them stands apart: the build writes it to `lib/dist/originals`, and of a notebook that was put in by hand the first save
 * keeps it in `.course/originals`. What a reset or a conflict takes away goes to `.course/backups`.
 */

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
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
  /** When the file was last written, in milliseconds. */
  readonly modified: number;
  /** The source of every cell as the course has it. */
  readonly original: Readonly<Record<string, string>>;
  /** The course has changed this notebook since the learner began to work on it. */
  readonly isOutdated: boolean;
}

/** `conflict`: the file was changed elsewhere since it was loaded; nothing was written. */
export interface Saved {
  readonly kind: "saved" | "conflict";
  readonly modified: number;
}

export interface NotebookStore {
  list(): Promise<NotebookName[]>;
  /** The notebook of that id, undefined when the course has none: no other file can be reached. */
  find(id: string): Promise<NotebookName | undefined>;
  load(name: NotebookName): Promise<LoadedNotebook>;
  /** The notebook as the course has it. */
  original(name: NotebookName): Promise<NotebookDocument>;
  /** Writes the document when the file is as old as `modified` says. */
  save(name: NotebookName, document: NotebookDocument, modified: number): Promise<Saved>;
  /** Writes the document whatever the file holds, and keeps that in a backup. */
  replace(name: NotebookName, document: NotebookDocument): Promise<Saved>;
  /** Keeps a version that will not be the file's. Returns the path of the backup. */
  setAside(name: NotebookName, document: NotebookDocument): Promise<string>;
  /** Back to the original. Returns the path of the backup, undefined when there was nothing to keep. */
  reset(name: NotebookName): Promise<string | undefined>;
  modified(name: NotebookName): Promise<number>;
}

/** The notebooks under the course folder `root`. */
export function notebookStore(root: string): NotebookStore {
  const fileOf = ({ folder, name }: NotebookName): string => join(root, folder, `${name}.ipynb`);
  const builtOriginal = ({ id }: NotebookName): string => join(root, "lib", "dist", "originals", `${id}.ipynb`);
  const keptOriginal = ({ id }: NotebookName): string => join(root, ".course", "originals", `${id}.ipynb`);
  const originalOf = (name: NotebookName): string =>
    [builtOriginal(name), keptOriginal(name)].find((file) => existsSync(file)) ?? fileOf(name);

  async function list(): Promise<NotebookName[]> {
    const lists = await Promise.all(FOLDERS.map((folder) => namesIn(root, folder)));
    return lists.flat();
  }

  async function original(name: NotebookName): Promise<NotebookDocument> {
    return parseIpynb(await readFile(originalOf(name), "utf8"), name.id);
  }

  async function load(name: NotebookName): Promise<LoadedNotebook> {
    const pristine = withOrigin(await original(name));
    const sources = Object.fromEntries(pristine.cells.map(({ id, source }) => [id, source]));
    const modified = await modifiedOf(fileOf(name));
    const document = parseIpynb(await readFile(fileOf(name), "utf8"), `${name.id}.ipynb`);
    const begun = originOf(document);
    if (begun === undefined) return { document: begunWith(document, pristine), modified, original: sources, isOutdated: false };
    // who has changed nothing has nothing to lose by the newer version
    if (begun !== originOf(pristine) && begun === fingerprint(document))
      return { document: pristine, modified, original: sources, isOutdated: false };
    return { document, modified, original: sources, isOutdated: begun !== originOf(pristine) };
  }

  async function save(name: NotebookName, document: NotebookDocument, modified: number): Promise<Saved> {
    const before = await modifiedOf(fileOf(name));
    return before === modified ? write(name, document) : { kind: "conflict", modified: before };
  }

  async function replace(name: NotebookName, document: NotebookDocument): Promise<Saved> {
    if (existsSync(fileOf(name))) await backUp(name, await readFile(fileOf(name), "utf8"));
    return write(name, document);
  }

  async function reset(name: NotebookName): Promise<string | undefined> {
    const text = await readFile(originalOf(name), "utf8");
    const before = await readFile(fileOf(name), "utf8");
    if (before === text) return undefined;
    const backup = await backUp(name, before);
    await writeWhole(fileOf(name), text);
    return backup;
  }

  async function write(name: NotebookName, document: NotebookDocument): Promise<Saved> {
    if (originalOf(name) === fileOf(name)) await keepOriginal(name);
    await writeWhole(fileOf(name), formatIpynb(document));
    return { kind: "saved", modified: await modifiedOf(fileOf(name)) };
  }

  /** Before the first save of a notebook that was put in by hand; what cannot be read is no original. */
  async function keepOriginal(name: NotebookName): Promise<void> {
    const text = await readFile(fileOf(name), "utf8").catch(() => "");
    if (isNotebook(text)) await writeWhole(keptOriginal(name), text);
  }

  async function backUp(name: NotebookName, text: string): Promise<string> {
    const stamp = new Date().toISOString().replace(/[:.]/g, "-");
    const backup = join(root, ".course", "backups", name.folder, `${name.name}.${stamp}.ipynb`);
    await writeWhole(backup, text);
    return backup;
  }

  return {
    list,
    find: async (id) => (await list()).find((name) => name.id === id),
    load,
    original,
    save,
    replace,
    setAside: (name, document) => backUp(name, formatIpynb(document)),
    reset,
    modified: (name) => modifiedOf(fileOf(name)),
  };
}

function withOrigin(document: NotebookDocument): NotebookDocument {
  return begunWith(document, document);
}

/** A notebook that somebody works on remembers with which version of the original the work began. */
function begunWith(document: NotebookDocument, original: NotebookDocument): NotebookDocument {
  const course = { ...membersOf(document.metadata.course), origin: fingerprint(original) };
  return { ...document, metadata: { ...document.metadata, course } };
}

function originOf({ metadata }: NotebookDocument): unknown {
  return member(metadata.course, "origin");
}

function isNotebook(text: string): boolean {
  try {
    parseIpynb(text, "");
    return true;
  } catch {
    return false;
  }
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
