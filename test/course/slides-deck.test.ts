import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Deck, parseDeck } from "../../lib/course/slides/deck";
import { deckNames, readDeck } from "../../lib/course/slides/deck-folder";
import { deckHtml } from "../../lib/course/slides/deck-html";
import { directive } from "../../lib/course/slides/directive";
import { combinationDrawings, relationDrawings } from "../../lib/course/slides/drawings";
import { findCode } from "../../lib/course/slides/find-code";
import { slideHtml } from "../../lib/course/slides/slide-html";
import { speakerScripts } from "../../lib/course/slides/speaker-scripts";
import { ROOT } from "./engine/built-library";

const HEAD = "---\ntitle: A deck\nsection: 1 Introduction\nminutes: 5\n---\n";
const parsed = (body: string): Deck => parseDeck(`${HEAD}${body}`, "slides/x.md");
const ASSETS = { imports: {}, stylesheets: [], slideStylesheet: "/x.css", scriptHashes: [] };

describe("parseDeck()", () => {
  it("cuts slides at lines of three dashes and notes at Note:", () => {
    const { title, section, minutes, slides } = parsed("\n# First\n\nText\n\nNote:\nSay it.\n\n---\n\n## Second, too\n");
    expect({ title, section, minutes }).toEqual({ title: "A deck", section: "1 Introduction", minutes: 5 });
    expect(slides.map(({ id, markdown, notes, line }) => ({ id, markdown, notes, line }))).toEqual([
      { id: "first", markdown: "# First\n\nText", notes: "Say it.", line: 6 },
      { id: "second-too", markdown: "## Second, too", notes: "", line: 15 },
    ]);
  });

  it("a line of dashes in code separates nothing", () => {
    expect(parsed("## Code\n\n```text\n---\n```\n").slides).toHaveLength(1);
  });

  it.each([
    ["no head", "# First\n", /:1: a deck starts with title, section and minutes/],
    ["no minutes", "---\ntitle: A\nsection: 1\n---\n# First\n", /"minutes" is missing/],
    ["minutes that are none", "---\ntitle: A\nsection: 1\nminutes: some\n---\n# First\n", /minutes are "some"/],
    ["an unknown name", "---\nauthor: me\n---\n# First\n", /:2: got "author: me"/],
    ["a slide without heading", `${HEAD}# First\n\n---\n\ntext\n`, /:9: the slide has no heading/],
    ["two slides of one name", `${HEAD}# First\n\n---\n\n# First\n`, /:9: a second slide "First"/],
  ])("%s is an error with its line", (_, text, message) => {
    expect(() => parseDeck(text, "slides/x.md")).toThrow(message);
  });
});

describe("findCode()", () => {
  const source = `/** Doc. */
export function one(a: number): number {
  // #region inner
  const b = a;
  // #endregion
  return b;
}

export const two = () => 2, three = 3;
export interface Four {
  a: 1;
}
// %% cell-five tags=slow
five();
// %% cell-six
six();
`;
  it("finds exports, regions and cells by name", () => {
    expect(findCode(source, "one")).toMatch(/^export function one[\s\S]*\n}$/);
    expect(findCode(source, "inner")).toBe("const b = a;");
    expect(findCode(source, "three")).toBe("export const two = () => 2, three = 3;");
    expect(findCode(source, "Four")).toContain("a: 1");
    expect(findCode(source, "cell-five")).toBe("five();");
    expect(findCode(source, "cell-six")).toBe("six();");
  });

  it("takes the lines from one text to another", () => {
    expect(findCode(source, "one", { from: "const b", to: "return" })).toBe("const b = a;\n// #endregion\nreturn b;");
    expect(() => findCode(source, "one", { from: "const c", to: "return" })).toThrow('"one" has no line with "const c"');
    expect(() => findCode(source, "one", { from: "return", to: "const b" })).toThrow("after the one with");
  });

  it("what is not there is an error that names what is", () => {
    expect(() => findCode(source, "thre")).toThrow(
      'no region, cell or export "thre". Did you mean "three"? It exports "one", "two", "three", "Four"',
    );
    expect(() => findCode("// #region open\n1;", "open")).toThrow('the region "open" has no end');
  });
});

