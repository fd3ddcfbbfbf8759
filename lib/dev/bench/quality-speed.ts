/** The whole assessment of two Adult halves, and of wide tables of independent columns: time, memory, lag of the event loop. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { messageOf } from "../../base/errors";
import type { Benchmark, BenchSettings } from "./benchmark";
import { atMost, type Outcome } from "./outcome";
import { runChild } from "./run-child";
import { watchOthers } from "./watch-others";

const GROUP = "quality";
const CHILD = "quality-child";
const MOST_MEGABYTES = 1500;

export const qualitySpeed: Benchmark = {
  name: GROUP,
  what: "the whole of assess(): two Adult halves, and 80 independent columns",
  run: async function* (settings) {
    yield* onAdult(settings);
    yield* measure("80 independent columns x 3 x 5,000 rows, accuracy to groups", ["wide", "80", "5000"], undefined);
    yield* referencePackage(settings);
  },
};

async function* onAdult({ quick, dataFolder }: BenchSettings): AsyncIterable<Outcome> {
  const name = "two halves of Adult, all parts";
  const skipped = (reason: string): Outcome => ({ kind: "skipped", group: GROUP, name, reason });
  if (dataFolder === undefined) return yield skipped("SYNTHETIC_TABLES_TEST_DATA names no folder of real tables");
  const file = join(dataFolder, "adult", "adult_dev.csv.gz");
  if (!existsSync(file)) return yield skipped(`there is no ${file}`);
  if (quick) return yield skipped("takes half a minute; leave --quick out");
  yield* measure(name, ["adult", file], 30);
}

async function* measure(name: string, words: readonly string[], mostSeconds: number | undefined): AsyncIterable<Outcome> {
  const others = watchOthers();
  const { seconds, processorSeconds, peakMemory, numbers } = await runChild(CHILD, words);
  const disturbance = Math.max(0, others() - processorSeconds / seconds);
  const base = { kind: "measured", group: GROUP, better: "lower", others: disturbance } as const;
  const target = mostSeconds === undefined ? {} : { target: atMost(mostSeconds) };
  const parts = Object.entries(numbers).filter(([part]) => part !== "lag");
  const note = `${processorSeconds.toFixed(1)} s of processor time; ${parts.map(([part, spent]) => `${part} ${spent.toFixed(1)} s`).join(", ")}`;
  yield { ...base, name, value: seconds, unit: "s", ...target, note };
  yield { ...base, name: `${name}, peak memory`, value: peakMemory / 1e6, unit: "MB", target: atMost(MOST_MEGABYTES) };
  yield { ...base, name: `${name}, longest lag of the event loop`, value: numbers.lag, unit: "ms" };
}

/** The time of the reference package on the same tables, where Python has it. */
async function* referencePackage({ quick, dataFolder }: BenchSettings): AsyncIterable<Outcome> {
  const name = "mostlyai-qa, two halves of Adult";
  const skipped = (reason: string): Outcome => ({ kind: "skipped", group: GROUP, name, reason: `not run: ${reason}` });
  const file = dataFolder === undefined ? "" : join(dataFolder, "adult", "adult_dev.csv.gz");
  const missing = await whyNoPackage();
  if (missing !== undefined) return yield skipped(missing);
  if (!existsSync(file) || quick) return yield skipped("it needs the Adult table, and time");
  const others = watchOthers();
  const { stdout } = await promisify(execFile)("python3", ["-c", PROGRAM, file]);
  yield {
    kind: "measured",
    group: GROUP,
    name,
    value: Number(stdout.trim().split("\n").at(-1)),
    unit: "s",
    better: "lower",
    others: others(),
  };
}

async function whyNoPackage(): Promise<string | undefined> {
  try {
    await promisify(execFile)("python3", ["-c", "from mostlyai import qa"]);
    return undefined;
  } catch (thrown) {
    return /No module named/.test(messageOf(thrown))
      ? "Python 3 has no mostlyai-qa here (pip install mostlyai-qa)"
      : "there is no Python 3 here";
  }
}

const PROGRAM = `
import sys, tempfile, time, pandas
from mostlyai import qa
table = pandas.read_csv(sys.argv[1]).sample(frac=1, random_state=1)
half = len(table) // 2
first, second = table[:half], table[half:2 * half]
start = time.time()
qa.report(syn_tgt_data=second, trn_tgt_data=first, hol_tgt_data=second, report_path=tempfile.mkdtemp() + "/report.html")
print(time.time() - start)
`;
