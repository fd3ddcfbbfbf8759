import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { courseAbove, libraryVersion, packageFolder } from "../../lib/base/package-folder";

const folder = mkdtempSync(join(tmpdir(), "package-folder-"));
const root = join(folder, "course");
const deep = join(root, "notebooks", "deep");

beforeAll(() => {
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(root, "package.json"), JSON.stringify({ name: "synthetic-tables-course" }));
  writeFileSync(join(root, "notebooks", "package.json"), "{ broken");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("courseAbove()", () => {
  it("is the nearest folder above whose package is the course, whatever stands between", () => {
    expect(courseAbove(deep)).toBe(root);
    expect(courseAbove(root)).toBe(root);
  });

  it("is undefined where no course is around", () => expect(courseAbove(folder)).toBeUndefined());
});

describe("packageFolder()", () => {
  it("is the folder of the library", () => expect(packageFolder()).toBe(resolve(__dirname, "../../lib")));

  it("names what is missing", () =>
    expect(() => packageFolder(folder)).toThrow(/Cannot find the package "synthetic-tables" above .*Install it again/));

  it("holds the version", () => expect(libraryVersion()).toMatch(/^\d+\.\d+\.\d+$/));
});
