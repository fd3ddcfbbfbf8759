import { describe, expect, test } from "vitest";
import { drawBlueprint, parameterCount, visibleSubColumns } from "../../lib/argn/blueprint";
import { batchSizeFor, epochSteps, learningRateFor, validationOrders } from "../../lib/argn/train/batches";
import { nextSchedule, startSchedule } from "../../lib/argn/train/schedule";
import { Rng } from "../../lib/base/random";
import { flatColumns } from "../helpers/known-law";

const SETTINGS = { patience: 2, stopPatience: 4, lowestLearningRate: 0.0001 };

describe("nextSchedule()", () => {
  test("halves the learning rate after three epochs without gain and stops after five", () => {
    const rates: number[] = [];
    let schedule = startSchedule(0.001);
    for (const loss of [5, 5, 5, 5, 5, 5]) {
      schedule = nextSchedule(schedule, loss, SETTINGS);
      rates.push(schedule.learningRate);
    }
    expect(rates).toEqual([0.001, 0.001, 0.001, 0.0005, 0.0005, 0.0005]);
    expect(schedule.stop).toBe(true);
    expect(schedule.bestLoss).toBe(5);
  });

  test("never goes below the lowest learning rate, and a better loss resets the count", () => {
    let schedule = startSchedule(0.00015);
    for (const loss of [5, 6, 6, 6, 4.9, 6, 6, 6, 6]) schedule = nextSchedule(schedule, loss, SETTINGS);
    expect(schedule.learningRate).toBe(0.0001);
    expect(schedule.stop).toBe(false);
  });

  test("counts a loss that is not a number as no gain", () => {
    expect(nextSchedule(startSchedule(1), NaN, SETTINGS).epochsWithoutBest).toBe(1);
  });
});

describe("batches", () => {
  test.each([
    [100, 8],
    [1000, 8],
    [2000, 16],
    [5000, 64],
    [10_000, 128],
    [20_000, 256],
    [39_074, 512],
    [1_000_000, 512],
    [3, 3],
  ])("%i rows are trained in batches of %i", (rows, size) => expect(batchSizeFor(rows)).toBe(size));

  test("the learning rate grows with the square root of the batch", () => {
    expect(learningRateFor(32)).toBe(0.001);
    expect(learningRateFor(128)).toBeCloseTo(0.002);
  });

  test("an epoch sees every row once", () => {
    const steps = epochSteps(103, 10, drawBlueprint(flatColumns([2, 3]), "S"), "any", new Rng(1));
    expect(steps.length).toBe(11);
    expect(steps.flatMap(({ rows }) => [...rows]).sort((a, b) => a - b)).toEqual(Array.from({ length: 103 }, (_, i) => i));
  });

  test("validation orders put every column first, last and between", () => {
    const orders = validationOrders(drawBlueprint(flatColumns([2, 2, 2, 2]), "S"), "any", new Rng(1));
    for (let position = 0; position < 4; position++) expect(new Set(orders.map((order) => order[position])).size).toBe(4);
  });
});

describe("blueprint", () => {
  test("a sub-column sees earlier columns and its own earlier sub-columns", () => {
    const date = { name: "date", subColumns: ["year", "month", "day"].map((name) => ({ name, cardinality: 3 })) };
    const visible = visibleSubColumns(drawBlueprint([date, ...flatColumns([2])], "S"), Int32Array.of(1, 0));
    expect(visible.map((seen) => [...seen])).toEqual([[3], [3, 0], [3, 0, 1], []]);
  });

  test("has the parameters of the reference on census columns", () => {
    const census = [70, 9, 103, 17, 17, 8, 16, 7, 6, 3, 51, 35, 79, 42, 3];
    // counted from the size formulas of the reference engine, version 2.5.0, for the Adult table
    expect(parameterCount(drawBlueprint(flatColumns(census), "M"))).toBe(125_460);
    expect(parameterCount(drawBlueprint(flatColumns(census), "S"))).toBe(34_722);
    expect(parameterCount(drawBlueprint(flatColumns(census), "L"))).toBe(312_050);
  });
});
