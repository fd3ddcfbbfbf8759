import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/base/random";
import { missingCount, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { fillByTrees } from "../../lib/tasks/fill-by-trees";
import { fillFromColumn } from "../../lib/tasks/fill-from-column";
import { hideCells } from "../../lib/tasks/hide-cells";
import { imputationScores } from "../../lib/tasks/imputation-scores";

/** kind tells the size nearly, and colour says nothing. */
function animals(rows: number): Table {
  const rng = new Rng("animals");
  const kinds = Array.from({ length: rows }, () => rng.pick(["cat", "dog", "dog", "horse"]));
  const size: Readonly<Record<string, number>> = { cat: 4, dog: 20, horse: 500 };
  return new Table([
    stringColumn("kind", kinds),
    numberColumn(
      "size",
      kinds.map((kind) => size[kind] + rng.integer(3)),
    ),
    stringColumn(
      "colour",
      kinds.map(() => rng.pick(["black", "white", "brown"])),
    ),
  ]);
}

describe("imputation without a network", () => {
  const truth = animals(2000);
  const holed = hideCells(truth, { columns: ["kind", "size", "colour"], share: 0.2, seed: 2 });

  test("hideCells() hides the share that is asked for, and nothing elsewhere", () => {
    for (const column of holed.columns) expect(Math.abs(missingCount(column) / 2000 - 0.2)).toBeLessThan(0.03);
    const part = hideCells(truth, { columns: ["kind"], share: 0.5, seed: 2 });
    expect([missingCount(part.column("size")), part.column("colour")]).toEqual([0, truth.column("colour")]);
    expect(() => hideCells(truth, { columns: ["kind"], share: 2 })).toThrow("share is 2");
  });

  test("fillFromColumn() takes the middle of each column", () => {
    const filled = fillFromColumn(holed);
    const kinds = new Set([...filled.rows()].filter((_, i) => holed.cell(i, "kind") === null).map(({ kind }) => kind));
    expect([...kinds]).toEqual(["dog"]);
    expect(filled.columns.map(missingCount)).toEqual([0, 0, 0]);
    const scores = imputationScores(truth, holed, filled);
    expect(Math.abs(scores[0].accuracy - 0.5)).toBeLessThan(0.1);
    expect(Math.abs(scores[0].distance - 0.5)).toBeLessThan(0.1);
  });

  test("fillByTrees() finds what another column tells, and keeps the distribution of what none tells", async () => {
    const [kind, size, colour] = imputationScores(truth, holed, await fillByTrees(holed, { seed: 1 }));
    expect(kind.accuracy).toBeGreaterThan(0.85);
    expect(size.meanError).toBeLessThan(50);
    expect(colour.distance).toBeLessThan(0.1);
    const [middle] = imputationScores(truth, holed, await fillByTrees(holed, { seed: 1, leaf: "middle" }));
    expect(middle.accuracy).toBeGreaterThanOrEqual(kind.accuracy - 0.02);
    expect(await fillByTrees(holed, { seed: 1 })).toEqual(await fillByTrees(holed, { seed: 1 }));
  });

  test("leaves a column without any cell, and a table without holes", async () => {
    const empty = truth.with(numberColumn("none", new Array(2000).fill(null)));
    expect((await fillByTrees(empty)).column("none")).toEqual(empty.column("none"));
    expect(await fillByTrees(truth)).toEqual(truth);
    expect(fillFromColumn(empty)).toEqual(empty);
  });

  test("imputationScores() of the truth is perfect, and refuses other rows", () => {
    for (const { accuracy, distance } of imputationScores(truth, holed, truth)) expect([accuracy, distance]).toEqual([1, 0]);
    expect(() => imputationScores(truth, holed, truth.slice(0, 3))).toThrow("the same rows");
  });
});
