import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type NotebookName, type NotebookStore, notebookStore } from "../../../lib/course/server/notebook-store";
import { parseIpynb } from "../../../lib/course/server/ipynb";
import type { NotebookDocument } from "../../../lib/course/server/notebook-document";
import { type FixtureCell, type FixtureCourse, fixtureCourse } from "./fixture-course";

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

const workFile = (): string => join(course.root, "notebooks/00-basics.ipynb");
const text = (): string => readFileSync(workFile(), "utf8");
const withoutFirst = (document: NotebookDocument): NotebookDocument => ({ ...document, cells: document.cells.slice(1) });

/** Puts a version of the course's own where the build puts it; the fixture's library is a link, so a folder of its own is made. */
function publish(cells: readonly FixtureCell[]): void {
  unlinkSync(join(course.root, "lib"));
  course.write("notebooks/published", cells);
  mkdirSync(join(course.root, "lib/dist/originals/notebooks"), { recursive: true });
  renameSync(join(course.root, "notebooks/published.ipynb"), join(course.root, "lib/dist/originals/notebooks/00-basics.ipynb"));
}

describe("a learner's notebook", () => {
  it("is the file that other editors open, and the original stays known", async () => {
    const { document, modified } = await store.load(basics);
    const cells = document.cells.map((cell) => (cell.id === "print" ? { ...cell, source: "changed" } : cell));
    expect((await store.save(basics, { ...document, cells }, modified)).kind).toBe("saved");
    expect(parseIpynb(text(), "file").cells.find((cell) => cell.id === "print")?.source).toBe("changed");
    const loaded = await store.load(basics);
    expect(loaded.document.cells.find((cell) => cell.id === "print")?.source).toBe("changed");
    expect(loaded.original["print"]).toContain("printed");
  });

  it("opening it writes nothing", async () => {
    const before = text();
    await store.load(basics);
    expect(text()).toBe(before);
    expect(existsSync(join(course.root, ".course"))).toBe(false);
  });

  it("that changed elsewhere is not overwritten", async () => {
    const { document, modified } = await store.load(basics);
    utimesSync(workFile(), new Date(), new Date(Date.UTC(2030, 0, 1)));
    const before = text();
    expect((await store.save(basics, withoutFirst(document), modified)).kind).toBe("conflict");
    expect(text()).toBe(before);
  });

  it("in a conflict loses neither version: the one that gives way is in the backups", async () => {
    const { document } = await store.load(basics);
    const theirs = text();
    expect((await store.replace(basics, withoutFirst(document))).kind).toBe("saved");
    const backups = join(course.root, ".course/backups/notebooks");
    expect(readdirSync(backups).map((file) => readFileSync(join(backups, file), "utf8"))).toEqual([theirs]);
    const aside = await store.setAside(basics, { ...document, cells: [] });
    expect(parseIpynb(readFileSync(aside, "utf8"), "aside").cells).toEqual([]);
    expect(parseIpynb(text(), "file").cells).toHaveLength(document.cells.length - 1);
  });

  it("a reset brings the original and keeps the work in a backup", async () => {
    const { document, modified } = await store.load(basics);
    const before = text();
    await store.save(basics, { ...document, cells: document.cells.slice(0, 1) }, modified);
    const backup = await store.reset(basics);
    expect(parseIpynb(readFileSync(backup ?? "", "utf8"), "backup").cells).toHaveLength(1);
    expect(text()).toBe(before);
    expect(await store.reset(basics)).toBeUndefined();
  });

  it("a course that moved on is noticed by who has work to lose", async () => {
    const { document, modified } = await store.load(basics);
    await store.save(basics, withoutFirst(document), modified);
    expect((await store.load(basics)).isOutdated).toBe(false);
    publish([{ id: "title", text: "# New" }]);
    const loaded = await store.load(basics);
    expect([loaded.isOutdated, loaded.document.cells.length]).toEqual([true, document.cells.length - 1]);
    await store.reset(basics);
    expect((await store.load(basics)).document.cells).toMatchObject([{ source: "# New" }]);
  });

  it("a course that moved on is taken over where only outputs would be lost", async () => {
    const { document, modified } = await store.load(basics);
    await store.save(basics, document, modified);
    publish([{ id: "title", text: "# New" }]);
    const loaded = await store.load(basics);
    expect([loaded.isOutdated, loaded.document.cells.length]).toEqual([false, 1]);
    expect((await store.save(basics, loaded.document, loaded.modified)).kind).toBe("saved");
  });

  it("what another editor wrote before the page ever saved is shown, and can be reset", async () => {
    publish(parseIpynb(text(), "file").cells.map(({ id, source }) => ({ id, text: source })));
    const document = parseIpynb(text(), "file");
    course.write("notebooks/00-basics", [{ id: "title", text: "# Mine" }]);
    const loaded = await store.load(basics);
    expect(loaded.document.cells).toMatchObject([{ source: "# Mine" }]);
    expect(loaded.original["title"]).toBe(document.cells[0].source);
    expect(loaded.isOutdated).toBe(false);
  });

  it("is never half written", async () => {
    const { document, modified } = await store.load(basics);
    await Promise.all(Array.from({ length: 5 }, () => store.save(basics, document, modified)));
    expect(parseIpynb(text(), "copy").cells).toHaveLength(document.cells.length);
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
    const { document, modified } = await store.load(name);
    expect(document.cells[0]).toMatchObject({ source: "one\ntwo", executionCount: 3, metadata: { tags: ["slow"] } });
    expect(document.cells[0].outputs.map((output) => output.output_type)).toEqual(["stream", "display_data", "error"]);
    await store.save(name, document, modified);
    expect((await store.load(name)).document.cells).toEqual(document.cells);
    expect(existsSync(file)).toBe(true);
  });
});
