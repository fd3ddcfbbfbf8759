import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { outputPath } from "../../../lib/course/output-path";

const folder = mkdtempSync(join(tmpdir(), "course-output-"));

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("outputPath()", () => {
  it("is in the folder for results, which it makes", () => {
    vi.stubEnv("COURSE_PROGRESS", join(folder, "progress.json"));
    expect(outputPath("people.html")).toBe(join(folder, "output", "people.html"));
    expect(existsSync(dirname(outputPath("people.html")))).toBe(true);
  });

  it.each(["", "..", "../secret", "a/b"])("refuses %j", (name) => expect(() => outputPath(name)).toThrow("give the name of a file"));
});
