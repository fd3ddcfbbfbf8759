/**
 * The lessons run under Jupyter as in our own engine: same verdicts and, where no model is trained, same forms of output in
 * each cell. Needs Jupyter's nbconvert; where it is not installed the test says so and is skipped.
 */

import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { courseFolder } from "../../lib/course/course-folder";
import { CHECK_MIME_TYPE } from "../../lib/course/feedback";
import { writeKernelSpec } from "../../lib/course/kernel-spec";
import { buildNotebooks } from "../../lib/dev/build-notebooks";
import { runCells } from "../../lib/course/headless/run-cells";

const folder = courseFolder();
const lessons = buildNotebooks(folder).filter(({ notebook }) => notebook.course.kind === "lesson");
const nbconvert = findNbconvert();
if (nbconvert === "") process.stderr.write("jupyter-parity: skipped, no working jupyter-nbconvert on this machine\n");

/** In the search path, then where Debian puts it: another Python may stand in front with a command that does not work. */
function findNbconvert(): string {
  const candidates = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"].map((each) => join(each, "jupyter-nbconvert"));
  return candidates.find((file) => existsSync(file) && spawnSync(file, ["--version"]).status === 0) ?? "";
}

interface Output {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

interface Executed {
  readonly id: string;
  readonly outputs: readonly Output[];
}

/** Exercise and status of each check. */
function verdictsOf(cells: readonly Executed[]): [unknown, unknown][] {
  const checks = cells.flatMap(({ outputs }) => outputs.map(({ data = {} }) => data[CHECK_MIME_TYPE]));
  return checks.filter(isObject).map((check) => [Reflect.get(check, "exercise"), Reflect.get(check, "status")]);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Check verdicts and MIME types by cell, from outputs as nbformat stores them. */
function shapeOf(cells: readonly Executed[]): object {
  return cells
    .map(({ id, outputs }) => ({
      id,
      displays: outputs.filter(({ output_type }) => output_type === "display_data").map(({ data = {} }) => formOf(data)),
    }))
    .filter(({ displays }) => displays.length > 0);
}

function formOf(data: Readonly<Record<string, unknown>>): object {
  const verdict: unknown = JSON.parse(
    JSON.stringify(data[CHECK_MIME_TYPE] ?? null, (key, value: unknown) => (key === "ms" ? undefined : value)),
  );
  return { forms: Object.keys(data).sort(), verdict };
}

describe.skipIf(nbconvert === "")("each lesson runs under Jupyter as in our engine", () => {
  const temporary = mkdtempSync(join(tmpdir(), "course-jupyter-"));
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));

  it.each(lessons.map((lesson) => [lesson.path, lesson] as const))(
    "%s",
    async (path, { notebook }) => {
      writeKernelSpec(folder, { folder: join(temporary, "kernels", "tslab") });
      const options = ["--to", "notebook", "--execute", join(folder, path), "--output-dir", temporary, "--ExecutePreprocessor.timeout=240"];
      await promisify(execFile)(nbconvert, options, {
        cwd: dirname(join(folder, path)),
        env: { ...process.env, JUPYTER_PATH: temporary, COURSE_PROGRESS: join(temporary, "progress", "progress.json") },
      });
      const executed = JSON.parse(readFileSync(join(temporary, basename(path)), "utf8"));
      const cells: Executed[] = executed.cells.filter((cell: { cell_type: string }) => cell.cell_type === "code");
      expect(verdictsOf(cells)).toEqual(notebook.course.exercises.map((id) => [id, "not-written"]));
      // a lesson that trains runs once here; in our engine test/kit/notebooks.test.ts runs it
      if (notebook.cells.some((cell) => cell.tags.includes("slow"))) return;
      const own = await runCells(notebook.cells, { folder: dirname(join(folder, path)) });
      expect(own.failure).toBe("");
      expect(shapeOf(cells)).toEqual(shapeOf(own.cells));
    },
    300_000,
  );
});
