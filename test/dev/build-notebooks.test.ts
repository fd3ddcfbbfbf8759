import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildNotebooks, staleNotebooks, writeNotebooks } from "../../lib/dev/build-notebooks";
import { cellsOf as cellsIn } from "../../lib/course/headless/notebook-cell";
import { parseIpynb } from "../../lib/course/server/ipynb";

const HEADER = "// ---\n// id: 01\n// title: One\n// section: 1\n// minutes: 30\n// ---\n";
const LESSON = `${HEADER}// %% [markdown] 01-question\n// # One\n// %% 01-imports\nimport { a } from "b";\n// %% include 01.1\n`;
const ANSWERS = `${HEADER}// %% 01-imports\nimport { a } from "b";
// %% [markdown] 01-1-question exercise=01.1\n// How many?
// %% 01-1-answer exercise=01.1\n// PROMPT: const n = todo<number>();\nconst n = 3; // SOLUTION
// %% [markdown] 01-1-why exercise=01.1 tags=solution-only\n// Because.\n`;

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "course-build-"));
  for (const name of ["notebooks/src", "solutions/src", "exercises"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "notebooks/src/01-one.ts"), LESSON);
  writeFileSync(join(folder, "solutions/src/01-one.ts"), ANSWERS);
});

afterEach(() => rmSync(folder, { recursive: true }));

function cellsOf(path: string): [string, string][] {
  return cellsIn(parseIpynb(readFileSync(join(folder, path), "utf8"), path)).map((cell) => [cell.id, cell.source]);
}

describe("buildNotebooks()", () => {
  it("makes a lesson with stubs, a sheet of stubs and a sheet of answers", () => {
    expect(writeNotebooks(folder)).toEqual(["exercises/01-one.ipynb", "notebooks/01-one.ipynb", "solutions/01-one.ipynb"]);
    const stub = ["01-1-answer", "const n = todo<number>();"];
    const imports = ["01-imports", 'import { a } from "b";'];
    expect(cellsOf("notebooks/01-one.ipynb")).toEqual([["01-question", "# One"], imports, ["01-1-question", "How many?"], stub]);
    expect(cellsOf("exercises/01-one.ipynb")).toEqual([imports, ["01-1-question", "How many?"], stub]);
    expect(cellsOf("solutions/01-one.ipynb")).toEqual([
      imports,
      ["01-1-question", "How many?"],
      ["01-1-answer", "const n = 3;"],
      ["01-1-why", "Because."],
    ]);
  });

  it("writes nbformat 4.5 with the kernel, the course's metadata, tags and no outputs", () => {
    const text = buildNotebooks(folder)[0].text;
    const file = JSON.parse(text);
    expect([file.nbformat, file.nbformat_minor, file.metadata.kernelspec.name, file.metadata.kernelspec.language]).toEqual([
      4,
      5,
      "tslab",
      "typescript",
    ]);
    expect(file.metadata.course).toEqual({ id: "01", title: "One", section: "1", minutes: 30, kind: "exercise", exercises: ["01.1"] });
    expect(file.cells[2]).toEqual({
      cell_type: "code",
      execution_count: null,
      id: "01-1-answer",
      metadata: { course: { exercise: "01.1" }, tags: ["answer"] },
      outputs: [],
      source: ["const n = todo<number>();"],
    });
    expect(text.endsWith("}\n")).toBe(true);
  });

  it("says what is stale and what is stray, and writes only what differs", () => {
    writeNotebooks(folder);
    expect(staleNotebooks(folder)).toEqual([]);
    expect(writeNotebooks(folder)).toEqual([]);
    writeFileSync(join(folder, "exercises/01-one.ipynb"), "{}");
    writeFileSync(join(folder, "exercises/Untitled.ipynb"), "{}");
    expect(staleNotebooks(folder)).toEqual([
      "exercises/01-one.ipynb differs from what solutions/src/01-one.ts gives; run: npx course build",
      "exercises/Untitled.ipynb has no source; write one under src, or delete it",
    ]);
    expect(writeNotebooks(folder)).toEqual(["exercises/01-one.ipynb"]);
  });

  it("refuses an include without its exercise, and a header without minutes", () => {
    writeFileSync(join(folder, "notebooks/src/01-one.ts"), LESSON.replace("include 01.1", "include 01.9"));
    expect(() => buildNotebooks(folder)).toThrow("notebooks/src/01-one.ts:11: solutions/src has no cells of exercise 01.9");
    writeFileSync(join(folder, "notebooks/src/01-one.ts"), LESSON.replace("// minutes: 30\n", ""));
    expect(() => buildNotebooks(folder)).toThrow('the header has no line "// minutes: ..."');
  });
});