describe("a slide", () => {
  it("draws formulas and colours code, and nothing of it is markup", () => {
    expect(slideHtml("$p \\mid q$", ROOT)).toContain("katex");
    expect(slideHtml('```ts\nconst a = "<b>";\n```', ROOT)).toContain("&lt;b&gt;");
    expect(() => slideHtml("$\\frac{$", ROOT)).toThrow();
  });

  it.each([
    ["{{code lib/stats/total-variation.ts#nothing}}", /no region, cell or export "nothing"/],
    ["{{code lib/none.ts#a}}", /no such source/],
    ["{{code lib/../package.json#a}}", /no such source/],
    ["{{code package.json#a}}", /no such source/],
    ["{{figure spectrun}}", /Did you mean "spectrum"/],
    ["{{notebook 99-none}}", /no notebook notebooks\/99-none/],
    ["{{notebook 03a-argn-flat#03a-breek}}", /no cell "03a-breek". Did you mean "03a-break"/],
    ["{{quiz 99.q1}}", /no file exercises\/quizzes\/99.json/],
    ["{{answer 03a.q9}}", /no question 03a.q9/],
    ["It is {{number none}}", /no number "none"/],
    ["{{picture x}}", /need \{\{code FILE#NAME\}\}/],
    ["[text](../notebooks/none.ipynb)", /leads nowhere/],
  ])("%s fails", (line, message) => {
    expect(() => slideHtml(line, ROOT)).toThrow(message);
  });

  it("links lead to where the server shows the same thing", () => {
    expect(slideHtml("[a](../notebooks/00-start-here.ipynb)", ROOT)).toContain('href="/#notebooks/00-start-here"');
    expect(slideHtml("[a](../lib/argn/README.md)", ROOT)).toContain('href="/source/argn/README.md"');
    expect(slideHtml("[a](01-introduction.md)", ROOT)).toContain('href="/slides/01-introduction"');
    expect(directive("{{notebook 03a-argn-flat}}", ROOT)).toContain("50 minutes");
    expect(directive("{{notebook 03a-argn-flat#03a-break}}", ROOT)).toMatch(
      /href="\/#notebooks\/03a-argn-flat\/03a-break".+<strong>Break it</,
    );
  });

  it("asks a question of the notebook's quiz, and answers it in the notes alone", () => {
    expect(directive("{{quiz 03a.q3}}", ROOT)).toMatch(/^<div class="quiz-slide"><p>Why does the network not count/);
    expect(directive("{{quiz 03a.q3}}", ROOT)).not.toContain("Right");
    expect(directive("{{answer 03a.q3}}", ROOT).match(/Right:/g)).toHaveLength(1);
  });
});

describe("the decks of the course", async () => {
  const names = await deckNames(ROOT);
  it("are there", () => expect(names.length).toBeGreaterThanOrEqual(3));

  it.each(names)("%s: every include and link resolves, every slide has notes, sources stand last", async (name) => {
    const deck = await readDeck(ROOT, name);
    if (deck === undefined) throw new Error("the deck is not found by its own name");
    const { html, policy } = deckHtml(deck, deck.fileName, ROOT, ASSETS);
    expect(html).not.toMatch(/\{\{|(?:src|href)="https?:/);
    expect(policy).toContain("default-src 'none'");
    expect(deck.minutes).toBeGreaterThanOrEqual(10);
    expect(deck.slides.length).toBeGreaterThanOrEqual(12);
    expect(deck.slides.filter(({ notes }) => notes === "").map(({ heading }) => heading)).toEqual([]);
    expect(deck.slides[deck.slides.length - 1].heading).toBe("Sources");
    const texts = deck.slides.map(({ markdown, notes }) => `${markdown} ${notes}`.toLowerCase()).join(" ");
    expect(texts.match(/[^a-z](simply|just|obviously|of course)[^a-z]/g)).toBeNull();
  });

  it("stand under a section that their file is numbered for", async () => {
    for (const name of names) expect(Number((await readDeck(ROOT, name))?.section.split(" ")[0])).toBe(Number(name.slice(0, 2)));
  });
});

describe("the figures", () => {
  const folder = join(ROOT, "slides", "figures");
  it("load nothing, run nothing and say what they show", () => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".svg"))) {
      const svg = readFileSync(join(folder, file), "utf8");
      expect(svg, file).toMatch(/role="img" aria-label="[^"]{10,}/);
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""), file).not.toMatch(/https?:|<script|href=|url\((?!#)|\son\w+=/);
    }
  });

  it("without a training are what the code draws today", async () => {
    const numbers = JSON.parse(readFileSync(join(folder, "numbers.json"), "utf8"));
    for (const drawings of [await relationDrawings(), await combinationDrawings()]) {
      expect(numbers).toMatchObject(drawings.numbers);
      for (const [name, svg] of Object.entries(drawings.figures))
        expect(readFileSync(join(folder, `${name}.svg`), "utf8")).toBe(`${svg}\n`); // else: npm run slides:figures
    }
  });
});

it("the speaker's window has a script that the policy can name", () => {
  const plugin = readFileSync(join(ROOT, "node_modules/reveal.js/dist/plugin/notes.mjs"), "utf8");
  const scripts = speakerScripts(plugin);
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.join("")).toContain("setupIframes");
  expect(() => speakerScripts("export {}")).toThrow("another speaker view");
});

it("the notes for instructors are on notebooks that exist, and quote what the course says", () => {
  const notes = readFileSync(join(ROOT, "slides", "notes-for-instructors.md"), "utf8").replaceAll(/\s+/g, " ");
  const sources = readdirSync(join(ROOT, "lib", "course", "graders")).map((file) =>
    readFileSync(join(ROOT, "lib", "course", "graders", file), "utf8"),
  );
  const spoken = Array.from(notes.matchAll(/## (\d\d[a-z]?) /g), ([, id]) => id);
  const notebooks = readdirSync(join(ROOT, "notebooks"));
  expect(spoken.filter((id) => !notebooks.some((file) => file.startsWith(`${id}-`)))).toEqual([]);
  const [, lessons] = notes.split("## 00 Start here");
  const quoted = Array.from(lessons.matchAll(/`((?:You|Your|This|Right|The ends|Ties|1 is) [^`]*)`/g), ([, text]) => text);
  expect(quoted.length).toBeGreaterThan(15);
  expect(quoted.filter((text) => !sources.some((source) => source.includes(text)))).toEqual([]);
});
