import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawBlueprint } from "../../lib/argn/blueprint";
import { initialWeights } from "../../lib/argn/initialise";
import { createTfjsEngine } from "../../lib/argn/tfjs/tfjs-engine";
import { epochSteps } from "../../lib/argn/train/batches";
import { checkpointWriter, fingerprintOf, readCheckpoint } from "../../lib/argn/train/checkpoint";
import type { RunState } from "../../lib/argn/train/run";
import { type EngineStarter, train } from "../../lib/argn/train/train";
import { createWasmEngine } from "../../lib/argn/wasm/wasm-engine";
import { Rng } from "../../lib/base/random";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import type { TrainOptions } from "../../lib/argn/train-options";
import { numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { writeCsv } from "../../lib/table/write-csv";
import { flatColumns, knownLaw } from "../helpers/known-law";
import { products } from "../helpers/products";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "training-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const table = products(2000, 1).select(["amount", "product_type", "producer", "price"]);

async function bytesOf(argn: TabularARGN): Promise<Buffer> {
  const path = join(folder, `${new Rng(String(Math.floor(performance.now() * 1e6))).uint32()}.safetensors`);
  await argn.save(path);
  return readFile(path);
}

describe("maxRows", () => {
  test("trains on so many rows, drawn by chance", async () => {
    const argn = await TabularARGN.train(table, { seed: 1, epochs: 2, maxRows: 500 });
    expect(argn.trainingRowCount).toBe(500);
    const all = await TabularARGN.train(table, { seed: 1, epochs: 2, maxRows: 5000 });
    expect(all.trainingRowCount).toBe(2000);
    expect((await bytesOf(all)).equals(await bytesOf(await TabularARGN.train(table, { seed: 1, epochs: 2 })))).toBe(true);
    await expect(TabularARGN.train(table, { maxRows: 1 })).rejects.toThrow("maxRows is 1");
  });
});

describe("rowWeights", () => {
  const rows = 1500;
  const kinds = Array.from({ length: rows }, (_, i) => (i % 4 === 0 ? "rare" : "often"));
  const plain = new Table([
    stringColumn("kind", kinds),
    numberColumn(
      "value",
      kinds.map((kind, i) => (kind === "rare" ? 5 : 1) + (i % 3)),
    ),
  ]);
  const share = async (argn: TabularARGN): Promise<number> =>
    [...(await argn.sample(4000, { seed: 2 })).rows()].filter(({ kind }) => kind === "rare").length / 4000;

  test("make rows count as often as they are worth, by column or by list", async () => {
    const weights = kinds.map((kind) => (kind === "rare" ? 9 : 1));
    const options = { seed: 1, epochs: 20 } satisfies TrainOptions;
    expect(Math.abs((await share(await TabularARGN.train(plain, options))) - 0.25)).toBeLessThan(0.03);
    const byList = await TabularARGN.train(plain, { ...options, rowWeights: weights });
    expect(Math.abs((await share(byList)) - 0.75)).toBeLessThan(0.03);
    const byColumn = await TabularARGN.train(plain.with(numberColumn("w", weights)), { ...options, rowWeights: "w" });
    expect(byColumn.columns.map(({ name }) => name)).toEqual(["kind", "value"]);
    expect((await bytesOf(byColumn)).equals(await bytesOf(byList))).toBe(true);
  });

  test("of one each change the draw of rows only, and weight 0 is none", async () => {
    const without = await TabularARGN.train(plain, { seed: 1, epochs: 20, rowWeights: kinds.map((kind) => (kind === "rare" ? 0 : 2)) });
    expect(await share(without)).toBeLessThan(0.02);
  });

  test.each<[string, Partial<TrainOptions>]>([
    ["2 weights for 1,500 rows", { rowWeights: [1, 2] }],
    ["the weight of row 1 is -1", { rowWeights: new Array<number>(rows).fill(-1) }],
    ["all weights are 0", { rowWeights: new Array<number>(rows).fill(0) }],
    ["holds cells of type string", { rowWeights: "kind" }],
    ['Did you mean "kind"', { rowWeights: "kinds" }],
    ["no row may count more", { rowWeights: "value", privacy: { epsilon: 3 } }],
    ["dropout is 1", { dropout: 1 }],
  ])("are refused when %s", async (message, options) => {
    await expect(TabularARGN.train(plain, { seed: 1, epochs: 1, ...options })).rejects.toThrow(message);
  });
});

describe("dropout", () => {
  test("0 trains without, and the network keeps what it has", async () => {
    const [none, usual] = [
      await TabularARGN.train(table, { seed: 1, epochs: 2, dropout: 0 }),
      await TabularARGN.train(table, { seed: 1, epochs: 2, dropout: 0.25 }),
    ];
    expect((await bytesOf(none)).equals(await bytesOf(usual))).toBe(false);
    expect((await bytesOf(usual)).equals(await bytesOf(await TabularARGN.train(table, { seed: 1, epochs: 2 })))).toBe(true);
  });
});

describe("a checkpoint", () => {
  const options = { seed: 3, epochs: 14, size: "S", threads: 1 } satisfies TrainOptions;

  test("gives the bytes of an uninterrupted training, wherever it was cut", async () => {
    const whole = await bytesOf(await TabularARGN.train(table, options));
    const file = join(folder, "whole.checkpoint");
    const kept = await TabularARGN.train(table, { ...options, checkpoint: file });
    expect((await bytesOf(kept)).equals(whole)).toBe(true);
    // the finished training is there at once
    const before = performance.now();
    expect((await bytesOf(await TabularARGN.train(table, { ...options, checkpoint: file, threads: 2 }))).equals(whole)).toBe(true);
    expect(performance.now() - before).toBeLessThan(3000);
  });

  test("brings back every number, after any epoch of either phase, from memory and from a file", async () => {
    const { table: codes } = knownLaw(600, [4, 3, 5], 1);
    const blueprint = drawBlueprint(flatColumns([4, 3, 5]), "S");
    const weights = initialWeights(
      blueprint,
      [4, 3, 5].map((cardinality) => new Float64Array(cardinality).fill(1 / cardinality)),
      new Rng(1),
    );
    const start: EngineStarter = (network, initial) => createWasmEngine({ blueprint: network, weights: initial, threads: 0 });
    const settings = { order: "any", epochs: 10, minutes: 10, validationShare: 0.1 } as const;
    const file = join(folder, "every.checkpoint");
    const fingerprint = fingerprintOf({ seed: 1 }, codes);
    const write = checkpointWriter(file, blueprint, fingerprint, 0);
    const states: RunState[] = [];
    const keep = async (state: RunState): Promise<void> => {
      await write(state);
      const read = await readCheckpoint(file, blueprint, fingerprint);
      if (read !== undefined) states.push(read);
    };
    const whole = await train(start, blueprint, weights, codes, { ...settings, keep }, new Rng(2));
    expect(states.map(({ phase }) => phase)).toEqual([...new Array<string>(9).fill("learn"), "settle"]);
    for (const resumed of states) {
      const again = await train(start, blueprint, weights, codes, settings, new Rng(2), resumed);
      expect(again.weights).toEqual(whole.weights);
      expect(again.history.map(({ epoch, validationLoss, best }) => [epoch, validationLoss, best])).toEqual(
        whole.history.map(({ epoch, validationLoss, best }) => [epoch, validationLoss, best]),
      );
    }
  });

  test("of TensorFlow.js holds the moments too", async () => {
    const { table: codes } = knownLaw(64, [4, 3], 1);
    const blueprint = drawBlueprint(flatColumns([4, 3]), "S");
    const weights = initialWeights(
      blueprint,
      [4, 3].map((cardinality) => new Float64Array(cardinality).fill(1 / cardinality)),
      new Rng(1),
    );
    const steps = epochSteps(64, 16, blueprint, "any", new Rng(1));
    const [engine, other] = [await createTfjsEngine({ blueprint, weights }), await createTfjsEngine({ blueprint, weights })];
    for (const one of [engine, other]) await one.setTrainingCodes(codes);
    await engine.train(steps.slice(0, 2), 0.01);
    await other.setWeights(await engine.weights());
    await other.setOptimiser(await engine.optimiser());
    await engine.train(steps.slice(2), 0.01);
    await other.train(steps.slice(2), 0.01);
    expect(await other.weights()).toEqual(await engine.weights());
    await engine.dispose();
    await other.dispose();
  });

  test("survives a kill: what is there is whole, and the same command ends with the same bytes", async () => {
    const data = join(folder, "data.csv");
    await writeCsv(data, products(10_000, 5).select(["amount", "product_type", "producer", "price"]));
    const program = join(__dirname, "../../lib/bin/synthetic-tables.js");
    const words = (model: string): string[] => [
      "train",
      data,
      "--model",
      join(folder, model),
      "--seed",
      "1",
      "--epochs",
      "40",
      "--size",
      "S",
      "--threads",
      "1",
    ];
    const run = (args: readonly string[], kill?: () => boolean): Promise<string> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [program, ...args], { stdio: "ignore" });
        const watch = setInterval(() => kill?.() === true && child.kill("SIGKILL"), 20);
        child.on("exit", (code, signal) => {
          clearInterval(watch);
          resolve(signal ?? String(code));
        });
      });
    expect(await run(words("uncut.safetensors"))).toBe("0");
    const file = join(folder, "killed.checkpoint");
    const checkpointed = [...words("cut.safetensors"), "--checkpoint", file];
    expect(await run(checkpointed, () => existsSync(file))).toBe("SIGKILL");
    expect((await readdir(folder)).includes("cut.safetensors")).toBe(false);
    expect(await run(checkpointed)).toBe("0");
    expect((await readFile(join(folder, "cut.safetensors"))).equals(await readFile(join(folder, "uncut.safetensors")))).toBe(true);
    // the command removes it once the model is saved
    expect(existsSync(file)).toBe(false);
  });

  test("of another training, or no checkpoint at all, is refused by name", async () => {
    const file = join(folder, "other.checkpoint");
    await TabularARGN.train(table, { ...options, epochs: 2, checkpoint: file });
    await expect(TabularARGN.train(table, { ...options, epochs: 3, checkpoint: file })).rejects.toThrow("differs in epochs (2, now 3)");
    await expect(TabularARGN.train(table.slice(0, 1000), { ...options, epochs: 2, checkpoint: file })).rejects.toThrow(
      "the rows or their encoding",
    );
    const model = join(folder, "model.safetensors");
    await (await TabularARGN.train(table, { ...options, epochs: 1 })).save(model);
    await expect(TabularARGN.train(table, { ...options, epochs: 2, checkpoint: model })).rejects.toThrow(
      'it holds "synthetic-tables TabularARGN"',
    );
    const short = join(folder, "short.checkpoint");
    await copyFile(file, short);
    await writeFile(short, (await readFile(file)).subarray(0, 5000));
    await expect(TabularARGN.train(table, { ...options, epochs: 2, checkpoint: short })).rejects.toThrow("cut short");
    await expect(TabularARGN.train(table, { ...options, checkpoint: file, privacy: { epsilon: 3 } })).rejects.toThrow("cost privacy twice");
    await expect(TabularARGN.train(table, { ...options, epochs: 2, checkpoint: join(folder, "no", "folder") })).rejects.toThrow();
  });
});

