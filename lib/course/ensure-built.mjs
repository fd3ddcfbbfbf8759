/** Builds the library and the page when a source is newer than what was built: the command line `course` calls it. */

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const lib = join(dirname(fileURLToPath(import.meta.url)), "..");
const root = join(lib, "..");
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const SKIPPED = new Set(["dist", "node_modules", "shims", "assembly"]);

const parts = [
  { what: "the library", project: lib, info: join(lib, "dist", ".tsbuildinfo"), proof: join(lib, "dist", "course", "commands", "main.js") },
  {
    what: "the page",
    project: join(lib, "course", "page"),
    info: join(lib, "dist", "browser", ".tsbuildinfo"),
    proof: join(lib, "dist", "browser", "page", "main.js"),
  },
];

const newest = newestSource(lib);
for (const part of parts) if (!isBuilt(part)) build(part);
keepOriginals();

function isBuilt({ info, proof }) {
  return existsSync(proof) && existsSync(info) && statSync(info).mtimeMs >= newest;
}

function build({ what, project, info, proof }) {
  if (!existsSync(compiler)) fail("The packages of the course are not installed. Run: npm ci");
  console.error(`Building ${what} (needed once after each change) …`);
  // a compiler whose notes say that all is written writes nothing, even when the files are gone
  if (!existsSync(proof)) rmSync(info, { force: true });
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", project], { encoding: "utf8" });
  if (!existsSync(proof)) fail(`${stdout}\nThe build of ${what} failed. Run: npm run build`);
  spawnSync(process.execPath, [join(lib, "lazy-exports.mjs")], { stdio: "inherit" });
  if (status !== 0) console.error(`${stdout}\nThe build of ${what} reports the mistakes above; the course starts all the same.`);
  if (existsSync(info)) touch(info);
}

/** The notebooks as their sources give them, for who resets their own. A failure costs no more than the reset. */
function keepOriginals() {
  const sources = [join(root, "notebooks", "src"), join(root, "solutions", "src")].filter((folder) => existsSync(folder));
  const kept = join(lib, "dist", "originals");
  const latest = Math.max(newest, ...sources.map(newestSource));
  if (existsSync(kept) && statSync(kept).mtimeMs >= latest) return;
  spawnSync(process.execPath, [join(lib, "dist", "dev", "write-originals.js")], { stdio: "inherit" });
  if (existsSync(kept)) touch(kept);
}

function touch(file) {
  const now = new Date();
  utimesSync(file, now, now);
}

function newestSource(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) latest = Math.max(latest, newestSource(path));
    } else if (entry.name.endsWith(".ts")) latest = Math.max(latest, statSync(path).mtimeMs);
  }
  return latest;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
