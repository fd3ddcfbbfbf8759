// Builds the kernel of the nearest neighbours and writes it as base64 into nearest-binary.ts: `node lib/privacy/assembly/build.mjs`.
// The compiler is fetched when it is needed, since only who changes the kernel needs it; ASSEMBLYSCRIPT names an installed
// one (bin/asc.js). With --print the module goes to the standard output instead.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "nearest-"));
const options =
  "-O3 --noAssert --enable simd --enable threads --runtime stub --importMemory --noExportMemory --sharedMemory --initialMemory 1 --maximumMemory 65536";
const compiler = process.env.ASSEMBLYSCRIPT;
const command = compiler === undefined ? ["npx", "--yes", "--package=assemblyscript@0.28.20", "asc"] : [process.execPath, compiler];

try {
  const binary = join(folder, "nearest.wasm");
  execFileSync(command[0], [...command.slice(1), "nearest.ts", "--baseDir", here, ...options.split(" "), "--outFile", binary], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const lines = readFileSync(binary)
    .toString("base64")
    .match(/.{1,120}/g)
    .map((line) => `  "${line}",`);
  const module = [
    "/** The kernel as built from assembly/ by assembly/build.mjs (AssemblyScript 0.28.20), in base64. */",
    "export const NEAREST_BASE64 = [",
    ...lines,
    '].join("");',
    "",
  ].join("\n");
  if (process.argv.includes("--print")) process.stdout.write(module);
  else writeFileSync(join(here, "..", "nearest-binary.ts"), module);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
