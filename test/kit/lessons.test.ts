/**
 * Each lesson runs from top to bottom in our own engine, within its time on the processor, and under Jupyter with the real
 * tslab kernel: the same text in every cell. Without a working jupyter-nbconvert the second half says so and is skipped. The
 * library must be built.
 */

import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { courseFolder } from "../../lib/course/course-folder";
import type { Output } from "../../lib/course/engine/cell-events";
import { CHECK_MIME_TYPE } from "../../lib/course/feedback";
import { writeKernelSpec } from "../../lib/course/kernel-spec";
import { parseIpynb } from "../../lib/course/server/ipynb";
import { type BuiltNotebook, buildNotebooks } from "../../lib/dev/build-notebooks";
import { proveLesson } from "../../lib/dev/prove-notebooks";

const folder = courseFolder();
const lessons = buildNotebooks(folder).filter(({ notebook }) => notebook.course.kind === "lesson");
const nbconvert = findNbconvert();
if (nbconvert === "") process.stderr.write("SKIPPED: the lessons under Jupyter, no working jupyter-nbconvert on this machine\n");

const temporary = mkdtempSync(join(tmpdir(), "course-jupyter-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** In the search path, then where Debian puts it: another Python may stand in front with a command that does not work. */
function findNbconvert(): string {
  const candidates = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"].map((each) => join(each, "jupyter-nbconvert"));
  return candidates.find((file) => existsSync(file) && spawnSync(file, ["--version"]).status === 0) ?? "";
}

interface Executed {
  readonly id: string;
  readonly outputs: readonly Output[];
}

async function underJupyter({ path }: BuiltNotebook): Promise<Executed[]> {
  writeKernelSpec(folder, { folder: join(temporary, "kernels", "tslab") });
  const options = ["--to", "notebook", "--execute", join(folder, path), "--output-dir", temporary, "--ExecutePreprocessor.timeout=900"];
  await promisify(execFile)(nbconvert, options, {
    cwd: dirname(join(folder, path)),
    env: { ...process.env, JUPYTER_PATH: temporary, COURSE_PROGRESS: join(temporary, "progress", `${basename(path)}.json`) },
  });
  const { cells } = parseIpynb(readFileSync(join(temporary, basename(path)), "utf8"), path);
  return cells.filter(({ kind, source }) => kind === "code" && source.trim() !== "");
}

/** What a cell shows, as far as it is text. Jupyter prints the value of a cell, where our engine hands it over as a result. */
function shownText({ id, outputs }: Executed): object {
  const streamed = (name: "stdout" | "stderr"): string =>
    outputs.map((output) => (output.output_type === "stream" && output.name === name ? output.text : "")).join("");
  const results = outputs.flatMap((output) => (output.output_type === "execute_result" ? [`${String(output.data["text/plain"])}\n`] : []));
  const displays = outputs.flatMap((output) => (output.output_type === "display_data" ? [textsOf(output.data)] : []));
  const errors = outputs.filter(({ output_type }) => output_type === "error");
  return { id, printed: timeless(streamed("stdout") + results.join("")), stderr: timeless(streamed("stderr")), displays, errors };
}

/** The forms of a display that are text, and a check's verdict. */
function textsOf(data: Readonly<Record<string, unknown>>): object {
  const texts = Object.entries(data).filter(([mime]) => /^text\/|svg/.test(mime));
  const verdict: unknown = JSON.parse(
    JSON.stringify(data[CHECK_MIME_TYPE] ?? null, (key, value: unknown) => (key === "ms" ? undefined : value)),
  );
  return { ...Object.fromEntries(texts.map(([mime, text]) => [mime, timeless(String(text))])), verdict };
}

/** Text without what no two runs share: how long something took, and the temporary folder that their files go to. */
function timeless(text: string): string {
  return text.replace(/\d[\d,.]*(?= (?:ms|s|min|rows? a second|rows\/s)\b)/g, "#").replace(/[^\s"'<>]*[\\/](?=output[\\/])/g, "");
}

describe("each lesson runs from top to bottom", () => {
  it.each(lessons.map((lesson) => [lesson.path, lesson] as const))(
    "%s",
    async (_path, lesson) => {
      const { complaints, run } = await proveLesson(lesson, folder);
      expect(complaints).toEqual([]);
      if (nbconvert === "") return;
      expect((await underJupyter(lesson)).map(shownText)).toEqual(run.cells.map(shownText));
    },
    1_200_000,
  );
});
