import { describe, expect, it } from "vitest";
import { courseFolder } from "../../lib/course/course-folder";
import { lintAwaits } from "../../lib/dev/lint-awaits";
import { lintCode } from "../../lib/dev/lint-code";
import { deadLinks } from "../../lib/dev/lint-links";
import { lintNames } from "../../lib/dev/lint-names";
import { lintProse } from "../../lib/dev/lint-prose";
import type { NotebookCell } from "../../lib/course/headless/notebook-cell";

function cell(kind: "code" | "markdown", source: string): NotebookCell {
  return { kind, id: "x", source, tags: [], exercise: "" };
}

const code = (source: string): string => lintCode(cell("code", source)).join(" | ");
const prose = (source: string): string => lintProse(cell("markdown", source)).join(" | ");

describe("lintCode()", () => {
  it("has nothing against an ordinary cell", () => {
    expect(code("const argn = await TabularARGN.train(training, { seed: 1 });\nshow(argn.history);")).toBe("");
  });

  it.each([
    ["a cell of 13 lines", "f();\n".repeat(13), "13 lines, at most 12"],
    ["export", "export const a = 1;", "exports nothing"],
    ["a relative import", 'import { a } from "../lib/index";', "relative imports"],
    ["a bound dynamic import", 'const fs = await import("fs");', "bind no await import"],
    ["import.meta", "show(import.meta);", "import.meta"],
    ["randomness without a seed", "show(Math.random());", "seed"],
    ["the clock", "show(Date.now());", "clock"],
    ["the network", 'await fetch("https://example.org");', "network"],
    ["a timer that runs on", "setInterval(() => 1, 10);", "a timer that runs on"],
    ["waiting for input", 'process.stdin.on("data", f);', "no front end has an input"],
    ["the working folder", "show(process.cwd());", "the working folder differs"],
    ["ending the process", "process.exit(0);", "ends the kernel"],
    ["newer syntax", "using file = open();", "does not know `using`"],
    ["a cell that fails", 'throw new Error("on purpose");', "expectError"],
    ["narrowing by a negated boolean", "if (!result.ok) f(result.message);", "!result.ok narrows nothing"],
    ["a check with something behind it", 'await check("00.1", f);\nshow(f);', "a check cell ends in the line"],
    ["a check that is not awaited", 'check("00.1", f);', "a check cell ends in the line"],
    ["a check without its tag", 'await check("00.1", f);', "needs tags=check"],
    ["printing in a loop", "for (const a of b) console.log(a);", "loses output"],
    ["writing in a loop", "for (const a of b) process.stdout.write(a);", "loses output"],
    ["printing in forEach", "b.forEach((a) => console.log(a));", "loses output"],
    ["a bare name at the end", "const a = 1;\na", "bare name"],
  ])("refuses %s", (_name, source, complaint) => expect(code(source)).toContain(complaint));

  it("has nothing against a check cell that is one", () => {
    expect(lintCode({ ...cell("code", 'show(f(1));\nawait check("00.1", f);'), tags: ["check"], exercise: "00.1" })).toEqual([]);
    expect(lintCode({ ...cell("code", 'await check("00.1", f);'), tags: ["check"], exercise: "00.2" })).toEqual([
      'it checks 00.1 but stands in the exercise "00.2"',
    ]);
  });

  it("a cell tagged raises-exception ends the run in Jupyter", () => {
    expect(lintCode({ ...cell("code", "f();"), tags: ["raises-exception"] }).join()).toContain("expectError");
  });
});

