/** Each lesson runs from top to bottom in the page, as a learner runs it. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { courseFolder } from "../../lib/course/course-folder";
import { type CourseServer, startServer } from "../../lib/course/server/start-server";
import { buildNotebooks } from "../../lib/dev/build-notebooks";
import { type CourseCopy, courseCopy } from "../course/commands/course-copy";
import { buildLibrary } from "../course/engine/built-library";
import { findChromium, launchChromium } from "./browser";

const chromium = findChromium();
const MINUTES = 60_000;
const lessons = buildNotebooks(courseFolder()).filter(({ notebook }) => notebook.course.kind === "lesson");

let course: CourseCopy;
let server: CourseServer;
let browser: Browser;

beforeAll(async () => {
  if (chromium === undefined) return;
  buildLibrary();
  course = courseCopy();
  server = await startServer({ root: course.root, port: 0 });
  browser = await launchChromium(chromium);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  course?.remove();
});

describe.skipIf(chromium === undefined)("a lesson in the page", () => {
  it.for(lessons)(
    "$path: every cell runs, and none ends in a mistake",
    async ({ path }) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const mistakes: string[] = [];
      page.on("pageerror", (error) => mistakes.push(error.message));
      await page.goto(`${server.url}&notebook=${encodeURIComponent(path.replace(/\.ipynb$/, ""))}`);
      await page.waitForSelector(".code-cell");
      const cells = await page.locator(".code-cell").count();
      await page.click("text=Run all");
      const states = (): Promise<(string | null)[]> =>
        page.locator(".code-cell").evaluateAll((all) => all.map((each) => each.getAttribute("data-state")));
      await expect
        .poll(async () => (await states()).filter((state) => state === "ok").length, { timeout: 4 * MINUTES, interval: 500 })
        .toBe(cells);
      expect(mistakes).toEqual([]);
      await page.close();
    },
    5 * MINUTES,
  );
});
