/** Where the compiled file of a worker thread lies, whether the library runs from its sources or from `dist`. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PACKAGE_NAME = "synthetic-tables";

/**
 * The path of a compiled worker: `workerFile("privacy/nearest-worker")` is `<package>/dist/privacy/nearest-worker.js`.
 *
 * A worker thread needs a JavaScript file. Walks up from this file to the folder of the package, so that tests, which
 * run the TypeScript sources, and the built library find the same one. Throws an Error when it has not been built.
 */
export function workerFile(name: string, from = __dirname): string {
  const file = join(packageFolder(from), "dist", `${name}.js`);
  if (existsSync(file)) return file;
  throw new Error(`Cannot start the worker "${name}": ${file} does not exist. Build the library first: npm run build`);
}

function packageFolder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (packageName(folder) === PACKAGE_NAME) return folder;
    if (dirname(folder) === folder) {
      throw new Error(
        `Cannot find the package "${PACKAGE_NAME}" above ${from}: its package.json must stay with its code. Install it again`,
      );
    }
  }
}

function packageName(folder: string): unknown {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const described: unknown = JSON.parse(readFileSync(file, "utf8"));
  return typeof described === "object" && described !== null && "name" in described ? described.name : undefined;
}
