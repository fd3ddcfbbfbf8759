/** What the page offers beside running cells: looking through tables, types, questions, words, versions. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cell, chromium, SECOND, useCourse } from "./open-course";

const { now } = useCourse();

const IMPORTS = {
  id: "imports",
  code: 'import { simulate, Table } from "synthetic-tables";\nimport { quiz, show } from "synthetic-tables/course";',
};

describe.skipIf(chromium === undefined)("a table", () => {
  it("is sorted, paged and described, and says when the engine has forgotten it", async () => {
    const { course, page, open, run, text, mistakes } = now();
    const table = {
      id: "table",
      code: 'show(simulate("people", { rows: 1000, seed: 1 }).select(["age", "education", "hours"]), { rows: 5 });',
    };
    course.write("notebooks/05-table", [IMPORTS, table]);
    await open("notebooks/05-table");
    await run("imports");
    await run("table");
    const viewer = `${cell("table")} .table-viewer`;
    const ages = async (): Promise<number[]> => (await page.locator(`${viewer} td:first-child`).allInnerTexts()).map(Number);
    expect(await text(`${viewer} .table-bar .quiet`)).toBe("Rows 1 to 5 of 1,000 · 3 columns");
    await page.click(`${viewer} .sort >> text=age`);
    await page.waitForSelector(`${viewer} th[aria-sort="ascending"]`);
    expect((await ages())[0]).toBe(18);
    expect(await ages()).toEqual([...(await ages())].sort((a, b) => a - b));
    await page.click(`${viewer} .sort >> text=age`);
    await page.waitForSelector(`${viewer} th[aria-sort="descending"]`);
    expect((await ages())[0]).toBeGreaterThan(75);
    await page.selectOption(`${viewer} select`, "100");
    await page.waitForSelector(`${viewer} .quiet >> text=Rows 1 to 100`);
    await page.click(`${viewer} button:text-is("Next")`);
    await page.waitForSelector(`${viewer} .quiet >> text=Rows 101 to 200`);
    await page.click(`${viewer} button:text-is("Columns")`);
    await page.waitForSelector(`${viewer} .column-card`);
    expect(await page.locator(`${viewer} .column-card strong`).allInnerTexts()).toEqual(["age", "education", "hours"]);
    expect(await text(`${viewer} .column-card:nth-child(3)`)).toMatch(/\d+ different, \d+\.\d % missing/);
    await page.click(".toolbar >> text=Restart");
    await page.click(".ask-buttons >> text=Restart");
    await page.waitForSelector(".toast");
    await page.click(`${viewer} button:text-is("Next")`);
    await page.waitForSelector(`${viewer} .note >> text=run this cell again`);
    expect(mistakes).toEqual([]);
  });
});

describe.skipIf(chromium === undefined)("the editor", () => {
  it("tells types where the pointer rests", async () => {
    const { course, page, open, run } = now();
    course.write("notebooks/05-types", [{ id: "types", code: "const howMany: number = 3;\nhowMany;" }]);
    await open("notebooks/05-types");
    await run("types");
    await page.hover(`${cell("types")} .cm-line:nth-child(2) >> text=howMany`, { position: { x: 20, y: 8 } });
    await page.waitForSelector(".hover-type >> text=const howMany: number", { timeout: 15 * SECOND });
  });
});

describe.skipIf(chromium === undefined)("the questions of a lesson", () => {
  it("explain each choice, and remember it", async () => {
    const { course, page, open, run, text } = now();
    course.write("notebooks/05-quiz", [IMPORTS, { id: "quiz", code: 'quiz("00");' }]);
    await open("notebooks/05-quiz");
    await run("imports");
    await run("quiz");
    const first = `${cell("quiz")} .question:nth-of-type(1)`;
    await page.click(`${first} label:nth-of-type(1)`);
    expect(await text(`${first} .quiz-why`)).toMatch(/^No\. 0 would be an answer/);
    await page.click(`${first} label:nth-of-type(2)`);
    expect(await text(`${first} .quiz-why`)).toMatch(/^Right\. A missing cell/);
    await page.waitForFunction(() => document.querySelector(".saved")?.textContent === "Saved");
    await page.reload();
    await page.waitForSelector(`${first}[data-answer="right"]`);
    expect(await page.locator(`${first} input:checked`).getAttribute("value")).toBe("b");
  });
});

describe.skipIf(chromium === undefined)("the glossary", () => {
  it("opens a word beside the lesson, and lists all words with the lessons they come from", async () => {
    const { course, page, open, text } = now();
    writeFileSync(join(course.root, "notebooks/glossary.md"), "# G\n\n## Holdout\n\nRows kept *away*.\n\n## Seed\n\nFixes draws.\n");
    course.write("notebooks/05-words", [
      { id: "text", text: "# Words\n\nThe [holdout](glossary.md#holdout) half." },
      { id: "code", code: "1" },
    ]);
    await open("notebooks/05-words");
    await page.focus('a[href="#glossary/holdout"]');
    await page.keyboard.press("Enter");
    await expect.poll(() => text(".term-box")).toContain("Rows kept away.");
    expect(page.url()).toContain("05-words");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".term-box").count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("holdout");
    await page.click('a[href="#glossary/holdout"]');
    await page.click(".term-box >> text=All terms");
    await page.waitForSelector(".term-entry.sought >> text=Holdout");
    await expect.poll(() => text(".term-entry.sought .quiet")).toBe("In 05");
    await page.fill(".term-search", "draws");
    await expect.poll(() => page.locator(".term-entry:visible dt").allInnerTexts()).toEqual(["Seed"]);
    await page.fill(".term-search", "nothing like it");
    await expect.poll(() => text(".home-head [role=status]")).toBe('No term has "nothing like it" in it.');
  });
});

describe.skipIf(chromium === undefined)("an exercise that was tried", () => {
  it("shows the solution beside one's own answer", async () => {
    const { page, open, text } = now();
    await open("notebooks/00-basics");
    const bar = '[data-exercise="00.1"]';
    const answer = page.locator(`${cell("answer")} .cm-content`);
    await answer.fill("function missingShare(table: Table, name: string): number {\n  return 0;\n}");
    await page.click(`${bar} >> text=Solution`);
    await page.click(`${bar} >> button:text-is("Show it")`);
    await page.waitForSelector(`${bar} .difference`);
    expect(await page.locator(`${bar} .line[data-side="first"]`).allInnerTexts()).toEqual([expect.stringContaining("return 0;")]);
    expect(await text(`${bar} .line[data-side="second"]`)).toContain("countOfNull");
    await page.click(`${bar} >> text=The solution alone`);
    expect(await page.locator(`${bar} .difference`).count()).toBe(0);
    await page.click(`${bar} >> text=Hide the solution`);
    expect(await page.locator(`${bar} .solution`).count()).toBe(0);
  });
});

describe.skipIf(chromium === undefined)("a notebook that another editor changes", () => {
  const file = (): string => join(now().course.root, "notebooks/00-basics.ipynb");
  const change = (from: string, to: string): void => writeFileSync(file(), readFileSync(file(), "utf8").replace(from, to));

  it("is shown anew when nothing is unsaved here", async () => {
    const { page, open } = now();
    await open("notebooks/00-basics");
    change("printed", "written elsewhere");
    await page.waitForSelector(`${cell("print")} .cm-content >> text=written elsewhere`);
    expect(await page.locator(".banner").count()).toBe(0);
  });

  it("and leaves unreadable costs nothing: mine is put back on request", async () => {
    const { page, open } = now();
    await open("notebooks/00-basics");
    writeFileSync(file(), "{ half a noteb");
    await page.waitForSelector(".banner >> text=it cannot be read now");
    expect(await page.locator(`${cell("print")} .cm-content`).innerText()).toContain("printed");
    await page.click(".banner >> text=Keep mine");
    await page.waitForFunction(() => document.querySelector(".saved")?.textContent === "Saved");
    await expect.poll(() => readFileSync(file(), "utf8")).toContain("printed");
    await page.reload();
    await page.waitForSelector(cell("print"));
  });

  it.each(["Keep mine", "Load the other"])("is a choice when both have changed; after %j the other is in the backups", async (choice) => {
    const { course, page, open } = now();
    await open("notebooks/00-basics");
    let isFirstSave = true;
    await page.route("**/api/notebook?*", async (route) => {
      // the other editor is faster than this page's save
      if (route.request().method() === "PUT" && isFirstSave) {
        isFirstSave = false;
        change("printed", "written elsewhere");
      }
      await route.continue();
    });
    await page.click(`${cell("print")} .cm-content`);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("const mine = 1;\n");
    await page.click(`.banner >> text=${choice}`);
    const [shown, kept] = choice === "Keep mine" ? ["const mine", "written elsewhere"] : ["written elsewhere", "const mine"];
    await page.waitForSelector(`${cell("print")} .cm-content >> text=${shown}`);
    await page.waitForFunction(() => document.querySelector(".saved")?.textContent === "Saved");
    expect(readFileSync(file(), "utf8")).toContain(shown);
    const backups = join(course.root, ".course/backups/notebooks");
    const texts = readdirSync(backups).map((name) => readFileSync(join(backups, name), "utf8"));
    expect(texts.some((text) => text.includes(kept))).toBe(true);
  });

  it("is reset on request, and what was there is kept", async () => {
    const { course, page, open } = now();
    await open("notebooks/00-basics");
    await page.click(`${cell("print")} .cm-content`);
    await page.keyboard.type("// mine ");
    await page.click(".more summary");
    await page.click("text=Reset the notebook");
    await page.click(".ask-buttons >> text=Reset");
    await page.waitForSelector(".toast >> text=.course/backups/notebooks/00-basics");
    expect(await page.locator(`${cell("print")} .cm-content`).innerText()).not.toContain("mine");
    expect(readFileSync(file(), "utf8")).not.toContain("mine");
    expect(readdirSync(join(course.root, ".course/backups/notebooks"))).toHaveLength(1);
  });
});

describe.skipIf(chromium === undefined)("getting about", () => {
  it("an address may name a cell; ? tells the keys", async () => {
    const { page, server, text } = now();
    await page.goto(server.url);
    await page.goto(`${new URL(server.url).origin}/#notebooks/00-basics/train`);
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-cell") === "train");
    await page.keyboard.press("?");
    expect(await text(".shortcuts")).toContain("run the cell and go to the next");
    await page.keyboard.press("Escape");
    expect(await page.locator(".ask-dialog").count()).toBe(0);
  });
});
