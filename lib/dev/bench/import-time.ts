/** What `import` of the library costs, and that nothing heavy comes with it. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { workerFile } from "../../base/worker-file";
import { median } from "./alternate";
import type { Benchmark } from "./benchmark";
import { atMost } from "./outcome";
import { watchOthers } from "./watch-others";
import { threeDigits } from "./wording";

const GROUP = "import";
const RUNS = 7;
/** Packages that must wait until they are needed. */
const HEAVY = /node_modules\/(@tensorflow|plotly|danfojs|mathjs|ydf-training)/;

/** Prints milliseconds and the files of packages that were loaded. ES modules do not stand in the cache: their packages are named by the loader. */
const SCRIPT = `
const processor = process.cpuUsage();
const started = performance.now();
require(process.argv[1]);
const milliseconds = performance.now() - started;
const { user, system } = process.cpuUsage(processor);
console.log(JSON.stringify({ milliseconds, processor: (user + system) / 1000, files: Object.keys(require.cache) }));
`;

interface Import {
  readonly milliseconds: number;
  readonly processor: number;
  readonly files: readonly string[];
}

export const importTime: Benchmark = {
  name: GROUP,
  what: "milliseconds until the library is loaded, and heavy packages that come with it",
  run: async function* () {
    const others = watchOthers();
    const runs: Import[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await importOnce());
    const times = runs.map(({ milliseconds }) => milliseconds);
    const processor = median(runs.map((run) => run.processor));
    const { files } = runs[0];
    yield {
      kind: "measured",
      group: GROUP,
      name: `import of the library, fresh process, median of ${RUNS}`,
      value: median(times),
      unit: "ms",
      better: "lower",
      target: atMost(60),
      // the processor of the fresh processes is not "others", but they take turns with this one
      others: Math.max(0, others() - 1),
      note: `fastest ${threeDigits(Math.min(...times))} ms, ${threeDigits(processor)} ms of processor time; ${files.length} files`,
    };
    const heavy = packagesOf(files.filter((file) => HEAVY.test(file)));
    yield {
      kind: "measured",
      group: GROUP,
      name: "import of the library, heavy packages loaded with it",
      value: heavy.length,
      unit: "packages",
      better: "lower",
      target: atMost(0),
      note: `heavy: ${heavy.join(", ") || "none"}; all: ${packagesOf(files).join(", ") || "none"}`,
    };
  },
};

async function importOnce(): Promise<Import> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", SCRIPT, workerFile("index")]);
  const read: unknown = JSON.parse(stdout);
  if (isImport(read)) return read;
  throw new Error(`The import told nothing: ${stdout.slice(0, 200)}`);
}

function isImport(value: unknown): value is Import {
  return typeof value === "object" && value !== null && "milliseconds" in value && "files" in value;
}

function packagesOf(files: readonly string[]): string[] {
  const names = files.flatMap((file) => /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}
