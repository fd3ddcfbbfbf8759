// Builds the kernels twice from the same sources, plain and with relaxed SIMD: `node lib/argn/wasm/assembly/build.mjs`.

import { fileURLToPath } from "node:url";
import { writeBinaries } from "../../../dev/assembly/write-binaries.mjs";

const comment = (what) => `The kernels as built from assembly/ by assembly/build.mjs (AssemblyScript 0.28.20): ${what}, in base64.`;

writeBinaries(fileURLToPath(new URL(".", import.meta.url)), [
  { source: "index.ts", file: "kernels-binary.ts", name: "KERNELS_BASE64", comment: comment("WebAssembly with SIMD") },
  {
    source: "index.ts",
    file: "relaxed-kernels-binary.ts",
    name: "RELAXED_KERNELS_BASE64",
    comment: comment("WebAssembly with relaxed SIMD"),
    features: ["--enable", "relaxed-simd"],
  },
]);
