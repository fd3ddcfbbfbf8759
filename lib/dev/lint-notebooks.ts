/**
 * The rules of authors, as checks on the built notebooks: each keeps a notebook from failing in one of the front ends, or
 * from growing past what a reader takes in. A complaint names the source, the cell and the way out.
 */

import { exercises } from "../course/graders/index";
import { buildNotebooks, type BuiltNotebook } from "./build-notebooks";
import { lintCode } from "./lint-code";
import { deadLinks } from "./lint-links";
import { lintNames } from "./lint-names";
import { lintProse } from "./lint-prose";
import type { NotebookCell } from "../course/headless/notebook-cell";

const MOST_CELLS = 40;
/** The beats that every lesson has, by the end of the id of the cell that opens them. */
const BEATS = ["question", "imports", "break", "box", "can", "sources"];

/** What is wrong with the notebooks of the course, none when they are in order. */
export function lintNotebooks(courseFolder: string): string[] {
  const built = buildNotebooks(courseFolder);
  return [...built.flatMap((each) => lintNotebook(each, courseFolder)), ...lintExercises(built)];
}

/** What is wrong with one notebook. */
export function lintNotebook(built: BuiltNotebook, courseFolder: string): string[] {
  const { cells } = built.notebook;
  const say = (cell: NotebookCell, complaint: string): string => `${built.source} (${built.path}), cell ${cell.id}: ${complaint}`;
  return [
    ...lintWhole(built),
    ...cells.flatMap((cell) => (cell.kind === "code" ? lintCode(cell) : lintProse(cell)).map((complaint) => say(cell, complaint))),
    ...deadLinks(proseOf(built), built.path, courseFolder).map((complaint) => `${built.source}, ${complaint}`),
    ...lintImports(cells).map(([cell, complaint]) => say(cell, complaint)),
    ...lintNames(cells).map(([cell, complaint]) => say(cell, complaint)),
  ];
}

function lintWhole({ source, path, notebook: { course, cells } }: BuiltNotebook): string[] {
  const complaints: string[] = [];
  if (cells.length > MOST_CELLS) complaints.push(`${cells.length} cells, at most ${MOST_CELLS}: split the lesson`);
  if (course.exercises.length === 0) complaints.push("no exercise; a lesson has one at least");
  const ids = cells.map((cell) => cell.id);
  for (const id of ids.filter((each, i) => ids.indexOf(each) < i)) complaints.push(`two cells have the id ${id}`);
  for (const id of ids.filter((each) => !each.startsWith(`${course.id}-`) || each.length > 64)) {
    complaints.push(`the cell id ${id} must start with "${course.id}-" and have at most 64 characters`);
  }
  if (course.kind === "lesson") {
    for (const beat of BEATS.filter((each) => !ids.includes(`${course.id}-${each}`)))
      complaints.push(`no cell ${course.id}-${beat}: a lesson has that beat`);
  }
  return complaints.map((complaint) => `${source} (${path}): ${complaint}`);
}

/** Imports stand in the first code cell and nowhere else: that cell is the slow one, and the text above says so. */
function lintImports(cells: readonly NotebookCell[]): [NotebookCell, string][] {
  const [first, ...rest] = cells.filter((cell) => cell.kind === "code");
  if (first === undefined) return [];
  const complaints: [NotebookCell, string][] = [];
  if (first.source.split("\n").some((line) => /^\S/.test(line) && !/^(import|\/\/|\}|type )/.test(line)))
    complaints.push([first, "the first code cell holds imports only"]);
  for (const cell of rest) if (/^import /m.test(cell.source)) complaints.push([cell, "imports stand in the first code cell"]);
  return complaints;
}

function proseOf({ notebook }: BuiltNotebook): string {
  return notebook.cells.flatMap(({ kind, source }) => (kind === "markdown" ? [source] : [])).join("\n\n");
}

/** Each exercise of the notebooks is graded, each graded one is in a notebook, and each can be solved. */
function lintExercises(built: readonly BuiltNotebook[]): string[] {
  const complaints: string[] = [];
  const inSheets = built.filter(({ notebook }) => notebook.course.kind !== "lesson");
  const ids = new Set(inSheets.flatMap(({ notebook }) => notebook.course.exercises));
  const graded = new Set(exercises.map((exercise) => exercise.id));
  if (graded.size < exercises.length) complaints.push("lib/course/graders: two exercises have the same id");
  for (const id of ids) if (!graded.has(id)) complaints.push(`exercise ${id} has no grader in lib/course/graders`);
  for (const exercise of exercises) complaints.push(...lintExercise(exercise, ids, inSheets));
  return complaints;
}

function lintExercise(
  { id, hints, cases, notebook, explainedIn, minutes }: (typeof exercises)[number],
  ids: ReadonlySet<string>,
  sheets: readonly BuiltNotebook[],
): string[] {
  const complaints: string[] = [];
  if (!ids.has(id)) complaints.push("stands in no file of solutions/src");
  if (hints.some((hint) => hint.trim().length < 20)) complaints.push("has an empty hint");
  if (cases.length < 3 || !cases.some(({ draws }) => draws > 1)) complaints.push("needs a visible case, an edge case and random cases");
  const sheet = sheets.find(({ path }) => path === `exercises/${notebook}.ipynb`);
  const own = sheet?.notebook.cells.filter((cell) => cell.exercise === id) ?? [];
  if (!own.some((cell) => cell.tags.includes("answer") && cell.source.includes("todo"))) complaints.push("has no stub with todo()");
  if (!own.some((cell) => cell.kind === "code" && cell.source.includes(`check("${id}"`))) complaints.push("has no cell that calls check");
  if (!own.some((cell) => cell.kind === "markdown")) complaints.push("has no question");
  if (!(minutes > 0)) complaints.push("does not say how many minutes it takes");
  if (explainedIn.trim() === "") complaints.push("does not say where it is explained");
  return complaints.map((complaint) => `lib/course/graders: exercise ${id} ${complaint}`);
}
