/** Where this library lies, and which version of it: the same whether it runs from its sources or from `dist`. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PACKAGE_NAME = "synthetic-tables";

/** The folder of the package: the nearest one above `from` whose package.json has its name. Throws an Error when there is none. */
export function packageFolder(from = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (described(folder, "name") === PACKAGE_NAME) return folder;
    if (dirname(folder) === folder) {
      throw new Error(
        `Cannot find the package "${PACKAGE_NAME}" above ${from}: its package.json must stay with its code. Install it again`,
      );
    }
  }
}

/** The version of this library, for the provenance of what it writes. */
export function libraryVersion(): string {
  const folder = packageFolder();
  const version = described(folder, "version");
  if (version === undefined)
    throw new Error(`Cannot tell the library's version: ${join(folder, "package.json")} has none. Install it again`);
  return version;
}

function described(folder: string, key: "name" | "version"): string | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const found: Partial<Record<typeof key, string>> | null = JSON.parse(readFileSync(file, "utf8"));
  return found?.[key];
}
