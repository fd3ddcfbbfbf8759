/** The engine's process runs compiled code: builds the library when its sources are newer than what was built. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..", "..");

export function buildLibrary(): void {
  const built = join(ROOT, "lib/dist/.tsbuildinfo");
  const newest = Math.max(...["lib/base", "lib/course", "lib/dev"].map((folder) => newestSource(join(ROOT, folder))));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  try {
    execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", join(ROOT, "lib")], { stdio: "pipe" });
  } catch (thrown) {
    // type errors elsewhere are another test's business; without the engine there is nothing to test
    if (!existsSync(built)) throw thrown;
  }
}

function newestSource(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    // the page is compiled apart
    if (entry.isDirectory()) return entry.name === "page" ? 0 : newestSource(path);
    return entry.name.endsWith(".ts") ? statSync(path).mtimeMs : 0;
  });
  return Math.max(0, ...times);
}
