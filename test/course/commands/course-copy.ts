/** The real notebooks in a folder of their own, and the command line `course` on them as a process. */

import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../engine/built-library";

const COURSE = join(ROOT, "lib/bin/course.js");

export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CourseCopy {
  readonly root: string;
  /** Runs a command to its end. */
  course(...words: string[]): Said;
  /** The same with something on its standard input, or in its environment. */
  courseWith(options: { readonly input?: string; readonly env?: Record<string, string> }, ...words: string[]): Said;
  /** Starts a command and lets it run. */
  start(...words: string[]): ChildProcessWithoutNullStreams;
  read(path: string): string;
  /** Puts code in place of a cell's. */
  edit(path: string, cellId: string, code: string): void;
  /** The source of a cell. */
  cell(path: string, cellId: string): string;
  remove(): void;
}

export function courseCopy(folders: readonly string[] = ["notebooks", "exercises", "solutions"]): CourseCopy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "course-copy-")));
  for (const folder of folders) cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  for (const shared of ["lib", "node_modules", "slides", "datasets"]) symlinkSync(join(ROOT, shared), join(root, shared));
  writeFileSync(join(root, "package.json"), readFileSync(join(ROOT, "package.json")));
  const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => {
    const env: NodeJS.ProcessEnv = { ...process.env, COURSE_FOLDER: root, ...more };
    delete env.COURSE_PROGRESS;
    return env;
  };
  const courseWith: CourseCopy["courseWith"] = ({ input = "", env }, ...words) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [COURSE, ...words], {
      cwd: root,
      encoding: "utf8",
      input,
      env: environment(env),
      timeout: 800_000,
    });
    return { status, stdout, stderr };
  };
  const file = (path: string): string => join(root, `${path}.ipynb`);
  const notebook = (path: string): { cells: { id: string; source: string[] }[] } => JSON.parse(readFileSync(file(path), "utf8"));
  const cellOf = (cells: readonly { id: string; source: string[] }[], id: string): { source: string[] } => {
    const found = cells.find((cell) => cell.id === id);
    if (found === undefined) throw new Error(`no cell ${id}: there are ${cells.map((cell) => cell.id).join(", ")}`);
    return found;
  };
  return {
    root,
    course: (...words) => courseWith({}, ...words),
    courseWith,
    start: (...words) => spawn(process.execPath, [COURSE, ...words], { cwd: root, env: environment() }),
    read: (path) => readFileSync(join(root, path), "utf8"),
    edit: (path, cellId, code) => {
      const edited = notebook(path);
      cellOf(edited.cells, cellId).source = code.split(/(?<=\n)/);
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(file(path), `${JSON.stringify(edited, null, 1)}\n`);
    },
    cell: (path, cellId) => cellOf(notebook(path).cells, cellId).source.join(""),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** An answer to exercise 00.1 that passes. */
export const RIGHT_ANSWER = `function missingShare(table: Table, name: string): number {
  if (table.rowCount === 0) return 0;
  let missing = 0;
  for (let row = 0; row < table.rowCount; row++) if (table.cell(row, name) === null) missing++;
  return missing / table.rowCount;
}`;

/** One that is close: it counts every false value. */
export const CLOSE_ANSWER = `function missingShare(table: Table, name: string): number {
  const cells = [...table.rows()].map((row) => row[name]);
  return cells.length === 0 ? 0 : cells.filter((cell) => !cell).length / cells.length;
}`;
