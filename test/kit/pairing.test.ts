/**
 * Every stub fails and every solution passes, in the engine in which a learner runs them. One engine serves both sheets of a
 * lesson, since they share their setup: the stubs first, then the answers in their place. The library must be built.
 */

import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { CheckResult } from "../../lib/course/check-result";
import { courseFolder } from "../../lib/course/course-folder";
import { exercises } from "../../lib/course/graders/index";
import { buildNotebooks } from "../../lib/dev/build-notebooks";
import type { NotebookCell } from "../../lib/course/headless/notebook-cell";
import { runCells } from "../../lib/course/headless/run-cells";

const folder = courseFolder();
const built = buildNotebooks(folder);

function cellsOf(path: string): readonly NotebookCell[] {
  const sheet = built.find((each) => each.path === path);
  if (sheet === undefined) throw new Error(`no notebook ${path} is built`);
  return sheet.notebook.cells;
}

const isSetup = (cell: NotebookCell): boolean => cell.kind === "code" && cell.exercise === "";
const sourcesOf = (cells: readonly NotebookCell[]): string[] => cells.map(({ source }) => source);

describe.each([...new Set(exercises.map((exercise) => exercise.notebook))])("%s", (name) => {
  const ids = exercises.filter((exercise) => exercise.notebook === name).map((exercise) => exercise.id);
  const stubs = cellsOf(`exercises/${name}.ipynb`);
  const answers = cellsOf(`solutions/${name}.ipynb`);
  let failure = "not run";
  let checks: readonly CheckResult[] = [];

  beforeAll(async () => {
    const cells = [...stubs, ...answers.filter((cell) => cell.exercise !== "")];
    ({ failure, checks } = await runCells(cells, { folder: join(folder, "solutions") }));
  }, 240_000);

  it("both sheets have the same setup, and run", () => {
    expect(sourcesOf(answers.filter(isSetup))).toEqual(sourcesOf(stubs.filter(isSetup)));
    expect(failure).toBe("");
    expect(checks.length).toBe(2 * ids.length);
  });

  it("every stub fails", () => expect(verdictsOf(checks.slice(0, ids.length))).toEqual(ids.map((id) => [id, "not-written"])));

  it("every solution passes", () => expect(verdictsOf(checks.slice(ids.length))).toEqual(ids.map((id) => [id, "right"])));
});

function verdictsOf(checks: readonly CheckResult[]): [string, string][] {
  return checks.map(({ exercise, status }) => [exercise, status]);
}