describe("continueTraining()", () => {
  const shifted = (low: number): Table =>
    Table.of({
      day: Array.from({ length: 1500 }, (_, i) => `d${i % 7}`),
      sold: Array.from({ length: 1500 }, (_, i) => (i % 7) + low + (i % 3)),
    });
  const mean = async (argn: TabularARGN): Promise<number> => {
    const synthetic = await argn.sample(2000);
    return [...synthetic.rows()].reduce((sum, { sold }) => sum + Number(sold), 0) / 2000;
  };

  test("moves the model towards the new rows, and leaves the first one as it is", async () => {
    const both = Table.of({
      day: [...shifted(0).rows(), ...shifted(10).rows()].map(({ day }) => String(day)),
      sold: [...shifted(0).rows(), ...shifted(10).rows()].map(({ sold }) => Number(sold)),
    });
    const first = await TabularARGN.train(both, { seed: 1, epochs: 15 });
    const before = await mean(first);
    expect(Math.abs(before - 9)).toBeLessThan(0.7);
    const second = await first.continueTraining(shifted(10), { seed: 2, epochs: 15 });
    expect(Math.abs((await mean(second)) - 14)).toBeLessThan(0.7);
    expect(await mean(first)).toBe(before);
    expect(second.trainingRowCount).toBe(first.trainingRowCount + 1500);
    expect(second.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: second.history.length }, (_, i) => i + 1));
    expect(
      (await bytesOf(second)).equals(await bytesOf(await first.continueTraining(shifted(10), { seed: 2, epochs: 15, threads: 2 }))),
    ).toBe(true);
  });

  test("takes weights and checkpoints, and says what does not fit", async () => {
    const first = await TabularARGN.train(shifted(0), { seed: 1, epochs: 2, size: "S" });
    const file = join(folder, "continued.checkpoint");
    const options = { epochs: 3, checkpoint: file, rowWeights: "w" };
    const weighted = shifted(0).with(
      numberColumn(
        "w",
        Array.from({ length: 1500 }, (_, i) => i % 2),
      ),
    );
    const once = await bytesOf(await first.continueTraining(weighted, options));
    expect((await bytesOf(await first.continueTraining(weighted, options))).equals(once)).toBe(true);
    await expect(first.continueTraining(shifted(0).drop(["day"]))).rejects.toThrow('lacks 1 column of the model: "day"');
    await expect(first.continueTraining(shifted(0).slice(0, 1))).rejects.toThrow("at least 2");
    const misspelt = { epoch: 3, seed: 1 };
    await expect(first.continueTraining(shifted(0), misspelt)).rejects.toThrow('Did you mean "epochs"');
  });
});
