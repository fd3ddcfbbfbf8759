import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linkedTerms, parseGlossary } from "../../lib/course/glossary";
import { ROOT } from "./engine/built-library";

const markdown = readFileSync(join(ROOT, "notebooks/glossary.md"), "utf8");
const sources = readdirSync(join(ROOT, "notebooks/src")).filter((name) => name.endsWith(".ts"));

describe("the glossary of the course", () => {
  const terms = parseGlossary(markdown);

  it("stands in the order of the alphabet, for who reads the file", () => {
    const names = terms.map(({ term }) => term);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "en")));
  });

  it("says each word in a few sentences", () => {
    for (const { term, text } of terms)
      expect([term, text.split(/\s+/).length]).toEqual([term, expect.toSatisfy((words: number) => words >= 4 && words <= 75)]);
  });

  it.each(["the glossary itself", ...sources])("every term that %s links to is there", (name) => {
    const text = sources.includes(name) ? readFileSync(join(ROOT, "notebooks/src", name), "utf8") : markdown;
    const known = new Set(terms.map(({ id }) => id));
    expect(linkedTerms(text).filter((id) => !known.has(id))).toEqual([]);
  });
});

describe("parseGlossary()", () => {
  it("makes the addresses that GitHub and VS Code make", () => {
    expect(parseGlossary("# G\n\n## Total variation (TV)\n\nA.\n\n## It's one\n\nB.\n").map(({ id }) => id)).toEqual([
      "total-variation-tv",
      "its-one",
    ]);
  });

  it("refuses a term without a text, and one that stands twice", () => {
    expect(() => parseGlossary("## A\n\n## B\n\ntext")).toThrow('glossary.md: "A" has no text');
    expect(() => parseGlossary("## A\n\none\n\n## a\n\ntwo")).toThrow('glossary.md: "a" stands twice');
  });
});
