import { describe, expect, it } from "vitest";
import { grade } from "../../../lib/course/grade";
import { courseFolder } from "../../../lib/course/course-folder";
import { exercises } from "../../../lib/course/graders/index";
import { buildNotebooks } from "../../../lib/dev/build-notebooks";

const lessons = buildNotebooks(courseFolder()).filter(({ notebook }) => notebook.course.kind === "lesson");

describe.each(exercises.map((exercise) => [exercise.id, exercise] as const))("exercise %s", (_id, exercise) => {
  it("its obvious version passes its own tests", async () => {
    for (const seed of [1, 2, 3]) expect((await grade(exercise, exercise.obvious, seed)).status).toBe("right");
  });

  it("each of its slips is close, with its own cause", async () => {
    for (const slip of exercise.slips) {
      const { status, message } = await grade(exercise, slip.answer, 1);
      expect([status, message]).toEqual(["close", slip.cause]);
    }
  });

  it("an answer that gives nothing is wrong", async () => {
    expect((await grade(exercise, () => undefined, 1)).status).toBe("wrong");
  });

  it("is explained under a heading of its lesson", () => {
    const lesson = lessons.find(({ path }) => path === `notebooks/${exercise.notebook}.ipynb`);
    const headings = lesson?.notebook.cells.flatMap(({ kind, source }) => (kind === "markdown" ? source.match(/^## .*$/gm) : []));
    expect(headings).toContain(`## ${exercise.explainedIn}`);
    expect(lesson?.notebook.course.exercises).toContain(exercise.id);
  });

  it("its texts do not give the answer away before the third hint", () => {
    expect(new Set(exercise.hints).size).toBe(3);
    for (const text of [...exercise.hints.slice(0, 1), ...exercise.slips.map((slip) => slip.cause)])
      expect(text).not.toMatch(/=>|;$|\(.*\) [{]/);
  });
});
