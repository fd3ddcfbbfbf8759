/** The version of this library, for the provenance of what it writes. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The version in the nearest package.json above, whether the library runs from its sources or built. */
export function libraryVersion(from = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) {
      const described: unknown = JSON.parse(readFileSync(file, "utf8"));
      if (typeof described === "object" && described !== null && "version" in described) return String(described.version);
    }
    if (dirname(folder) === folder)
      throw new Error(`Cannot find the library's package.json above ${from}: it must stay with its code. Install it again`);
  }
}
