import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { forgetProgress, progressOf, readProgress, recordAttempt, recordHint } from "../../../lib/course/progress-file";

let folder = "";
let file = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "course-progress-"));
  file = join(folder, ".course", "progress.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("the progress file", () => {
  it("counts attempts, keeps the first pass and the furthest hint", () => {
    recordAttempt("04a.1", false, file);
    recordHint("04a.1", 2, file);
    recordHint("04a.1", 1, file);
    recordAttempt("04a.1", true, file);
    const first = progressOf("04a.1", file);
    expect(first).toMatchObject({ attempts: 2, hintsOpened: 2 });
    expect(first.firstPass).toMatch(/^\d{4}-\d\d-\d\dT/);
    recordAttempt("04a.1", true, file);
    expect(progressOf("04a.1", file)).toEqual({ ...first, attempts: 3 });
  });

  it("is empty when there is none, for any id", () => {
    expect(readProgress(file)).toEqual({});
    expect(progressOf("__proto__", file)).toEqual({ attempts: 0, hintsOpened: 0, firstPass: "" });
  });

  it("forgets one exercise or all, and keeps what was", () => {
    recordAttempt("a", true, file);
    recordAttempt("b", true, file);
    forgetProgress(["a"], file);
    expect(Object.keys(readProgress(file))).toEqual(["b"]);
    expect(readFileSync(`${file}.before-reset`, "utf8")).toContain('"a"');
    forgetProgress("all", file);
    expect(readProgress(file)).toEqual({});
  });

  it.each(["", "{", "[]", '{"exercises": 3}', "null"])("sets a file aside that holds %j", (text) => {
    recordAttempt("a", true, file);
    writeFileSync(file, text);
    expect(readProgress(file)).toEqual({});
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(`${file}.unreadable`, "utf8")).toBe(text);
    recordAttempt("a", false, file);
    expect(progressOf("a", file).attempts).toBe(1);
  });
});
