// Builds the kernels and writes them as base64 into kernels-binary.ts: `node lib/argn/wasm/assembly/build.mjs`.
// The compiler is fetched when it is needed (100 MB), since only who changes a kernel needs it: the binary is committed.
// With --print the module goes to the standard output instead; ASSEMBLYSCRIPT names an installed compiler (bin/asc.js).

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kernels-"));
const binary = join(folder, "kernels.wasm");
const options =
  "-O3 --noAssert --enable simd --enable threads --runtime stub --importMemory --noExportMemory --sharedMemory --initialMemory 1 --maximumMemory 65536";
const compiler = process.env.ASSEMBLYSCRIPT;
const command = compiler === undefined ? ["npx", "--yes", "--package=assemblyscript@0.28.20", "asc"] : [process.execPath, compiler];

try {
  execFileSync(command[0], [...command.slice(1), "index.ts", "--baseDir", here, ...options.split(" "), "--outFile", binary], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const base64 = readFileSync(binary).toString("base64");
  const lines = base64.match(/.{1,120}/g).map((line) => `  "${line}",`);
  const module = [
    "/** The kernels as built from assembly/ by assembly/build.mjs (AssemblyScript 0.28.20): WebAssembly with SIMD, in base64. */",
    "export const KERNELS_BASE64 = [",
    ...lines,
    '].join("");',
    "",
  ].join("\n");
  if (process.argv.includes("--print")) process.stdout.write(module);
  else writeFileSync(join(here, "..", "kernels-binary.ts"), module);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
