import { availableParallelism, loadavg } from "node:os";
import { describe, expect, it } from "vitest";
import { drawBlueprint } from "../../../lib/argn/blueprint";
import type { Engine, Privacy } from "../../../lib/argn/engine";
import { initialWeights } from "../../../lib/argn/initialise";
import { calibrate } from "../../../lib/argn/wasm/calibrate";
import { createWasmEngine } from "../../../lib/argn/wasm/wasm-engine";
import { Rng } from "../../../lib/base/random";
import { flatColumns } from "../../helpers/known-law";
import { randomRows } from "./networks";

/** The cardinalities of a census table. */
const CENSUS = [74, 9, 100, 16, 16, 7, 15, 6, 5, 2, 120, 99, 97, 42, 2];
const BATCH = 512;

const blueprint = drawBlueprint(flatColumns(CENSUS), "M");
const table = randomRows(blueprint, 4096);

async function start(threads: number): Promise<Engine> {
  const engine = await createWasmEngine({ blueprint, weights: initialWeights(blueprint, undefined, new Rng(1)), threads });
  await engine.setTrainingCodes(table);
  return engine;
}

function steps(count: number) {
  const rng = new Rng("steps");
  return Array.from({ length: count }, () => ({
    rows: rng.permutation(4096).slice(0, BATCH),
    order: rng.permutation(15),
    dropoutSeed: rng.uint32(),
  }));
}

/** Seconds of the fastest of several runs. */
async function fastest(runs: number, work: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work();
    best = Math.min(best, (performance.now() - started) / 1000);
  }
  return best;
}

/** One step at a time: what is short is likelier to run undisturbed. */
async function secondsPerStep(engine: Engine, privacy?: Privacy): Promise<number> {
  const one = steps(1).map((step) => ({ ...step, privacy }));
  for (let i = 0; i < 10; i++) await engine.train(one, 0.001);
  return fastest(60, () => engine.train(one, 0.001));
}

/** Skips a test of times, aloud, when others keep the machine busy. */
function skipWhenBusy(skip: (note: string) => void, mostLoad: number): void {
  const [load] = loadavg();
  if (load > mostLoad) skip(`the machine is busy: load ${load.toFixed(1)}, at most ${mostLoad} is fair`);
}

const timed = process.env.SYNTHETIC_TABLES_TIMED !== undefined;
if (!timed) process.stderr.write("skipped: speed as ratios, because SYNTHETIC_TABLES_TIMED is not set: times need a quiet machine\n");

// times are ratios, for the machine may be slow or busy; each gets three chances
describe.skipIf(!timed)("speed, as ratios", { retry: 3 }, () => {
  it("a training step takes at most 2.2 times a product of 160 MFLOP, and drawing is twice as quick as training", async ({ skip }) => {
    skipWhenBusy(skip, 2 * availableParallelism());
    const engine = await start(1);
    const step = await secondsPerStep(engine);
    const rows = 1024;
    const drawn = { rowCount: rows, codes: CENSUS.map(() => new Int32Array(rows)) };
    const draws = CENSUS.map((_, subColumn) => ({ subColumn, temperature: 1, topP: 1 }));
    const drawing = await fastest(30, () => engine.sample({ table: drawn, known: [], draws, seed: 1, firstRow: 0 }));
    await engine.dispose();
    expect(step / calibrate()).toBeLessThan(2.2);
    expect(rows / drawing / (BATCH / step)).toBeGreaterThan(2);
  });

  it("a private step takes at most 1.7 times as long as a plain one", async ({ skip }) => {
    skipWhenBusy(skip, 2 * availableParallelism());
    const engine = await start(1);
    const plain = await secondsPerStep(engine);
    const noisy = await secondsPerStep(engine, { clip: 1, noiseMultiplier: 1, expectedBatchSize: BATCH });
    await engine.dispose();
    expect(noisy / plain).toBeLessThan(1.7);
  });

  it("two threads are at least 1.6 times as quick as one, with steps handed over as training does: several at once", async ({ skip }) => {
    skipWhenBusy(skip, 1);
    const seconds = [];
    for (const threads of [1, 2]) {
      const engine = await start(threads);
      const chunk = steps(8);
      for (let i = 0; i < 3; i++) await engine.train(chunk, 0.001);
      seconds.push(await fastest(20, () => engine.train(chunk, 0.001)));
      await engine.dispose();
    }
    expect(seconds[0] / seconds[1]).toBeGreaterThan(1.6);
  });

  it("the main thread stays free while threads train: timers are at most 10 ms late, 99 times in 100", async ({ skip }) => {
    skipWhenBusy(skip, 2);
    const engine = await start(1);
    const lags: number[] = [];
    let due = performance.now() + 5;
    const timer = setInterval(() => {
      lags.push(performance.now() - due);
      due = performance.now() + 5;
    }, 5);
    for (let chunk = 0; chunk < 12; chunk++) await engine.train(steps(8), 0.001);
    clearInterval(timer);
    await engine.dispose();
    lags.sort((a, b) => a - b);
    expect(lags[Math.floor(0.99 * lags.length)]).toBeLessThanOrEqual(10);
  });
});
