import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CourseServer, startServer } from "../../lib/course/server/start-server";
import { buildLibrary, ROOT } from "../course/engine/built-library";
import { type FixtureCourse, fixtureCourse } from "../course/server/fixture-course";
import { findChromium, launchChromium } from "./browser";

const chromium = findChromium();
const SECOND = 1000;

let course: FixtureCourse;
let server: CourseServer;
let browser: Browser;
let page: Page;
let addresses: string[];
let mistakes: string[];

beforeAll(async () => {
  if (chromium === undefined) return;
  buildLibrary();
  execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", join(ROOT, "lib/course/page")]);
  browser = await launchChromium(chromium);
});

afterAll(async () => {
  await browser?.close();
});

beforeEach(async () => {
  if (chromium === undefined) return;
  course = fixtureCourse();
  server = await startServer({ root: course.root, port: 0 });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  addresses = [];
  mistakes = [];
  page.on("request", (request) => addresses.push(request.url()));
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") mistakes.push(message.text());
  });
});

afterEach(async () => {
  if (chromium === undefined) return;
  await page.close();
  await server.close();
  course.remove();
});

async function open(notebook: string): Promise<void> {
  await page.goto(`${server.url}&notebook=${encodeURIComponent(notebook)}`);
  await page.waitForSelector(".code-cell");
}

const cell = (id: string): string => `[data-cell="${id}"]`;

async function run(id: string, ends = "ok"): Promise<void> {
  await page.click(`${cell(id)} .run`);
  await page.waitForSelector(`${cell(id)}[data-state="${ends}"]`, { timeout: 60 * SECOND });
}

function textOf(selector: string): Promise<string> {
  return page.locator(selector).innerText();
}

describe.skipIf(chromium === undefined)("the course home", () => {
  it("is there in about a second, lists the notebooks, and leads to one", async () => {
    await page.goto(server.url);
    await page.waitForSelector(".lesson");
    expect(await page.evaluate(() => performance.now())).toBeLessThan(4 * SECOND);
    expect(await page.locator(".lesson-title").allInnerTexts()).toEqual(["Basics", "Mistakes", "Training"]);
    expect(page.url()).not.toContain("token");
    await page.click("text=Begin: Basics");
    await page.waitForSelector(".code-cell");
    expect(await page.title()).toBe("Basics · Tabular synthetic data");
    expect(mistakes).toEqual([]);
  });

  it("without the key the page says what to do", async () => {
    const stranger = await browser.newContext();
    const response = await (await stranger.newPage()).goto(new URL(server.url).origin);
    expect(response?.status()).toBe(401);
    expect(await response?.text()).toContain("npm start");
    await stranger.close();
  });
});

describe.skipIf(chromium === undefined)("a notebook", () => {
  it("runs from top to bottom: text, figure, live training, check, and no request leaves this machine", async () => {
    await open("notebooks/00-basics");
    await page.click("text=Run all");
    await page.waitForSelector(".live");
    const first = await textOf(".live");
    await page.waitForFunction((before) => document.querySelector(".live")?.textContent !== before, first);
    await page.waitForSelector(`${cell("grade")}[data-state="ok"]`, { timeout: 90 * SECOND });
    expect(await textOf(`${cell("print")} .stream`)).toBe("printed\n");
    expect(await textOf(`${cell("train")} .result`)).toBe("ran to the end");
    await page.waitForSelector(`${cell("figure")} .figure .main-svg`);
    expect(await page.locator(`${cell("figure")} .point`).count()).toBe(2);
    expect(await textOf(`${cell("title")} .katex-html`)).toContain("p");
    expect(await page.locator(`${cell("grade")} .check`).getAttribute("data-status")).toBe("wrong");
    expect(addresses.filter((address) => !/^(data|blob):/.test(address) && new URL(address).origin !== new URL(server.url).origin)).toEqual(
      [],
    );
    expect(mistakes).toEqual([]);
  });

  it("nothing in an output runs", async () => {
    await open("notebooks/01-mistakes");
    await run("markup");
    expect(await textOf(`${cell("markup")} .rich`)).toContain("kept");
    expect(await page.locator(`${cell("markup")} .rich circle`).count()).toBe(1);
    expect(await page.evaluate(() => Reflect.get(window, "hacked"))).toBeUndefined();
    const harmful = "#evil, script, iframe, form, object, math, [onerror], [onload], [href^=javascript], [style*=url]";
    expect(await page.locator(`${cell("markup")} .rich :is(${harmful})`).count()).toBe(0);
    expect(addresses.filter((address) => address.includes("evil.example"))).toEqual([]);
  });

  it("a training cell is stopped, keeps its result, and the cell completes", async () => {
    await open("notebooks/00-basics");
    await run("imports");
    await page.click(`${cell("train")} .run`);
    await page.waitForSelector(".live");
    await page.click(".toolbar .stop");
    await page.waitForSelector(`${cell("train")}[data-state="ok"]`);
    expect(await textOf(`${cell("train")} .result`)).toBe("kept the best after a stop");
  });

  it("a model in training draws its losses, and when stopped it is kept and can be used", async () => {
    await open("notebooks/02-training");
    await run("imports");
    await page.click(`${cell("train")} .run`);
    const curve = `${cell("train")} .rich svg`;
    await page.waitForSelector(curve, { timeout: 60 * SECOND });
    const first = await page.locator(`${cell("train")} .rich`).innerHTML();
    await page.waitForFunction((before) => document.querySelector('[data-cell="train"] .rich')?.innerHTML !== before, first);
    await page.click(".toolbar .stop");
    await page.waitForSelector(`${cell("train")}[data-state="ok"]`, { timeout: 20 * SECOND });
    expect(await textOf(`${cell("train")} .rich`)).toContain("stopped on request");
    expect(Number(await textOf(`${cell("train")} .result`))).toBeGreaterThan(0);
    await run("sample");
    expect(await textOf(`${cell("sample")} .result`)).toBe("7");
  });

  it("a cell that cannot be stopped costs the engine, and the page says so", async () => {
    await open("notebooks/01-mistakes");
    await page.click(`${cell("spin")} .run`);
    await page.waitForSelector(`${cell("spin")} .stream`);
    await page.click(".toolbar .stop");
    await page.waitForSelector(`${cell("spin")}[data-state="died"]`);
    expect(await textOf(".banner")).toContain("All variables are gone");
  });

  it("mistakes stand where they are: underlined, named, and without the engine's own frames", async () => {
    await open("notebooks/01-mistakes");
    await run("type-error", "error");
    expect(await textOf(`${cell("type-error")} .cm-lintRange-error`)).toBe("wrong");
    expect(await textOf(`${cell("type-error")} .diagnostics`)).toContain("line 2, column 7");
    await run("thrown", "error");
    expect(await textOf(`${cell("thrown")} .error p`)).toBe("RangeError: too far");
  });

  it("much text is cut, and whole on request", async () => {
    await open("notebooks/01-mistakes");
    await run("flood");
    const link = await page.locator(`${cell("flood")} .note a`).getAttribute("href");
    const whole = await page.evaluate(async (address) => (await fetch(address)).text(), link ?? "");
    expect(whole.split("\n")).toHaveLength(60_001);
  });
});

