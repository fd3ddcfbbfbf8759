import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Table } from "../../../lib/table/table";
import { check, checkResult } from "../../../lib/course/check";
import { feedbackBundle } from "../../../lib/course/feedback";
import { hint, solution } from "../../../lib/course/hint";
import { progressOf } from "../../../lib/course/progress-file";
import { progress, resetProgress } from "../../../lib/course/progress";
import { todo } from "../../../lib/course/todo";

const right = (table: Table, name: string): number =>
  table.rowCount === 0 ? 0 : [...table.rows()].filter((row) => row[name] === null).length / table.rowCount;

let folder = "";
let printed: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "course-check-"));
  vi.stubEnv("COURSE_PROGRESS", join(folder, "progress.json"));
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe("check()", () => {
  it("shows the verdict, counts the attempt and marks the pass", async () => {
    await check("00.1", () => 0.9);
    expect(printed[0]).toContain("00.1: Not right yet. half of four cells are missing: It differs in the result.");
    expect(printed[0]).toMatch(/expected: 0.5\n {6}got: {6}0.9/);
    await check("00.1", right);
    expect(printed[1]).toMatch(/Next: Compare with solution\("00\.1"\), then go on to 00\.2: \S/);
    expect(progressOf("00.1")).toMatchObject({ attempts: 2 });
    expect(progressOf("00.1").firstPass).not.toBe("");
  });

  it("does not count a stub as an attempt", async () => {
    await check("00.1", () => todo());
    expect(printed[0]).toContain("00.1: Not written yet. Put your code");
    expect(progressOf("00.1").attempts).toBe(0);
  });

  it("answers an unknown id with the nearest one, and records nothing", async () => {
    const result = await checkResult("00.11", right);
    expect([result.status, result.tests]).toEqual(["not-graded", []]);
    expect(result.message).toContain('No exercise "00.11". Did you mean "00.1"?');
  });

  it("gives three forms, and no markup from an answer", async () => {
    const bundle = feedbackBundle(await checkResult("00.1", () => "<script>alert(1)</script>"));
    expect(Object.keys(bundle)).toEqual(["application/vnd.course.check+json", "text/html", "text/plain"]);
    expect(bundle["text/html"]).toContain("&lt;script&gt;");
    expect(bundle["text/html"]).not.toContain("<script>");
  });
});

describe("hint() and solution()", () => {
  it("hints come in turn, and start again after the third", () => {
    for (let i = 0; i < 4; i++) hint("00.1");
    expect(printed.map((text) => text.slice(0, 11))).toEqual(["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 1 of 3"]);
    expect(progressOf("00.1").hintsOpened).toBe(3);
  });

  it("one hint can be asked for", () => {
    hint("00.1", 2);
    expect(printed[0]).toContain("Hint 2 of 3");
  });

  it("the solution opens after a pass, or when it is asked for outright", async () => {
    solution("00.1");
    expect(printed[0]).toContain("opens when your answer passes");
    solution("00.1", { now: true });
    expect(printed[1]).toContain("function missingShare(table: Table, name: string): number {");
    await check("00.1", right);
    solution("00.1");
    expect(printed[3]).toBe(printed[1]);
  });
});

describe("progress()", () => {
  it("tells what was done, and forgets it on request", async () => {
    await check("00.1", right);
    progress();
    expect(printed[1]).toMatch(/^1 of \d+ exercises solved\n {2}00\.1, .*, solved on \d{4}-\d\d-\d\d, no hint/);
    resetProgress("00.1");
    expect(printed[2]).toContain("00.1, the share of missing cells, not started, no hint");
  });
});