/** Each was run in tslab 1.0.22: those that are misread end in a ReferenceError or a SyntaxError there. */
describe("lintAwaits()", () => {
  it.each([
    "await (f());",
    "await (await f()).y();",
    "const r = await (await f()).y();\nr",
    "for await (const x of [f()]) g(x);",
    "await [f()][0];",
    "await `a`;",
    "const r = await +1;",
    "await -1;",
    "await !1;",
    "await\nf();",
    "if (true) { await (f()); }",
    "console.log(await (f()));",
    "(await (f())).y()",
    "`${await (f())}`",
    "for (const x of await (Promise.all([f()]))) g(x);",
    "const v = (await f()).y() + (await (f())).y();",
    "const h = async () => { await f(); };\nawait (f());",
    'import * as fs from "fs";\nawait (f());',
    "await /* why */ (f());",
    "const k = await (async () => { const z = await f(); return z; })();",
  ])("%j is misread", (source) => expect(lintAwaits(source)).toHaveLength(1));

  it.each([
    "await null;\nawait (await f()).y();",
    "await (f());\nawait f();",
    "await (await f()).y();\nawait null;",
    "(await f()).y()",
    "const r = (await f()).y();",
    "console.log((await f()).y());",
    "if ((await f()).y() === 5) g();",
    "for (const x of await Promise.all([f()])) g(x);",
    "const o = { a: await f(), ...(await f()) };",
    "await new Promise((r) => r(1));",
    "await async function () { return 3; }();",
    "await 3;",
    'await "x";',
    "const fn = async () => { await (f()); for await (const x of [f()]) g(x); };\nawait fn();",
    "class A { static async m() { await (f()); } }\nawait A.m();",
    "await f(\n);\nawait (f());",
    "f();",
  ])("%j is read as it is meant", (source) => expect(lintAwaits(source)).toEqual([]));
});

describe("lintNames()", () => {
  const complaints = (...sources: string[]): string[] => lintNames(sources.map((source) => cell("code", source))).map(([, text]) => text);

  it("an earlier const is declared again, not assigned to", () => {
    expect(complaints("const x = 1;", "x = 2;")).toEqual([
      "x is a const of an earlier cell: declare it again with const, do not assign to it",
    ]);
    expect(complaints("const { x, y: [z] } = f();", "z++;")[0]).toContain("z is a const");
    expect(complaints("const x = 1;", "const x = 2;", "let x = 3;", "x = 4;", "const f = () => { y = 1; };")).toEqual([]);
  });

  it("a class is declared once", () => {
    expect(complaints("class A {}", "class A {}")[0]).toContain("the class A is declared twice");
    expect(complaints("class A {}", "class B {}")).toEqual([]);
  });
});

describe("deadLinks()", () => {
  const links = (text: string): string[] => deadLinks(text, "slides/README.md", courseFolder());

  it("files and headings that are there", () => {
    const text = "[a](../README.md) [b](01-introduction.md) [c](https://example.org/x) [d](#a-heading) [e](mailto:a@b.c)\n\n## A heading\n";
    expect(links(text)).toEqual([]);
  });

  it.each([
    ["[a](../nowhere.md)", "the link ../nowhere.md leads nowhere"],
    ["[a](#nowhere)", "the link #nowhere leads to no heading of this file"],
    ["[a](../README.md#nowhere-at-all)", "leads to no heading of ../README.md"],
    ["[a](http://example.org)", "is not encrypted"],
    ["[a](/lib/index.ts)", "starts at the root"],
  ])("%s is dead", (text, complaint) => expect(links(text).join()).toContain(complaint));

  it("what stands in code is no link", () => expect(links("`[a](b)` and\n\n```ts\nf[1](x);\n```\n")).toEqual([]));
});

describe("lintProse()", () => {
  it("counts the words that are read: not code, link targets or the list of sources", () => {
    const words = "word ".repeat(59);
    expect(prose(`${words} [end](../a/very/long/path)`)).toBe("");
    expect(prose(`${words} two more`)).toContain("61 words, at most 60");
    expect(prose(`${words}\n\`\`\`ts\none two three\n\`\`\``)).toBe("");
    expect(prose(`## Sources\n${words} ${words}`)).toBe("");
  });

  it.each([
    ["This is just a table.", '"just"'],
    ["Well done!", "exclamation"],
    ["Good \u{1F600}", "emoji"],
    ["![a](https://example.org/a.png)", "fetched"],
    ['<img src="a.png">', "fetched"],
  ])("refuses %s", (source, complaint) => expect(prose(source)).toContain(complaint));

  it("knows a filler from a word that holds it", () => expect(prose("Adjust the uneasy threshold.")).toBe(""));
});
