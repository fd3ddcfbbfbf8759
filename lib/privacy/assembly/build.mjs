// Builds the kernel of the nearest neighbours: `node lib/privacy/assembly/build.mjs`.

import { fileURLToPath } from "node:url";
import { writeBinaries } from "../../dev/assembly/write-binaries.mjs";

writeBinaries(fileURLToPath(new URL(".", import.meta.url)), [
  {
    source: "nearest.ts",
    file: "nearest-binary.ts",
    name: "NEAREST_BASE64",
    comment: "The kernel as built from assembly/ by assembly/build.mjs (AssemblyScript 0.28.20), in base64.",
  },
]);
