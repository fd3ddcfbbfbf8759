import { describe, expect, it } from "vitest";
import { lintCode } from "../../lib/dev/lint-code";
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
    ["a lone await (", "await (async () => 1)();", 'start the cell with "await null;"'],
    ["a lone for await", "for await (const a of b) f(a);", 'start the cell with "await null;"'],
    ["printing in a loop", "for (const a of b) console.log(a);", "loses output"],
    ["printing in forEach", "b.forEach((a) => console.log(a));", "loses output"],
    ["a bare name at the end", "const a = 1;\na", "bare name"],
  ])("refuses %s", (_name, source, complaint) => expect(code(source)).toContain(complaint));

  it("lets await ( stand after a plain await, and inside a function", () => {
    expect(code("await null;\nawait (async () => 1)();")).toBe("");
    expect(code("const f = async () => { await (g()); };")).toBe("");
  });
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
