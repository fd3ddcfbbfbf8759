/** What a user waits for: train with defaults, sample, assess, each in a process of its own. */

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulate } from "../../datasets/simulate/simulate";
import { writeTable } from "../../table/write-table";
import type { Benchmark, BenchSettings } from "./benchmark";
import { atMost, type Measured, type Outcome, type Target } from "./outcome";
import { type ChildReport, runChild } from "./run-child";
import { watchOthers } from "./watch-others";
import { threeDigits } from "./wording";

const GROUP = "end-to-end";
const CHILD = "end-to-end-child";
/** As many as half of the Adult table has. */
const ROWS = 24_421;
const QUICK_ROWS = 4000;
const MOST_MEGABYTES = { train: 2000, sample: 2000, assess: 1500 };

export const endToEnd: Benchmark = {
  name: GROUP,
  what: "train, sample and assess as a user has them: seconds, memory, lag of the event loop",
  run: async function* (settings) {
    const folder = await mkdtemp(join(tmpdir(), "synthetic-tables-bench-"));
    try {
      yield* onPeople(folder, settings);
      yield* onAdult(folder, settings);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Tables {
  readonly name: string;
  readonly training: string;
  readonly holdout: string;
  readonly rows: number;
  /** Most seconds of training. */
  readonly trainTarget: Target | undefined;
}

async function* onPeople(folder: string, { quick }: BenchSettings): AsyncIterable<Outcome> {
  const rows = quick ? QUICK_ROWS : ROWS;
  const [training, holdout] = [join(folder, "people.csv"), join(folder, "holdout.csv")];
  await writeTable(training, simulate("people", { rows, seed: 1 }));
  await writeTable(holdout, simulate("people", { rows, seed: 2 }));
  const name = `people, ${rows.toLocaleString("en-GB")} rows`;
  yield* measure({ name, training, holdout, rows, trainTarget: quick ? undefined : atMost(300) }, folder);
}

async function* onAdult(folder: string, { quick, dataFolder }: BenchSettings): AsyncIterable<Outcome> {
  const name = "Adult, 24,421 rows";
  const skipped = (reason: string): Outcome => ({ kind: "skipped", group: GROUP, name, reason });
  if (dataFolder === undefined) return yield skipped("SYNTHETIC_TABLES_TEST_DATA names no folder of real tables");
  const training = join(dataFolder, "adult", "adult_dev.csv.gz");
  if (!existsSync(training)) return yield skipped(`there is no ${training}`);
  if (quick) return yield skipped("takes a minute; leave --quick out");
  yield* measure({ name, training, holdout: "-", rows: ROWS, trainTarget: atMost(15) }, folder);
}

async function* measure({ name, training, holdout, rows, trainTarget }: Tables, folder: string): AsyncIterable<Measured> {
  const [model, synthetic] = [join(folder, "model.safetensors"), join(folder, "synthetic.csv")];
  const isFull = rows === ROWS;

  const trainOthers = watchOthers();
  const trained = await runChild(CHILD, ["train", training, model]);
  const trainedOthers = trainOthers() - processorsOf(trained);
  const { epochs, lagMedian, lag99, lagMost } = trained.numbers;
  yield seconds(`${name}, train`, trained, trainTarget, trainedOthers, `${epochs} epochs`);
  yield memory(`${name}, train`, trained, MOST_MEGABYTES.train);
  const lagNote = `median ${threeDigits(lagMedian)} ms, longest ${threeDigits(lagMost)} ms, analysis and encoding included`;
  yield {
    ...base(`${name}, train, lag of the event loop, 99 of 100`, lag99, "ms"),
    target: atMost(10),
    others: trainedOthers,
    note: lagNote,
  };

  const sampleOthers = watchOthers();
  const sampled = await runChild(CHILD, ["sample", model, String(rows), synthetic]);
  const { loadSeconds, sampleSeconds, writeSeconds } = sampled.numbers;
  const parts = `load ${threeDigits(loadSeconds)} s, sample ${threeDigits(sampleSeconds)} s, write CSV ${threeDigits(writeSeconds)} s`;
  yield seconds(`${name}, sample`, sampled, isFull ? atMost(10) : undefined, sampleOthers() - processorsOf(sampled), parts);
  yield memory(`${name}, sample`, sampled, MOST_MEGABYTES.sample);

  const assessOthers = watchOthers();
  const assessed = await runChild(CHILD, ["assess", training, holdout, synthetic]);
  const scores = Object.entries(assessed.numbers)
    .map(([score, value]) => `${score} ${value.toFixed(3)}`)
    .join(", ");
  const what = `${name}, assess ${holdout === "-" ? "without" : "with"} holdout`;
  yield seconds(what, assessed, isFull ? atMost(30) : undefined, assessOthers() - processorsOf(assessed), scores);
  yield memory(what, assessed, MOST_MEGABYTES.assess);
}

function base(name: string, value: number, unit: string) {
  return { kind: "measured", group: GROUP, name, value, unit, better: "lower" } as const;
}

function seconds(name: string, report: ChildReport, target: Target | undefined, others: number, note: string): Measured {
  const processor = `${report.processorSeconds.toFixed(1)} s of processor time`;
  return { ...base(name, report.seconds, "s"), target, others: Math.max(0, others), note: `${note}; ${processor}` };
}

function memory(name: string, { peakMemory }: ChildReport, most: number): Measured {
  return { ...base(`${name}, peak memory`, peakMemory / 1e6, "MB"), target: atMost(most) };
}

/** Processors that the child used: they are not "others". */
function processorsOf({ processorSeconds, seconds: wall }: ChildReport): number {
  return processorSeconds / wall;
}
