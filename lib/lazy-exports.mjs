/**
 * Makes the compiled entries of the library load what they export when it is first used: TypeScript writes a `require`
 * per file at the top, and who imports the library for one function would wait for all of it. The getters that follow
 * stay as they are, for Node finds the names of an `import { x }` in them, and so do types and sources. Runs after the
 * compiler; a second run changes nothing.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = join(dirname(fileURLToPath(import.meta.url)), "dist");
/** What stands for a file: its exports, loaded at the first look at one of them. */
const HELPER = "const whenUsed = (load) => new Proxy({}, { get: (_, name) => load()[name] });\n";

for (const entry of ["index.js", "course/index.js"]) {
  const file = join(dist, entry);
  const compiled = readFileSync(file, "utf8");
  const lazy = compiled.replace(/^(var|const) (\w+) = (require\("\.[^"]+"\));$/gm, "$1 $2 = whenUsed(() => $3);");
  if (lazy !== compiled) writeFileSync(file, lazy.replace('"use strict";\n', `"use strict";\n${HELPER}`));
}