describe.skipIf(chromium === undefined)("an exercise", () => {
  it("is graded with expected and got, its hints open, and a right answer is kept through a reload", async () => {
    await open("notebooks/00-basics");
    await run("imports");
    const bar = '[data-exercise="00.1"]';
    await page.click(`${bar} >> text=Check`);
    await page.waitForSelector(".check");
    expect(await textOf(".check dl")).toMatch(/Expected[\s\S]+Got\s+0\.25/);
    await page.click(`${bar} >> text=Hint 1 of 3`);
    await page.click(`${bar} >> text=Hint 2 of 3`);
    await page.waitForFunction(() => document.querySelectorAll(".exercise-help .hint").length === 2);
    await page.click(`${bar} >> text=Solution`);
    await page.click(`${bar} >> button:text-is("Show it")`);
    expect(await textOf(".solution pre")).toContain("countOfNull");
    await page
      .locator(`${cell("answer")} .cm-content`)
      .fill(
        "function missingShare(table: Table, name: string): number {\nlet missing = 0;\nfor (let i = 0; i < table.rowCount; i++) if (table.cell(i, name) === null) missing++;\nreturn table.rowCount === 0 ? 0 : missing / table.rowCount;\n}",
      );
    await page.click(`${bar} >> text=Check`);
    await page.waitForSelector('.check[data-status="right"]');
    await page.waitForSelector(`${bar}.solved`);
    await page.waitForFunction(() => document.querySelector(".saved")?.textContent === "Saved");
    await page.reload();
    await page.waitForSelector(`${bar}.solved`);
    expect(await textOf(`${cell("answer")} .cm-content`)).toContain("missing / table.rowCount");
    expect(await page.locator('.check[data-status="right"]').count()).toBe(1);
    await page.click("text=Course");
    expect(await page.getAttribute(".lesson", "data-state")).toBe("done");
  });
});

describe.skipIf(chromium === undefined)("the keyboard", () => {
  it("runs, moves, adds, deletes and brings back", async () => {
    await open("notebooks/00-basics");
    const count = (): Promise<number> => page.locator(".cell").count();
    const before = await count();
    await page.click(`${cell("print")} .cm-content`);
    await page.keyboard.press("Shift+Enter");
    await page.waitForSelector(`${cell("print")}[data-state="ok"]`, { timeout: 60 * SECOND });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-cell"))).toBe("figure");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("b");
    await page.keyboard.type("1 + 1");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector('[data-cell^="own-"][data-state="ok"]');
    expect(await count()).toBe(before + 1);
    await page.keyboard.press("Escape");
    await page.keyboard.press("d");
    expect(await count()).toBe(before);
    await page.click(".toast >> text=Undo");
    expect(await count()).toBe(before + 1);
  });

  it("completion offers what the engine knows", async () => {
    await open("notebooks/00-basics");
    await run("print");
    await page.click(`${cell("print")} .cm-content`);
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nMath.flo");
    await page.waitForSelector(".cm-tooltip-autocomplete >> text=floor");
  });
});

describe.skipIf(chromium === undefined)("a phone", () => {
  it("shows the home and a notebook without sideways scrolling", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const address of [server.url, `${new URL(server.url).origin}/#notebooks/00-basics`]) {
      await page.goto(address);
      await page.waitForSelector(".lesson, .code-cell");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
  });
});
