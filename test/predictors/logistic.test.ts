import { describe, expect, it } from "vitest";
import { trainLogistic } from "../../lib/predictors/logistic";
import { accuracy, areaUnderCurve } from "../../lib/predictors/scores";
import { solvePositiveDefinite } from "../../lib/predictors/cholesky";
import { numberColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { censusLike } from "./census-like";

const task = "classification" as const;

describe("solvePositiveDefinite()", () => {
  it("solves 4x + 2y = 8, 2x + 3y = 8", () => {
    expect(Array.from(solvePositiveDefinite(Float64Array.of(4, 2, 2, 3), [8, 8]))).toEqual([1, 2].map((v) => expect.closeTo(v, 12)));
    expect(() => solvePositiveDefinite(Float64Array.of(1, 0, 2, 1), [1, 1])).toThrow("not positive definite");
  });
});

describe("trainLogistic()", () => {
  it("learns a rule through gaps and odd names, and finds the column that carries nothing", async () => {
    const holdout = censusLike(1000, 2);
    const model = await trainLogistic(censusLike(2000, 1), { target: "rich?", task });
    const rich = Array.from({ length: 1000 }, (_, i) => holdout.cell(i, "rich?") === "yes");
    expect(areaUnderCurve(rich, await model.predict(holdout))).toBeGreaterThan(0.85);
    expect(model.importances[2].column).toBe("noise");
  });

  it("gives the shares of a two-by-two table when the penalty is tiny", async () => {
    // of 4 "a" 3 are true, of 4 "b" 1 is
    const table = Table.of({ x: ["a", "a", "a", "a", "b", "b", "b", "b"], y: [true, true, true, false, true, false, false, false] });
    const model = await trainLogistic(table, { target: "y", task, penalty: 1e-8 });
    const [a, b] = await model.predict(Table.of({ x: ["a", "b"] }));
    expect(a).toBeCloseTo(0.75, 5);
    expect(b).toBeCloseTo(0.25, 5);
  });

  it("minimises the loss: the gradient for one standardised column is zero at the solution", async () => {
    // scores of x are -1.342, -0.447, 0.447, 1.342; labels 0 0 1 0 1 mirrored keep the intercept at 0
    const table = Table.of({ x: [0, 1, 2, 3], y: [false, true, false, true] });
    const model = await trainLogistic(table, { target: "y", task, penalty: 0.5 });
    const p = await model.predict(table);
    const z = [-3, -1, 1, 3].map((v) => v / Math.sqrt(5));
    const logit = Math.log(p[3] / (1 - p[3]));
    const weight = logit / z[3];
    const gradient = z.reduce((sum, value, i) => sum + value * (p[i] - [0, 1, 0, 1][i]), 0) + 0.5 * weight;
    expect(gradient).toBeCloseTo(0, 6);
  });

  it("fits a straight line exactly", async () => {
    const x = Array.from({ length: 50 }, (_, i) => i);
    const model = await trainLogistic(Table.of({ x, y: x.map((v) => 3 + 2 * v) }), { target: "y", task: "regression", penalty: 1e-9 });
    const [far] = await model.predict(Table.of({ x: [100] }));
    expect(far).toBeCloseTo(203, 4);
  });

  it("tells three classes apart", async () => {
    const x = Array.from({ length: 300 }, (_, i) => i % 3);
    const kind = x.map((v) => ["p", "q", "r"][v]);
    const model = await trainLogistic(Table.of({ x: kind, kind: x }), { target: "kind", task });
    const likeliest = Array.from(await model.predict(Table.of({ x: ["p", "q", "r"] })), (k) => model.classes[k]);
    expect(accuracy(["0", "1", "2"], likeliest)).toBe(1);
    const sums = await model.probabilities(Table.of({ x: ["p"] }));
    expect(sums.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  it("stays finite for separable classes, constant, missing, infinite and huge numbers", async () => {
    const y = Array.from({ length: 40 }, (_, i) => i >= 20);
    const table = new Table([
      numberColumn(
        "separates",
        y.map((late, i) => (late ? 1e300 : -1e300) + i),
      ),
      numberColumn("constant", Array(40).fill(7)),
      numberColumn("missing", Array(40).fill(NaN)),
      numberColumn(
        "infinite",
        y.map((_, i) => (i % 2 === 0 ? Infinity : i)),
      ),
      Table.of({ y }).column("y"),
    ]);
    const predicted = await (await trainLogistic(table, { target: "y", task })).predict(table);
    expect(predicted.every((p) => p > 0 && p < 1)).toBe(true);
    expect(predicted[0]).toBeLessThan(0.2);
    expect(predicted[39]).toBeGreaterThan(0.8);
  });

  it("predicts from words and gaps it never saw", async () => {
    const table = Table.of({ x: ["a", "b", "a", "b"], n: [1, 2, 3, 4], y: ["p", "q", "p", "q"] });
    const model = await trainLogistic(table, { target: "y", task });
    const predicted = await model.predict(Table.of({ x: ["zebra", null], n: [null, 1e9] }));
    expect(predicted.every((p) => Number.isFinite(p))).toBe(true);
  });

  it("stops on request and says what is wrong", async () => {
    const table = censusLike(100, 1);
    await expect(trainLogistic(table, { target: "rich?", task, signal: AbortSignal.abort() })).rejects.toThrow("stopped on request");
    await expect(trainLogistic(table, { target: "rich?", task, penalty: 0 })).rejects.toThrow("penalty is 0");
  });
});
