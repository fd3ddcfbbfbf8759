// Builds the kernels twice from the same sources, plain and with relaxed SIMD, and writes them as base64 into
// kernels-binary.ts and relaxed-kernels-binary.ts: `node lib/argn/wasm/assembly/build.mjs`.
// The compiler is fetched when it is needed (100 MB), since only who changes a kernel needs it: the binary is committed.
// With --print the modules go to the standard output instead; ASSEMBLYSCRIPT names an installed compiler (bin/asc.js).

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kernels-"));
const options =
  "-O3 --noAssert --enable simd --enable threads --runtime stub --importMemory --noExportMemory --sharedMemory --initialMemory 1 --maximumMemory 65536";
const compiler = process.env.ASSEMBLYSCRIPT;
const command = compiler === undefined ? ["npx", "--yes", "--package=assemblyscript@0.28.20", "asc"] : [process.execPath, compiler];
const builds = [
  { file: "kernels-binary.ts", name: "KERNELS_BASE64", features: "", what: "WebAssembly with SIMD" },
  {
    file: "relaxed-kernels-binary.ts",
    name: "RELAXED_KERNELS_BASE64",
    features: "--enable relaxed-simd",
    what: "WebAssembly with relaxed SIMD",
  },
];

/** The source of a module that holds the binary in base64. */
function build({ name, features, what }) {
  const binary = join(folder, `${name}.wasm`);
  const words = [...options.split(" "), ...features.split(" ").filter((word) => word !== "")];
  execFileSync(command[0], [...command.slice(1), "index.ts", "--baseDir", here, ...words, "--outFile", binary], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const lines = readFileSync(binary)
    .toString("base64")
    .match(/.{1,120}/g)
    .map((line) => `  "${line}",`);
  return [
    `/** The kernels as built from assembly/ by assembly/build.mjs (AssemblyScript 0.28.20): ${what}, in base64. */`,
    `export const ${name} = [`,
    ...lines,
    '].join("");',
    "",
  ].join("\n");
}

try {
  for (const wanted of builds) {
    const module = build(wanted);
    if (process.argv.includes("--print")) process.stdout.write(module);
    else writeFileSync(join(here, "..", wanted.file), module);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
