/** What npm installed, and what was built from it. */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { ok, type Finding } from "./finding";

/** A package whose version must be this one exactly. */
export function exactVersion(
  name: string,
  packageName: string,
  wanted: string,
  state: "broken" | "warning",
  courseFolder: string,
): Finding {
  const version = installedVersion(packageName, courseFolder);
  if (version === wanted) return ok(name, version);
  const found = version === "" ? `not installed, ${wanted} is needed` : `${version}, ${wanted} is needed`;
  return { name, state, found, mend: "npm ci" };
}

/** The version of an installed package, "" when there is none. */
export function installedVersion(packageName: string, courseFolder: string): string {
  const file = [join(courseFolder, "node_modules", packageName, "package.json"), resolved(packageName, courseFolder)].find(existsSync);
  if (file === undefined) return "";
  const description: unknown = JSON.parse(readFileSync(file, "utf8"));
  const version: unknown = typeof description === "object" && description !== null ? Reflect.get(description, "version") : "";
  return typeof version === "string" ? version : "";
}

function resolved(packageName: string, courseFolder: string): string {
  try {
    return createRequire(join(courseFolder, "package.json")).resolve(`${packageName}/package.json`);
  } catch {
    return ""; // not installed, or it hides its package.json: then the folder above has answered
  }
}

/** Whether lib/dist holds what lib says now. */
export function build(courseFolder: string): Finding {
  const lib = join(courseFolder, "lib");
  if (!existsSync(join(lib, "dist", "index.js"))) return { name: "library", state: "broken", found: "not built", mend: "npm run build" };
  const notes = readFileSync(join(lib, "dist", ".tsbuildinfo"), "utf8");
  // the compiler notes a fingerprint of each source that it has built
  const stale = sourcesIn(lib).find((file) => !notes.includes(createHash("sha256").update(readFileSync(file, "utf8")).digest("hex")));
  if (stale === undefined) return ok("library", "built from the present sources");
  return {
    name: "library",
    state: "warning",
    found: `${relative(courseFolder, stale)} has changed since the build`,
    mend: "npm run build",
  };
}

const NOT_SOURCES = ["dist", "node_modules", "shims", "assembly"];

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SOURCES.includes(entry.name) ? [] : sourcesIn(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

/** The optional package for graphics processors. */
export function gpu(courseFolder: string): Finding {
  const version = installedVersion("@tensorflow/tfjs-node-gpu", courseFolder);
  if (version !== "") return ok("GPU package", `@tensorflow/tfjs-node-gpu ${version}`);
  return {
    name: "GPU package",
    state: "optional",
    found: "not installed; the course runs on the processor",
    mend: "npm run setup:gpu (Linux or Windows, NVIDIA, Node 20 or 22)",
  };
}
