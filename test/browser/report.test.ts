import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Scores } from "../../lib/quality/scores";
import { writeReport } from "../../lib/report/write-report";
import { fixtureScores } from "../report/scores-fixture";
import { findChromium, launchChromium } from "./browser";

const chromium = findChromium();
const HOSTILE = '</script><img src=x onerror="document.title=1"><b>';

let browser: Browser;
let folder: string;
let page: Page;
let faults: string[] = [];

beforeAll(async () => {
  if (chromium === undefined) return;
  browser = await launchChromium(chromium);
  folder = await mkdtemp(join(tmpdir(), "report-"));
});

afterEach(async () => {
  await page?.close();
  expect(faults).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

/** Opens the report on the scores; anything it asks for, and any error of its script, is a fault. */
async function open(scores: Scores, width: number): Promise<Page> {
  const file = join(folder, "report.html");
  await writeReport(file, scores, { title: "Report" });
  page = await browser.newPage({ viewport: { width, height: 844 } });
  faults = [];
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href && !request.url().startsWith("blob:")) faults.push(request.url());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => faults.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  return page;
}

describe.skipIf(chromium === undefined)("the report in a browser", () => {
  it("never scrolls sideways, on a phone or a desk, with a pair open", async () => {
    for (const width of [320, 390, 1280]) {
      await open(fixtureScores({ names: ["age", "an-extraordinarily-long-name-of-a-column-without-a-space", "pay", HOSTILE] }), width);
      await page.click("#worst button[data-a]");
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      expect(wide).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  it("shows a pair by click, by keyboard and by choice", async () => {
    await open(fixtureScores(), 1280);
    const title = page.locator("#pair h3");
    await page.click('rect[data-a="0"][data-b="2"]');
    expect(await title.textContent()).toBe("age × pay");
    await page.focus("#matrix-box");
    for (const key of ["Home", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    expect(await page.textContent("#matrix-spoken")).toContain("and job: accuracy");
    expect(await title.textContent()).toContain("× job");
    await page.selectOption("#pair-a", "3");
    await page.selectOption("#pair-b", "0");
    await page.click("#pair-form button");
    expect(await title.textContent()).toBe("city × age");
    expect(await page.locator("#pair .heat svg").count()).toBe(4);
    expect(await page.locator("#pair table tbody tr").count()).toBe(8);
  });

  it("shows the shares that the scores hold", async () => {
    const scores = fixtureScores();
    await open(scores, 1280);
    await page.click('rect[data-a="0"][data-b="1"]');
    await page.hover('#pair .heat:nth-child(1) rect[data-i="0"]');
    const { training, holdout = [] } = scores.distributions[0];
    expect(training).toEqual(holdout);
    const told = (await page.textContent("#pair .spoken")) ?? "";
    expect(told).toMatch(/^age = 0 to 9, job = 0 to 9: real \d+\.\d\d %, synthetic \d+\.\d\d %, residual [+−]\d/);
  });

  it("searches and sorts the columns", async () => {
    await open(fixtureScores(), 1280);
    await page.fill("#columns-search", "AG");
    expect(await page.locator(".card:visible h3").allTextContents()).toEqual(["age"]);
    expect(await page.textContent("#columns-count")).toBe("1 column");
    await page.fill("#columns-search", "");
    await page.selectOption("#columns-sort", "name");
    expect(await page.locator(".card h3").allTextContents()).toEqual(["age", "city", "job", "pay"]);
  });

  it("hands out the scores as JSON", async () => {
    const scores = fixtureScores();
    await open(scores, 1280);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
    const saved: Scores = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(saved.columns).toEqual(scores.columns);
  });

  it("runs nothing that a name holds", async () => {
    await open(fixtureScores({ names: [HOSTILE, "pay", "job"], labels: [HOSTILE, "b", "c"] }), 1280);
    await page.click('rect[data-a="0"][data-b="1"]');
    expect(await page.title()).toBe("Report");
    expect(await page.locator("img").count()).toBe(0);
  });

  it("opens in 2 seconds at 80 columns, in the dark too", async () => {
    const names = Array.from({ length: 80 }, (_, i) => `column number ${i}`);
    await open(fixtureScores({ names }), 1280);
    const loaded = await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd");
    expect(loaded).toBeLessThan(2000);
    expect(await page.locator("#matrix-box rect.cell").count()).toBe(6400);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(15, 20, 26)");
  });
});
