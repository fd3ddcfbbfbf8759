/** Our training step beside the same step in PyTorch, on the same machine in the same minute. */

import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { availableParallelism } from "node:os";
import { messageOf } from "../../base/errors";
import { alternate, type Times } from "./alternate";
import type { Benchmark } from "./benchmark";
import { BATCH, type BenchNetwork, benchNetwork, ofOneStep, stepsACall, trainingWork } from "./engine-work";
import { knownLaw } from "./known-law";
import { atLeast, type Measured } from "./outcome";
import { TORCH_PROGRAM } from "./torch-program";
import { watchOthers } from "./watch-others";
import { milliseconds, perSecond } from "./wording";

const GROUP = "torch";
const ROWS = 4096;
const LEAST_RATIO: Readonly<Record<number, number>> = { 1: 4, 2: 5 };

export const torchStep: Benchmark = {
  name: GROUP,
  what: "a training step beside the same step in PyTorch, where Python has it",
  run: async function* ({ quick }) {
    const missing = await whyNoTorch();
    if (missing !== undefined) {
      yield { kind: "skipped", group: GROUP, name: "step of PyTorch", reason: missing };
      return;
    }
    const network = benchNetwork(15, "M");
    for (const threads of [1, 2].filter((count) => count <= availableParallelism())) {
      const seconds = quick ? 2 : 6;
      const before = await ourStep(network, threads, seconds / 2);
      const torch = await theirStep(network, threads, seconds);
      const others = watchOthers();
      const after = await ourStep(network, threads, seconds / 2);
      yield* compared(threads, before.fastest < after.fastest ? before : after, torch, others());
    }
  },
};

async function whyNoTorch(): Promise<string | undefined> {
  try {
    await promisify(execFile)("python3", ["-c", "import torch"]);
    return undefined;
  } catch (thrown) {
    const noModule = /No module named/.test(messageOf(thrown));
    return noModule ? "Python 3 has no torch here (pip install torch)" : "there is no Python 3 here";
  }
}

async function ourStep(network: BenchNetwork, threads: number, seconds: number): Promise<Times> {
  const engine = await network.start(threads);
  try {
    const count = await stepsACall(engine, network.blueprint);
    const [call] = await alternate([trainingWork(engine, network.blueprint, count)], { seconds, leastRuns: 20 });
    return ofOneStep(call, count);
  } finally {
    await engine.dispose();
  }
}

interface TorchTimes extends Times {
  readonly version: string;
}

/** Runs the Python program on the same network and rows of the same law. */
async function theirStep({ blueprint }: BenchNetwork, threads: number, seconds: number): Promise<TorchTimes> {
  const cardinalities = blueprint.subColumns.map(({ cardinality }) => cardinality);
  const { codes } = knownLaw(cardinalities).draw(ROWS, 1).table;
  const job = {
    cardinalities,
    widths: blueprint.subColumns.map(({ embeddingWidth }) => embeddingWidth),
    hidden: blueprint.subColumns.map(({ hidden }) => hidden),
    dropout: blueprint.dropout,
    rows: ROWS,
    batch: BATCH,
    codes: codes.map((column) => Array.from(column)),
    threads: [threads],
    seconds,
  };
  const read: unknown = JSON.parse(await runPython(JSON.stringify(job)));
  if (isTimes(read)) return read;
  throw new Error("PyTorch told no times");
}

function runPython(input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("python3", ["-c", TORCH_PROGRAM], { stdio: ["pipe", "pipe", "pipe"] });
    const [output, errors] = [new Array<string>(), new Array<string>()];
    child.stdout.on("data", (part: Buffer) => output.push(part.toString()));
    child.stderr.on("data", (part: Buffer) => errors.push(part.toString()));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(output.join("")) : reject(new Error(`PyTorch failed: ${errors.join("").slice(-400)}`)),
    );
    child.stdin.end(input);
  });
}

function isTimes(value: unknown): value is TorchTimes {
  return typeof value === "object" && value !== null && "fastest" in value && "version" in value;
}

function* compared(threads: number, ours: Times, theirs: TorchTimes, others: number): Iterable<Measured> {
  const what = `model M, 15 columns, ${threads === 1 ? "1 thread" : `${threads} threads`}`;
  const common = { kind: "measured", group: GROUP, better: "higher" } as const;
  yield {
    ...common,
    name: `${what}, PyTorch ${theirs.version}`,
    value: BATCH / theirs.median,
    unit: "rows/s",
    note: `step ${milliseconds(theirs.median)} (median), ${milliseconds(theirs.fastest)} (fastest), ${milliseconds(theirs.processor)} of processor time; at its fastest ${perSecond(BATCH / theirs.fastest)}`,
  };
  const ratios = { fastest: theirs.fastest / ours.fastest, processor: theirs.processor / ours.processor };
  yield {
    ...common,
    name: `${what}, our speed over that of PyTorch${threads === 1 ? ", by processor time" : ""}`,
    // threads that wait for each other spin, so the processor time of two tells little
    value: threads === 1 ? ratios.processor : ratios.fastest,
    unit: "times",
    target: atLeast(LEAST_RATIO[threads]),
    ...(threads === 1 ? {} : { others }),
    note: `our step ${milliseconds(ours.fastest)} (fastest); fastest: ${ratios.fastest.toFixed(2)}; medians: ${(theirs.median / ours.median).toFixed(2)}; processor time: ${ratios.processor.toFixed(2)}`,
  };
}
