/** Every stub fails and every solution passes, in the engine in which a learner runs them. The library must be built. */

import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { courseFolder } from "../../lib/course/course-folder";
import { exercises } from "../../lib/course/graders/index";
import { buildNotebooks } from "../../lib/dev/build-notebooks";
import { runCells } from "../../lib/dev/run-cells";

const folder = courseFolder();
const sheets = buildNotebooks(folder).filter(({ notebook }) => notebook.course.kind !== "lesson");

async function verdicts(path: string): Promise<Record<string, string>> {
  const sheet = sheets.find((each) => each.path === path);
  const run = await runCells(sheet?.notebook.cells ?? [], { folder: join(folder, dirname(path)) });
  expect(run.failure).toBe("");
  return Object.fromEntries(run.checks.map(({ exercise, status }) => [exercise, status]));
}

describe.each([...new Set(exercises.map((exercise) => exercise.notebook))])("%s", (name) => {
  const ids = exercises.filter((exercise) => exercise.notebook === name).map((exercise) => exercise.id);

  it("every stub fails", async () => {
    expect(await verdicts(`exercises/${name}.ipynb`)).toEqual(Object.fromEntries(ids.map((id) => [id, "not-written"])));
  }, 240_000);

  it("every solution passes", async () => {
    expect(await verdicts(`solutions/${name}.ipynb`)).toEqual(Object.fromEntries(ids.map((id) => [id, "right"])));
  }, 240_000);
});
