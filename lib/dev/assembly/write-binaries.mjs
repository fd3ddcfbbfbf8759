// Compiles AssemblyScript and writes the binary as base64 into TypeScript modules, which are committed: only who changes a kernel needs the
// compiler. It is fetched when it is needed (100 MB); ASSEMBLYSCRIPT names an installed one (bin/asc.js). With --print the modules
// go to the standard output instead.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const options =
  "-O3 --noAssert --enable simd --enable threads --runtime stub --importMemory --noExportMemory --sharedMemory --initialMemory 1 --maximumMemory 65536";

/**
 * Writes the binaries of a folder of sources into the folder above it. Each is
 * { source, file, name, comment, features? }: which source becomes which constant of which module.
 */
export function writeBinaries(here, binaries) {
  const folder = mkdtempSync(join(tmpdir(), "kernels-"));
  try {
    for (const wanted of binaries) {
      const module = moduleOf(wanted, compile(here, wanted, folder));
      if (process.argv.includes("--print")) process.stdout.write(module);
      else writeFileSync(join(here, "..", wanted.file), module);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(here, { source, name, features = [] }, folder) {
  const compiler = process.env.ASSEMBLYSCRIPT;
  const command = compiler === undefined ? ["npx", "--yes", "--package=assemblyscript@0.28.20", "asc"] : [process.execPath, compiler];
  const binary = join(folder, `${name}.wasm`);
  execFileSync(command[0], [...command.slice(1), source, "--baseDir", here, ...options.split(" "), ...features, "--outFile", binary], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return readFileSync(binary);
}

function moduleOf({ name, comment }, binary) {
  const lines = binary
    .toString("base64")
    .match(/.{1,120}/g)
    .map((line) => `  "${line}",`);
  return [`/** ${comment} */`, `export const ${name} = [`, ...lines, '].join("");', ""].join("\n");
}
