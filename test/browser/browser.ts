/** Chromium for the tests: an installed one, never a download. */

import { type Browser, chromium } from "playwright-core";
import { CHROMIUM_ARGUMENTS, findChromium as installedChromium } from "../../lib/course/slides/chromium";

/** The path of an installed Chromium, undefined when there is none; says so, because the tests are then skipped. */
export function findChromium(): string | undefined {
  const found = installedChromium();
  if (found === undefined)
    process.stderr.write("SKIPPED: no Chromium is installed (apt-get install chromium, or set CHROMIUM to its path)\n");
  return found;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS] });
}
