import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type NotebookName, type NotebookStore, notebookStore } from "../../../lib/course/server/notebook-store";
import { parseIpynb } from "../../../lib/course/server/ipynb";
import { type FixtureCourse, fixtureCourse } from "./fixture-course";

let course: FixtureCourse;
let store: NotebookStore;
let basics: NotebookName;

beforeEach(async () => {
  course = fixtureCourse();
  store = notebookStore(course.root);
  basics = await find("notebooks/00-basics");
});

afterEach(() => course.remove());

async function find(id: string): Promise<NotebookName> {
  const name = await store.find(id);
  if (name === undefined) throw new Error(`the fixture has no ${id}`);
  return name;
}

const original = (): string => readFileSync(join(course.root, "notebooks/00-basics.ipynb"), "utf8");
const workFile = (): string => join(course.root, ".course/work/notebooks/00-basics.ipynb");

describe("working copies", () => {
  it("saving leaves the original as it is and the copy is what loads next", async () => {
    const before = original();
    const { document, modified } = await store.load(basics);
    const cells = document.cells.map((cell) => (cell.id === "print" ? { ...cell, source: "changed" } : cell));
    expect((await store.save(basics, { ...document, cells }, modified)).kind).toBe("saved");
    expect(original()).toBe(before);
    const loaded = await store.load(basics);
    expect(loaded.document.cells.find((cell) => cell.id === "print")?.source).toBe("changed");
    expect(loaded.original["print"]).toContain("printed");
  });

  it("a file that changed elsewhere is not overwritten", async () => {
    const { document } = await store.load(basics);
    await store.save(basics, document, 0);
    utimesSync(workFile(), new Date(), new Date(Date.UTC(2030, 0, 1)));
    const text = readFileSync(workFile(), "utf8");
    expect((await store.save(basics, { ...document, cells: [] }, 0)).kind).toBe("conflict");
    expect(readFileSync(workFile(), "utf8")).toBe(text);
  });

  it("a reset brings the original and keeps the work in a backup", async () => {
    const { document } = await store.load(basics);
    await store.save(basics, { ...document, cells: document.cells.slice(0, 1) }, 0);
    const backup = await store.reset(basics);
    expect(parseIpynb(readFileSync(backup ?? "", "utf8"), "backup").cells).toHaveLength(1);
    expect((await store.load(basics)).document.cells.length).toBeGreaterThan(1);
    expect(await store.reset(basics)).toBeUndefined();
  });

  it("a course that moved on is noticed by who has work to lose", async () => {
    const { document } = await store.load(basics);
    await store.save(basics, { ...document, cells: document.cells.slice(1) }, 0);
    expect((await store.load(basics)).isOutdated).toBe(false);
    course.write("notebooks/00-basics", [{ id: "title", text: "# New" }]);
    const loaded = await store.load(basics);
    expect([loaded.isOutdated, loaded.document.cells.length]).toEqual([true, document.cells.length - 1]);
  });

  it("a course that moved on is taken over where only outputs would be lost", async () => {
    const { document } = await store.load(basics);
    await store.save(basics, document, 0);
    course.write("notebooks/00-basics", [{ id: "title", text: "# New" }]);
    const loaded = await store.load(basics);
    expect([loaded.isOutdated, loaded.document.cells.length]).toEqual([false, 1]);
    expect((await store.save(basics, loaded.document, loaded.modified)).kind).toBe("saved");
  });

  it("no half-written file is left", async () => {
    const { document } = await store.load(basics);
    await Promise.all(Array.from({ length: 5 }, () => store.save(basics, document, 0)));
    expect(parseIpynb(readFileSync(workFile(), "utf8"), "copy").cells).toHaveLength(document.cells.length);
  });
});

describe("names", () => {
  it.each(["notebooks/../package", "../lib/package", "notebooks/none", "", "lib/package.json", "/etc/passwd", "notebooks/__proto__"])(
    "%j is no notebook",
    async (id) => {
      expect(await store.find(id)).toBeUndefined();
    },
  );

  it("a course without notebooks is empty, not broken", async () => {
    expect(await notebookStore(join(course.root, "nowhere")).list()).toEqual([]);
  });
});

describe("parseIpynb()", () => {
  it("names a file that is no notebook", () => {
    expect(() => parseIpynb("{", "x")).toThrow(/^Cannot open x: it is no JSON/);
    expect(() => parseIpynb('{"cells": [], "nbformat": 3}', "x")).toThrow("it is no notebook of format 4");
  });

  it("a notebook of Jupyter with outputs survives a round trip", async () => {
    const outputs = [
      { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
      { output_type: "display_data", data: { "text/html": ["<b>", "x</b>"], "application/x+json": { a: [1] } }, metadata: {} },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
    ];
    const cell = { cell_type: "code", id: "x", execution_count: 3, metadata: { tags: ["slow"] }, outputs, source: ["one\n", "two"] };
    const file = join(course.root, "notebooks/02-jupyter.ipynb");
    writeFileSync(file, JSON.stringify({ cells: [cell], metadata: { kernelspec: { name: "tslab" } }, nbformat: 4, nbformat_minor: 5 }));
    const name = await find("notebooks/02-jupyter");
    const { document } = await store.load(name);
    expect(document.cells[0]).toMatchObject({ source: "one\ntwo", executionCount: 3, metadata: { tags: ["slow"] } });
    expect(document.cells[0].outputs.map((output) => output.output_type)).toEqual(["stream", "display_data", "error"]);
    await store.save(name, document, 0);
    expect((await store.load(name)).document.cells).toEqual(document.cells);
    expect(existsSync(file)).toBe(true);
  });
});
