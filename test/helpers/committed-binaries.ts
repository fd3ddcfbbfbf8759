import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const installed = join(root, "node_modules/assemblyscript/bin/asc.js");
const compiler = process.env.ASSEMBLYSCRIPT ?? (existsSync(installed) ? installed : undefined);

/** What the build script of a folder of kernels makes of their sources, and what is committed of it; skips aloud without a compiler. */
export function kernelModules(
  folder: string,
  files: readonly string[],
  skip: (note: string) => never,
): { built: string; committed: string } {
  if (compiler === undefined) skip("AssemblyScript is not installed: set ASSEMBLYSCRIPT to the path of its bin/asc.js (version 0.28.20)");
  const env = { ...process.env, ASSEMBLYSCRIPT: compiler };
  return {
    built: execFileSync(process.execPath, [join(root, folder, "assembly/build.mjs"), "--print"], { env, encoding: "utf8" }),
    committed: files.map((file) => readFileSync(join(root, folder, file), "utf8")).join(""),
  };
}
