/** Where the compiled file of a worker thread lies, whether the library runs from its sources or from `dist`. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./package-folder";

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
