import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { courseFolder } from "../../../lib/course/course-folder";
import type { NotebookCell } from "../../../lib/course/headless/notebook-cell";
import { runCells } from "../../../lib/course/headless/run-cells";

const folder = join(courseFolder(), "notebooks");
const progress = join(courseFolder(), ".course", "progress.json");

function cell(id: string, source: string, tags: readonly string[] = []): NotebookCell {
  return { kind: "code", id, source, tags, exercise: "" };
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

describe("runCells()", () => {
  it("runs cells in order until one fails, collects what checks say, and leaves the learner's progress alone", async () => {
    const before = textOf(progress);
    const run = await runCells(
      [
        cell("imports", 'import { check, todo } from "synthetic-tables/course";'),
        { ...cell("prose", "# Not run"), kind: "markdown" },
        cell("stub", 'await check("00.1", todo());'),
        cell("wrong", 'await check("00.1", () => 0);'),
        cell("folder", "process.cwd()"),
        cell("progress", "process.env.COURSE_PROGRESS"),
        cell("on-purpose", "throw new RangeError('on purpose');", ["raises-exception"]),
        cell("type-error", "const a: number = 'text';"),
        cell("never", "1"),
      ],
      { folder },
    );
    expect(run.failure).toBe("cell type-error ended with \"error\": 1:7 Type 'string' is not assignable to type 'number'.");
    expect(run.cells.map(({ id }) => id)).toEqual(["imports", "stub", "wrong", "folder", "progress", "on-purpose", "type-error"]);
    expect(run.checks.map(({ exercise, status }) => [exercise, status])).toEqual([
      ["00.1", "not-written"],
      ["00.1", "wrong"],
    ]);
    expect(run.cells[3].outputs).toMatchObject([{ output_type: "execute_result", data: { "text/plain": folder } }]);
    expect(JSON.stringify(run.cells[4].outputs)).toContain(tmpdir());
    expect(textOf(progress)).toBe(before);
  });

  it("ends a cell that does not end", async () => {
    const run = await runCells([cell("loop", "for (;;) {}"), cell("never", "1")], { folder, maxSecondsPerCell: 1 });
    expect([run.cells.length, run.failure]).toEqual([
      1,
      'cell loop ended with "died": Engine: The cell ran longer than 1 s and was ended. All variables are gone.',
    ]);
  });
});
