/** Every notebook of the course is what its source gives, keeps the rules, and runs. The library must be built. */

import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { courseFolder } from "../../lib/course/course-folder";
import { buildNotebooks, staleNotebooks } from "../../lib/dev/build-notebooks";
import { lintNotebooks } from "../../lib/dev/lint-notebooks";
import { runCells } from "../../lib/course/headless/run-cells";
import { typeErrors } from "../../lib/dev/type-check-sources";

const folder = courseFolder();
const built = buildNotebooks(folder);
const lessons = built.filter(({ notebook }) => notebook.course.kind === "lesson");

/** A lesson may compute for a minute on a laptop; a loaded machine with two cores gets twice that. */
const MOST_SECONDS = 120;

describe("the notebooks", () => {
  it("are what their sources give", () => expect(staleNotebooks(folder)).toEqual([]));

  it("keep the rules of authors", () => expect(lintNotebooks(folder)).toEqual([]));

  it("have sources without type errors", () => expect(typeErrors(folder)).toEqual([]));
});

describe("each lesson runs from top to bottom", () => {
  it.each(lessons.map((lesson) => [lesson.path, lesson] as const))(
    "%s",
    async (path, { notebook }) => {
      const run = await runCells(notebook.cells, { folder: join(folder, dirname(path)) });
      expect(run.failure).toBe("");
      expect(run.milliseconds).toBeLessThan(1000 * MOST_SECONDS);
      // its exercises are stubs, and a stub never passes
      expect(run.checks.map(({ exercise, status }) => [exercise, status])).toEqual(
        notebook.course.exercises.map((id) => [id, "not-written"]),
      );
    },
    2000 * MOST_SECONDS,
  );
});
