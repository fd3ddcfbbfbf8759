/**
 * Builds the notebooks from their TypeScript sources:
 *   notebooks/src/NN-name.ts  -> notebooks/NN-name.ipynb, with the stubs of its exercises
 *   solutions/src/NN-name.ts  -> exercises/NN-name.ipynb (stubs) and solutions/NN-name.ipynb (answers)
 * `course build` writes them; `course verify --quick` compares, and checks the rules, the links and the types.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { NotebookCell } from "../course/headless/notebook-cell";
import { writeNotebook, type CourseMetadata, type Notebook } from "./notebook-file";
import { parsePercent, type PercentCell, type PercentFile } from "./percent";
import { holdsSolution, solutionOf, stubOf } from "./solution-markers";

/** A notebook as built from the sources, and where in the course folder it belongs. */
export interface BuiltNotebook {
  /** The path from the course folder, with "/": "notebooks/04a-train-and-generate.ipynb". */
  readonly path: string;
  /** The path of the source that a person edits. */
  readonly source: string;
  readonly notebook: Notebook;
  readonly text: string;
}

/** All notebooks of the course, built from the sources under the course folder. */
export function buildNotebooks(courseFolder: string): BuiltNotebook[] {
  const answers = new Map(readSources(courseFolder, "solutions/src").map((file) => [basename(file.fileName), file]));
  const lessons = readSources(courseFolder, "notebooks/src").map((file) => lessonOf(file, answers.get(basename(file.fileName))));
  const sheets = [...answers.values()].flatMap((file) => [sheetOf(file, "exercise"), sheetOf(file, "solution")]);
  const built = [...lessons, ...sheets];
  return built.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Writes the notebooks whose bytes differ; returns the paths that were written. */
export function writeNotebooks(courseFolder: string): string[] {
  const stale = buildNotebooks(courseFolder).filter((built) => !isCurrent(courseFolder, built));
  for (const { path, text } of stale) {
    const file = join(courseFolder, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
  }
  return stale.map((built) => built.path);
}

/** What differs between the notebooks in the folder and those that the sources give, one sentence each. */
export function staleNotebooks(courseFolder: string): string[] {
  const built = buildNotebooks(courseFolder);
  const paths = new Set(built.map((each) => each.path));
  const stale = built
    .filter((each) => !isCurrent(courseFolder, each))
    .map((each) => `${each.path} differs from what ${each.source} gives; run: npx course build`);
  const stray = ["exercises", "notebooks", "solutions"]
    .flatMap((folder) => filesIn(join(courseFolder, folder), ".ipynb").map((name) => `${folder}/${name}`))
    .filter((path) => !paths.has(path))
    .map((path) => `${path} has no source; write one under src, or delete it`);
  return [...stale, ...stray];
}

function isCurrent(courseFolder: string, { path, text }: BuiltNotebook): boolean {
  const file = join(courseFolder, path);
  return existsSync(file) && readFileSync(file, "utf8") === text;
}

function filesIn(folder: string, ending: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];
}

function readSources(courseFolder: string, folder: string): PercentFile[] {
  return filesIn(join(courseFolder, folder), ".ts").map((name) =>
    parsePercent(readFileSync(join(courseFolder, folder, name), "utf8"), `${folder}/${name}`),
  );
}

/** The tutorial: its own cells, and the stubs of the exercises that it includes. */
function lessonOf(file: PercentFile, answers: PercentFile | undefined): BuiltNotebook {
  const cells = file.cells.flatMap((cell) => {
    if (cell.kind !== "include") return [cellOf(cell, cell.source)];
    const included = ownCells(answers).filter((each) => each.exercise === cell.exercise && !each.tags.includes("solution-only"));
    if (included.length === 0)
      throw new RangeError(`${file.fileName}:${cell.line}: solutions/src has no cells of exercise ${cell.exercise}`);
    return included.map((each) => cellOf(each, stubOf(each.source)));
  });
  return finish(file, "notebooks", "lesson", cells);
}

/** The sheet of exercises, as stubs or with their answers. */
function sheetOf(file: PercentFile, kind: "exercise" | "solution"): BuiltNotebook {
  const cells = ownCells(file)
    .filter((cell) => kind === "exercise" || !cell.tags.includes("exercise-only"))
    .filter((cell) => kind === "solution" || !cell.tags.includes("solution-only"))
    .map((cell) => cellOf(cell, kind === "solution" ? solutionOf(cell.source) : stubOf(cell.source)));
  return finish(file, kind === "solution" ? "solutions" : "exercises", kind, cells);
}

function ownCells(file: PercentFile | undefined): PercentCell[] {
  return (file?.cells ?? []).flatMap((cell) => (cell.kind === "include" ? [] : [cell]));
}

function cellOf(cell: PercentCell, source: string): NotebookCell {
  const tags = cell.tags.filter((tag) => tag !== "exercise-only" && tag !== "solution-only");
  const stub = holdsSolution(cell.source) ? ["answer"] : [];
  return { kind: cell.kind, id: cell.id, source: source.trimEnd(), tags: [...stub, ...tags], exercise: cell.exercise };
}

function finish(file: PercentFile, folder: string, kind: CourseMetadata["kind"], cells: readonly NotebookCell[]): BuiltNotebook {
  const exercises = [...new Set(cells.map((cell) => cell.exercise).filter((id) => id !== ""))];
  const notebook: Notebook = { course: { ...courseOf(file, kind), exercises }, cells };
  const path = `${folder}/${basename(file.fileName, ".ts")}.ipynb`;
  return { path, source: file.fileName, notebook, text: writeNotebook(notebook) };
}

function courseOf({ header, fileName }: PercentFile, kind: CourseMetadata["kind"]): Omit<CourseMetadata, "exercises"> {
  for (const name of ["id", "title", "section", "minutes"]) {
    if (header[name] === undefined) throw new SyntaxError(`${fileName}: the header has no line "// ${name}: ..."`);
  }
  const minutes = Number(header.minutes);
  if (!Number.isInteger(minutes) || minutes < 1)
    throw new SyntaxError(`${fileName}: minutes is "${header.minutes}", it must be a whole number`);
  return { id: header.id, title: header.title, section: header.section, minutes, kind };
}
