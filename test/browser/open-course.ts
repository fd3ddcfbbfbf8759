/** A course of its own in Chromium, for one file of tests. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type CourseServer, startServer } from "../../lib/course/server/start-server";
import { buildLibrary, ROOT } from "../course/engine/built-library";
import { type FixtureCourse, fixtureCourse } from "../course/server/fixture-course";
import { findChromium, launchChromium } from "./browser";

export const SECOND = 1000;
export const chromium = findChromium();
/** How to find a cell of the open notebook. */
export const cell = (id: string): string => `[data-cell="${id}"]`;

/** What the tests of a file share; made anew for each. */
export interface OpenCourse {
  readonly course: FixtureCourse;
  readonly server: CourseServer;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page's console calls an error. */
  readonly mistakes: string[];
  open(notebook: string, page?: Page): Promise<void>;
  run(id: string, ends?: string, page?: Page): Promise<void>;
  text(selector: string): Promise<string>;
}

/** Registers the hooks; `now()` is the course of the test that runs. */
export function useCourse(): { now(): OpenCourse } {
  let browser: Browser | undefined;
  let current: OpenCourse | undefined;

  beforeAll(async () => {
    if (chromium === undefined) return;
    buildLibrary();
    execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", join(ROOT, "lib/course/page")]);
    browser = await launchChromium(chromium);
  });
  afterAll(async () => browser?.close());
  beforeEach(async () => {
    if (browser !== undefined) current = await openCourse(browser);
  });
  afterEach(async () => {
    await current?.context.close();
    await current?.server.close();
    current?.course.remove();
    current = undefined;
  });
  return {
    now: () => {
      if (current === undefined) throw new Error("no course is open");
      return current;
    },
  };
}

async function openCourse(browser: Browser): Promise<OpenCourse> {
  const course = fixtureCourse();
  const server = await startServer({ root: course.root, port: 0 });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => void (message.type() === "error" && mistakes.push(message.text())));
  return {
    course,
    server,
    context,
    page,
    mistakes,
    open: async (notebook, where = page) => {
      await where.goto(`${server.url}&notebook=${encodeURIComponent(notebook)}`);
      await where.waitForSelector(".code-cell");
    },
    run: async (id, ends = "ok", where = page) => {
      await where.click(`${cell(id)} .run`);
      await where.waitForSelector(`${cell(id)}[data-state="${ends}"]`, { timeout: 60 * SECOND });
    },
    text: (selector) => page.locator(selector).innerText(),
  };
}
