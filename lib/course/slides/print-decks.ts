/** The decks as PDF, printed by an installed Chromium. */

import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { type CourseServer, startServer } from "../server/start-server";
import { CHROMIUM_ARGUMENTS, findChromium } from "./chromium";

export interface PrintOptions {
  /** Where the files go. */
  readonly folder: string;
  /** With a page of speaker notes after each slide. */
  readonly notes: boolean;
}

/** Prints the decks of these names; returns the files. Throws an Error that says what to do when there is no Chromium. */
export async function printDecks(root: string, names: readonly string[], { folder, notes }: PrintOptions): Promise<string[]> {
  const chromium = installedChromium();
  await mkdir(folder, { recursive: true });
  const server = await startServer({ root, port: 0 });
  try {
    return await printAll(server, names, { chromium, folder, notes });
  } finally {
    await server.close();
  }
}

function installedChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const named = process.env.CHROMIUM ?? "";
  if (named !== "") throw new Error(`Cannot print: CHROMIUM names ${named}, where nothing is`);
  throw new Error(
    "Cannot print: no Chromium or Chrome is installed. Install one (Debian: apt-get install chromium), or set CHROMIUM to its path. " +
      "Or open the slides in any browser, add ?view=print to the address, and print from there.",
  );
}

async function printAll(
  server: CourseServer,
  names: readonly string[],
  { chromium, folder, notes }: PrintOptions & { readonly chromium: string },
): Promise<string[]> {
  const browser = await (await driver()).launch({ executablePath: chromium, args: [...CHROMIUM_ARGUMENTS] });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const files: string[] = [];
    for (const name of names) {
      const address = new URL(`/slides/${name}?view=print${notes ? "&showNotes=separate-page" : ""}`, server.url).href;
      const response = await page.goto(address);
      if (response === null || !response.ok()) throw new Error((await response?.text())?.trim() ?? `The slides "${name}" do not open`);
      await page.waitForSelector(".pdf-page");
      await page.evaluate("document.fonts.ready");
      const file = join(folder, `${name}.pdf`);
      await page.pdf({ path: `${file}.part`, preferCSSPageSize: true, printBackground: true });
      await rename(`${file}.part`, file);
      files.push(file);
    }
    return files;
  } finally {
    await browser.close();
  }
}

/** The driver is a tool of development: a course that is used only may lack it. */
async function driver(): Promise<typeof import("playwright-core").chromium> {
  try {
    return (await import("playwright-core")).chromium;
  } catch {
    throw new Error("Cannot print: the package playwright-core is not installed. Run: npm ci");
  }
}
