/** The type check of the notebook sources. tslab checks each cell again, with its older compiler, when it runs. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What the compiler says about notebooks/src and solutions/src, one complaint each. The library must be built. */
export function typeErrors(courseFolder: string): string[] {
  // by path: .bin/tsc is the compiler of tslab
  const compiler = join(courseFolder, "node_modules/typescript/bin/tsc");
  const { stdout, status } = spawnSync(process.execPath, [compiler, "-p", "notebooks"], { cwd: courseFolder, encoding: "utf8" });
  if (status === 0) return [];
  return stdout.split("\n").filter((line) => line.includes("error TS"));
}
