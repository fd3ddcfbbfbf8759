// Prints as JSON the hashes of what the built library (first argument) makes of fixed seeds: run by each version of Node.
const { createHash } = require("node:crypto");
const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { formatCsv, simulate, TabularARGN } = require(process.argv[2]);

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "same-bytes-"));
  try {
    const table = simulate("people", { rows: 800, seed: 1 });
    const hashes = { data: hashOf(formatCsv(table)) };
    for (const [name, options] of [
      ["1 thread", { threads: 1 }],
      ["2 threads", { threads: 2 }],
      ["4 threads", { threads: 4 }],
      ["private", { threads: 2, privacy: { epsilon: 5, noise: "seed" } }],
    ]) {
      const argn = await TabularARGN.train(table, { seed: 1, epochs: 8, ...options });
      const file = join(folder, "model.safetensors");
      await argn.save(file);
      const synthetic = await argn.sample(1000, { seed: 2, temperature: 0.9, threads: options.threads });
      hashes[name] = { weights: hashOf(weightsOf(readFileSync(file))), sample: hashOf(formatCsv(synthetic)) };
    }
    console.log(JSON.stringify(hashes));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file without its head, which names the engine and its threads. */
function weightsOf(file) {
  const headBytes = Number(file.readBigUInt64LE(0));
  return file.subarray(8 + headBytes);
}

main().catch((thrown) => {
  console.error(thrown);
  process.exitCode = 1;
});
