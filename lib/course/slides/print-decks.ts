/** `npm run slides:pdf`: prints the decks with an installed Chromium. */

import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { messageOf } from "../../base/errors";
import { courseFolder } from "../course-folder";
import { type CourseServer, startServer } from "../server/start-server";
import { deckNames } from "./deck-folder";

const HELP = `Usage: npm run slides:pdf -- [NN ...] [options]

  NN                the decks whose names begin so (default: all)
  --notes           with a page of speaker notes after each slide
  --out FOLDER      where the files go (default: .course/output)
  --help            show this

It needs an installed Chromium or Chrome; CHROMIUM names one that stands in an unusual place.
`;

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** A wrong call: the message is all that is shown. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const root = courseFolder();
  const { values, positionals } = readOptions();
  if (values.help === true) return void process.stdout.write(HELP);
  const names = await namesOf(positionals, root);
  const chromium = findChromium();
  const folder = resolve(values.out ?? join(root, ".course", "output"));
  await mkdir(folder, { recursive: true });
  const server = await startServer({ root, port: 0 });
  try {
    const files = await printAll(server, names, { chromium, folder, notes: values.notes === true });
    for (const file of files) process.stdout.write(`${file}\n`);
  } finally {
    await server.close();
  }
}

function readOptions(): { values: { notes?: boolean; out?: string; help?: boolean }; positionals: string[] } {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { notes: { type: "boolean" }, out: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch (thrown) {
    throw new UsageError(`${messageOf(thrown)}\n\n${HELP}`);
  }
}

async function namesOf(beginnings: readonly string[], root: string): Promise<string[]> {
  const names = await deckNames(root);
  const strange = beginnings.find((beginning) => !names.some((name) => name.startsWith(beginning)));
  if (strange !== undefined) throw new UsageError(`There are no slides "${strange}". There are: ${names.join(", ") || "none yet"}`);
  return beginnings.length === 0 ? names : names.filter((name) => beginnings.some((beginning) => name.startsWith(beginning)));
}

function findChromium(): string {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new UsageError(`Cannot print: CHROMIUM names ${named}, where nothing is`);
  }
  const found = PLACES.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new UsageError(
    "Cannot print: no Chromium or Chrome is installed. Install one (Debian: apt-get install chromium), or set CHROMIUM to its path. " +
      "Or open the slides in any browser, add ?view=print to the address, and print from there.",
  );
}

interface Printing {
  readonly chromium: string;
  readonly folder: string;
  readonly notes: boolean;
}

async function printAll(server: CourseServer, names: readonly string[], { chromium, folder, notes }: Printing): Promise<string[]> {
  const browser = await (await driver()).launch({ executablePath: chromium, args: ARGUMENTS });
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
    throw new UsageError("Cannot print: the package playwright-core is not installed. Run: npm ci");
  }
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${messageOf(thrown)}\n`);
  process.exitCode = thrown instanceof UsageError ? 2 : 1;
});
