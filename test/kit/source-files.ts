/** The TypeScript sources of the library, for tests that look at all of them. */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

export const LIBRARY = resolve(__dirname, "../../lib");

export interface SourceFile {
  /** Path below lib, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every .ts file below lib but declarations, builds, shims and the AssemblyScript kernels. */
export function sourceFiles(): SourceFile[] {
  const entries = readdirSync(LIBRARY, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(LIBRARY, join(entry.parentPath, entry.name)).split(sep).join("/"));
  return paths
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .filter((path) => !/(^|\/)(dist|node_modules|shims|assembly)\//.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(LIBRARY, path), "utf8") }));
}
