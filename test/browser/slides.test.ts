import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CourseServer, startServer } from "../../lib/course/server/start-server";
import { deckNames, readDeck } from "../../lib/course/slides/deck-folder";
import { ROOT } from "../course/engine/built-library";
import { findChromium, launchChromium } from "./browser";

const chromium = findChromium();
const names = await deckNames(ROOT);

let server: CourseServer;
let browser: Browser;

beforeAll(async () => {
  if (chromium === undefined) return;
  for (const project of ["lib", "lib/course/page"])
    spawnSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", join(ROOT, project)]);
  server = await startServer({ root: ROOT, port: 0 });
  browser = await launchChromium(chromium);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to other origins, and what the console calls an error. */
  readonly complaints: string[];
}

async function visit(path: string, width = 1280, height = 720): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height } });
  const complaints: string[] = [];
  const { origin } = new URL(server.url);
  context.on("request", (request) => {
    if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== origin) complaints.push(request.url());
  });
  context.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  context.on("weberror", (error) => complaints.push(error.error().message));
  const page = await context.newPage();
  await page.goto(server.url);
  await page.goto(new URL(path, server.url).href);
  return { page, context, complaints };
}

describe.skipIf(chromium === undefined)("slides", () => {
  it.each(names)("%s: every slide fits, nothing is fetched from elsewhere", async (name) => {
    const { page, context, complaints } = await visit(`/slides/${name}`);
    await page.waitForSelector(".reveal.ready");
    const deck = await readDeck(ROOT, name);
    for (const { id } of deck?.slides ?? []) {
      expect(await page.locator("section.present").getAttribute("id")).toBe(id);
      const spilled = await page.locator("section.present").evaluate((slide) => {
        const frame = slide.getBoundingClientRect();
        const shown = [...slide.querySelectorAll("*")].filter((each) => each.closest(".notes, .katex, svg *") === null);
        const outside = shown.filter((each) => {
          const { bottom, right } = each.getBoundingClientRect();
          return bottom > frame.bottom - 20 || right > frame.right - 20;
        });
        return outside.map((each) => each.outerHTML.slice(0, 80));
      });
      expect(spilled, id).toEqual([]);
      await page.keyboard.press("ArrowRight");
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("on a phone a deck is a text to scroll, no wider than the screen", async () => {
    for (const name of names) {
      const { page, context, complaints } = await visit(`/slides/${name}`, 390, 844);
      await page.waitForSelector("section h1");
      expect(await page.locator(".reveal").count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(await page.locator("section:last-of-type h2").isVisible()).toBe(true);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it("the speaker's window shows notes and follows", async () => {
    const { page, context, complaints } = await visit("/slides/03-tabular-argn");
    await page.waitForSelector(".reveal.ready");
    const [speaker] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("s")]);
    await speaker.waitForFunction(() => document.querySelector(".speaker-controls-notes .value")?.textContent?.includes("ARGN stands for"));
    await page.keyboard.press("ArrowRight");
    await speaker.waitForFunction(() => document.querySelector(".speaker-controls-notes .value")?.textContent?.includes("Harm first"));
    await speaker.frameLocator("#current-slide iframe").locator("section.present#whose-rows-does-it-learn").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("the course home leads to the decks, with their minutes", async () => {
    const { page, context } = await visit("/");
    await page.waitForSelector(".deck");
    expect(await page.locator(".deck").allInnerTexts()).toContainEqual(
      expect.stringMatching(/Slides: How TabularARGN works\s+\d+ slides · 40 min/),
    );
    const [opened] = await Promise.all([context.waitForEvent("page"), page.click("text=Slides: Why synthetic tables?")]);
    await opened.waitForSelector(".reveal.ready");
    const [notebook] = await Promise.all([
      context.waitForEvent("page"),
      opened.evaluate(() => document.querySelector<HTMLElement>(".notebook a")?.click()),
    ]);
    await notebook.waitForSelector(".code-cell");
    await context.close();
  });

  it("a deck that is not there is told of", async () => {
    const { page, context } = await visit("/slides/99-none");
    expect(await page.innerText("body")).toContain('no slides "99-none"');
    await context.close();
  });

  it("slides:pdf prints a page a slide; where there is no Chromium it says so", () => {
    const folder = mkdtempSync(join(tmpdir(), "slides-"));
    const command = [join(ROOT, "lib/bin/course.js"), "slides", "--pdf"];
    try {
      execFileSync(process.execPath, [...command, "01", "--out", folder]);
      const pages = readFileSync(join(folder, "01-introduction.pdf"), "latin1").match(/\/Type\s*\/Page[^s]/g) ?? [];
      expect(pages).toHaveLength(19);
      const without = spawnSync(process.execPath, [...command, "--out", folder], { env: { ...process.env, CHROMIUM: "/nowhere" } });
      expect(without.status).toBe(1);
      expect(String(without.stderr)).toContain("CHROMIUM names /nowhere, where nothing is");
      const strange = spawnSync(process.execPath, [...command, "77"]);
      expect(String(strange.stderr)).toContain('There are no slides "77". There are: 01-introduction');
      expect(existsSync(join(folder, "03-tabular-argn.pdf"))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
