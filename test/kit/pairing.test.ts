/**
 * Every stub fails and every solution passes, in the engine in which a learner runs them. One engine serves both sheets of a
 * lesson, since they share their setup: the stubs first, then the answers in their place. The library must be built.
 */

import { describe, expect, it } from "vitest";
import { courseFolder } from "../../lib/course/course-folder";
import { exercises } from "../../lib/course/graders/index";
import { type BuiltNotebook, buildNotebooks } from "../../lib/dev/build-notebooks";
import { proveSheets } from "../../lib/dev/prove-notebooks";

const folder = courseFolder();
const built = buildNotebooks(folder);

function sheet(path: string): BuiltNotebook {
  const found = built.find((each) => each.path === path);
  if (found === undefined) throw new Error(`no notebook ${path} is built`);
  return found;
}

describe("every stub fails, every solution passes", () => {
  it.each([...new Set(exercises.map((exercise) => exercise.notebook))])(
    "%s",
    async (name) => {
      const [stubs, answers] = [sheet(`exercises/${name}.ipynb`), sheet(`solutions/${name}.ipynb`)];
      const { complaints, run } = await proveSheets(stubs, answers, folder);
      expect(complaints).toEqual([]);
      expect(run.checks.length).toBe(2 * exercises.filter((exercise) => exercise.notebook === name).length);
    },
    900_000,
  );

  it("a solution that is a stub, and a stub that is a solution, are found out", async () => {
    const [stubs, answers] = [sheet("exercises/00-start-here.ipynb"), sheet("solutions/00-start-here.ipynb")];
    const { complaints } = await proveSheets({ ...answers, path: stubs.path }, { ...stubs, path: answers.path }, folder);
    expect(complaints.join()).toMatch(
      /the checks say 00\.1 right.*they must say 00\.1 not-written.*00\.1 not-written.*must say 00\.1 right/,
    );
  }, 300_000);
});
