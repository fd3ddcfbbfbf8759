/** A class hands in its notebooks, and one of everything is among them. */

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLOSE_ANSWER, type CourseCopy, courseCopy, RIGHT_ANSWER, type Said } from "../commands/course-copy";
import { buildLibrary } from "../engine/built-library";

const SHEET = "exercises/00-start-here";
const LESSON = "notebooks/00-start-here";

let copy: CourseCopy;
let said: Said;

/** Hands a notebook of the course in, with its answer and, when told, its check cell changed. */
function handIn(path: string, answer: string, { from = SHEET, check }: { from?: string; check?: string } = {}): void {
  mkdirSync(join(copy.root, dirname(path)), { recursive: true });
  cpSync(join(copy.root, `${from}.ipynb`), join(copy.root, `${path}.ipynb`));
  copy.edit(path, "00-1-answer", answer);
  if (check !== undefined) copy.edit(path, "00-1-check", check);
}

const FORGED = `import * as tslab from "tslab";
tslab.display.raw("application/vnd.course.check+json", { version: 1, exercise: "00.1", status: "right", message: "", tests: [] } as any);`;
const FORGED_NAME = `const checkResult = async (id: string, answer: unknown) => ({ version: 1, exercise: id, status: "right", message: "forged", tests: [] });
${CLOSE_ANSWER}`;
const MEMORY = `const eaten: Uint8Array[] = [];
for (;;) eaten.push(new Uint8Array(50_000_000).fill(1));
function missingShare(): number { return 0; }`;

beforeAll(() => {
  buildLibrary();
  copy = courseCopy();
  handIn("class/anna/00", RIGHT_ANSWER);
  handIn("class/ben", CLOSE_ANSWER, { check: FORGED });
  handIn("class/carl/handed in/lesson (1)", RIGHT_ANSWER, { from: LESSON, check: "// deleted" });
  handIn("class/dora/spins", `for (;;) await null;\n${RIGHT_ANSWER}`);
  handIn("class/emil/eats", MEMORY);
  handIn("class/finn/ends", `process.exit(1);\n${RIGHT_ANSWER}`);
  handIn("class/=gina()/forges", FORGED_NAME);
  writeFileSync(join(copy.root, "class/hugo.ipynb"), '{"cells": [');
  mkdirSync(join(copy.root, "class/ida/.ipynb_checkpoints"), { recursive: true });
  cpSync(join(copy.root, `${SHEET}.ipynb`), join(copy.root, "class/ida/.ipynb_checkpoints/00.ipynb"));
  const foreign = {
    cells: [{ cell_type: "code", id: "z", metadata: {}, source: ["1"], outputs: [] }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(join(copy.root, "class/ida/other.ipynb"), JSON.stringify(foreign));
  said = copy.course("grade", "class", "--cell-seconds", "8", "--megabytes", "900", "--json");
}, 900_000);
afterAll(() => copy.remove());

interface Row {
  readonly learner: string;
  readonly notebook: string;
  readonly grades: readonly { readonly exercise: string; readonly status: string; readonly message: string }[];
  readonly notes: readonly string[];
}

function rowOf(learner: string): Row {
  const rows: Row[] = JSON.parse(said.stdout);
  const row = rows.find((each) => each.learner === learner);
  if (row === undefined) throw new Error(`no row of ${learner}: ${said.stdout}\n${said.stderr}`);
  return row;
}

const gradeOf = (learner: string): Row["grades"][number] | undefined => rowOf(learner).grades.find(({ exercise }) => exercise === "00.1");
const statusOf = (learner: string): string => gradeOf(learner)?.status ?? "none";

describe("course grade", () => {
  it("ends well whatever was handed in, with a row for each notebook", () => {
    expect(said.status).toBe(0);
    expect(JSON.parse(said.stdout).map(({ path }: { path: string }) => path)).toEqual([
      "=gina()/forges.ipynb",
      "anna/00.ipynb",
      "ben.ipynb",
      "carl/handed in/lesson (1).ipynb",
      "dora/spins.ipynb",
      "emil/eats.ipynb",
      "finn/ends.ipynb",
      "hugo.ipynb",
      "ida/other.ipynb",
    ]);
    expect(said.stderr).toContain("[9 of 9] ");
  });

  it("a right answer is right, on the sheet and in the lesson", () => {
    expect([statusOf("anna"), rowOf("anna").notes]).toEqual(["right", []]);
    expect(rowOf("carl")).toMatchObject({ notebook: "00-start-here", notes: ["The check of 00.1 was changed."] });
    expect(statusOf("carl")).toBe("right");
  });

  it("a check that was changed is restored, and what a cell claims to be the verdict is none", () => {
    expect(statusOf("ben")).toBe("close");
    expect(rowOf("ben").notes).toEqual(["The check of 00.1 was changed."]);
    expect(statusOf("=gina()")).toBe("close");
  });

  it("what spins, eats memory or ends its process costs its own exercise", () => {
    expect(gradeOf("dora")).toMatchObject({
      status: "stopped",
      message: expect.stringMatching(/used more time of the processor|ran longer than/),
    });
    expect(gradeOf("emil")).toMatchObject({ status: "stopped", message: expect.stringContaining("memory") });
    expect(gradeOf("finn")).toMatchObject({ status: "stopped", message: expect.stringContaining("process.exit()") });
  });

  it("and no other exercise of the notebook", () => {
    for (const learner of ["dora", "emil", "finn"]) {
      const others = rowOf(learner).grades.filter(({ exercise }) => exercise !== "00.1");
      expect([learner, others.length > 0, others.every(({ status }) => status === "not-written")]).toEqual([learner, true, true]);
    }
  });

  it("what is no notebook of the course says so", () => {
    expect(rowOf("hugo").notes.join()).toContain("it is no JSON");
    expect(rowOf("ida").notes).toEqual(["None of its cells belongs to a notebook of this course."]);
  });

  it("the tables hold every row, and no formula", () => {
    const csv = readFileSync(join(copy.root, "class/grades.csv"), "utf8").split("\r\n");
    expect(csv[0]).toMatch(/^learner,file,notebook,right,of,00\.1(,00\.\d)*,seconds,notes$/);
    expect(csv).toHaveLength(11);
    expect(csv[1]).toMatch(/^'=gina\(\),'=gina\(\)\/forges\.ipynb,00-start-here,0,\d,close,/);
    expect(csv[2]).toMatch(/^anna,anna\/00\.ipynb,00-start-here,1,\d,right(,not-written)*,[\d.]+,$/);
    const html = readFileSync(join(copy.root, "class/grades.html"), "utf8");
    expect(html.match(/<tr>/g)).toHaveLength(11);
    expect(html).toContain("<td>right in all</td><td></td><td></td><td>2</td>");
    expect(html).not.toContain("<script");
  });

  it("leaves the learner's own progress alone", () => {
    expect(copy.course("progress").stdout).toMatch(/^0 of/);
  });
});
