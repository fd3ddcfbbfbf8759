import { describe, expect, it } from "vitest";
import { areaUnderCurve, accuracy, r2 } from "../../lib/predictors/scores";
import { trainBoostedTrees, trainRandomForest } from "../../lib/predictors/trees";
import { textOf } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { censusLike } from "./census-like";
import { fitTreeFeatures } from "../../lib/predictors/tree-features";

const target = "rich?";
const task = "classification" as const;

function isRich(table: Table): boolean[] {
  return Array.from({ length: table.rowCount }, (_, i) => textOf(table.column(target), i) === "yes");
}

describe("trainBoostedTrees()", () => {
  const training = censusLike(2000, 1);
  const holdout = censusLike(1000, 2);

  it("learns a rule through gaps, empty names, quotes, line breaks and emoji", async () => {
    const model = await trainBoostedTrees(training, { target, task });
    const predicted = await model.predict(holdout.drop([target]));
    expect(areaUnderCurve(isRich(holdout), predicted)).toBeGreaterThan(0.85);
    expect(model.classes).toEqual(["no", "yes"]);
    expect(model.importances.map(({ column }) => column)[2]).toBe("noise");
    expect(model.importances.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 9);
    const both = await model.probabilities(holdout);
    expect(Array.from(both.filter((_, i) => i % 2 === 1))).toEqual(Array.from(predicted));
    await model.dispose();
    await model.dispose();
    await expect(model.predict(holdout)).rejects.toThrow("disposed");
  });

  it("gives the same model for the same seed, in either thread, and another for another seed", async () => {
    const predictions = [];
    for (const options of [{ seed: 5 }, { seed: 5, thread: "this" as const }, { seed: 6 }]) {
      const model = await trainBoostedTrees(training, { target, task, ...options });
      predictions.push(Array.from(await model.predict(holdout)));
      await model.dispose();
    }
    expect(predictions[1]).toEqual(predictions[0]);
    expect(predictions[2]).not.toEqual(predictions[0]);
  });

  it("gives the probability of the second class in order, be it rare or frequent", async () => {
    for (const share of [0.2, 0.8]) {
      const x = Array.from({ length: 400 }, (_, i) => i / 400);
      const table = Table.of({ x, late: x.map((value) => value >= 1 - share) });
      const model = await trainBoostedTrees(table, { target: "late", task, thread: "this" });
      const [low, high] = await model.predict(Table.of({ x: [0.02, 0.98] }));
      expect(low).toBeLessThan(0.2);
      expect(high).toBeGreaterThan(0.8);
    }
  });

  it("tells a missing cell from any value", async () => {
    const cells = Array.from({ length: 600 }, (_, i) => (i % 3 === 0 ? null : i % 7));
    const table = Table.of({ x: cells, gap: cells.map((cell) => cell === null) });
    const model = await trainBoostedTrees(table, { target: "gap", task, thread: "this" });
    const [missing, known] = await model.predict(Table.of({ x: [null, 3] }));
    expect(missing).toBeGreaterThan(0.9);
    expect(known).toBeLessThan(0.1);
  });

  it("predicts several classes and numbers", async () => {
    const x = Array.from({ length: 900 }, (_, i) => (i * 37) % 900);
    const table = Table.of({ x, size: x.map((v) => (v < 300 ? "small" : v < 600 ? "mid" : "big")), weight: x.map((v) => 1e6 + v * v) });
    const classes = await trainBoostedTrees(table, { target: "size", task, features: ["x"], thread: "this" });
    expect(classes.classes).toEqual(["big", "mid", "small"]);
    const likeliest = Array.from(await classes.predict(table), (k) => classes.classes[k]);
    expect(
      accuracy(
        x.map((v) => (v < 300 ? "small" : v < 600 ? "mid" : "big")),
        likeliest,
      ),
    ).toBeGreaterThan(0.98);
    const first = (await classes.probabilities(table.slice(0, 1))).reduce((sum, p) => sum + p, 0);
    expect(first).toBeCloseTo(1, 5);
    const numbers = await trainBoostedTrees(table, { target: "weight", task: "regression", features: ["x"], thread: "this" });
    expect(
      r2(
        x.map((v) => 1e6 + v * v),
        await numbers.predict(table),
      ),
    ).toBeGreaterThan(0.98);
    await expect(numbers.probabilities(table)).rejects.toThrow("use predict()");
  });

  it("falls back on the share of the class when a feature is constant or wholly missing", async () => {
    const y = Array.from({ length: 60 }, (_, i) => (i % 4 === 0 ? "a" : "b"));
    for (const cells of [Array(60).fill(1), Array(60).fill("u"), Array(60).fill(null)]) {
      const model = await trainBoostedTrees(Table.of({ x: cells, y }), { target: "y", task, thread: "this" });
      const [share] = await model.predict(Table.of({ x: cells.slice(0, 1) }));
      // a tenth of the rows is set aside, which moves the share a little
      expect(Math.abs(share - 0.75)).toBeLessThan(0.05);
      expect(model.importances).toEqual([{ column: "x", importance: 0 }]);
      expect(await model.predict(Table.of({ x: cells }).slice(0, 0))).toHaveLength(0);
    }
  });

  it("says what is wrong with the question", async () => {
    const table = Table.of({ x: [1, 2, 3], y: ["a", "a", "a"] });
    const train = (options: object) => trainBoostedTrees(table, { target: "y", task, ...options });
    await expect(train({})).rejects.toThrow('every known cell of the target is "a"');
    await expect(train({ target: "z" })).rejects.toThrow('No column "z"');
    await expect(train({ task: "regression" })).rejects.toThrow('"y" holds strings');
    await expect(train({ features: [] })).rejects.toThrow("no column to predict from");
    await expect(train({ features: ["y"] })).rejects.toThrow("hold the target itself");
    await expect(train({ sed: 1 })).rejects.toThrow('unknown option "sed"');
    await expect(trainBoostedTrees(table.slice(0, 0), { target: "y", task })).rejects.toThrow("known in 0 rows");
    const model = await trainBoostedTrees(table, { target: "x", task: "regression", thread: "this" });
    await expect(model.predict(Table.of({ y: [1, 2] }))).rejects.toThrow('column "y" is of type number, the model learnt it as string');
  });

  it("stops on request, before and during the training", async () => {
    await expect(trainBoostedTrees(training, { target, task, signal: AbortSignal.abort() })).rejects.toThrow("stopped on request");
    const controller = new AbortController();
    const trained = trainBoostedTrees(training, { target, task, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(trained).rejects.toMatchObject({ name: "AbortError" });
  });

  it("leaves no listener on the process", async () => {
    const before = process.listenerCount("uncaughtException") + process.listenerCount("unhandledRejection");
    await trainBoostedTrees(training.slice(0, 100), { target, task, thread: "this" });
    expect(process.listenerCount("uncaughtException") + process.listenerCount("unhandledRejection")).toBe(before);
  });
});

describe("trainRandomForest()", () => {
  it("learns the same rule in its own way", async () => {
    const model = await trainRandomForest(censusLike(600, 1), { target, task });
    const holdout = censusLike(500, 2);
    expect(areaUnderCurve(isRich(holdout), await model.predict(holdout))).toBeGreaterThan(0.8);
    await model.dispose();
  });
});

it("a column of a thousand words comes to the learner with fewer than 300, the most frequent each by itself", () => {
  const words = Array.from({ length: 5000 }, (_, i) => `word ${i % 7 === 0 ? i % 50 : i % 1000}`);
  const table = Table.of({ word: words });
  const [input] = fitTreeFeatures(table, ["word"]).inputs("Cannot try", table);
  expect(new Set(input.values).size).toBeLessThan(300);
  const codesOf = (word: string): Set<number> => new Set(words.flatMap((other, i) => (other === word ? [input.values[i]] : [])));
  expect(codesOf("word 7").size).toBe(1);
  expect(codesOf("word 7")).not.toEqual(codesOf("word 14"));
});
