/** Where this library and its course lie, and which version it is: the same whether it runs from its sources or from `dist`. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const PACKAGE_NAME = "synthetic-tables";
const COURSE_NAME = "synthetic-tables-course";

/** The folder of the package: the nearest one above `from` whose package.json has its name. Throws an Error when there is none. */
export function packageFolder(from = __dirname): string {
  const found = nearest(PACKAGE_NAME, from);
  if (found !== undefined) return found;
  throw new Error(`Cannot find the package "${PACKAGE_NAME}" above ${from}: its package.json must stay with its code. Install it again`);
}

/** The folder of the course: `from` or the nearest above it whose package.json has its name; undefined when there is none. */
export function courseAbove(from: string): string | undefined {
  return nearest(COURSE_NAME, resolve(from));
}

/** The version of this library, for the provenance of what it writes. */
export function libraryVersion(): string {
  const folder = packageFolder();
  const version = described(folder, "version");
  if (version === undefined)
    throw new Error(`Cannot tell the library's version: ${join(folder, "package.json")} has none. Install it again`);
  return version;
}

function nearest(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (described(folder, "name") === name) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function described(folder: string, key: "name" | "version"): string | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  try {
    const found: Partial<Record<typeof key, string>> | null = JSON.parse(readFileSync(file, "utf8"));
    return found?.[key];
  } catch {
    return undefined; // on the way up stand files of others: a broken one is not ours, and no reason to stop
  }
}
