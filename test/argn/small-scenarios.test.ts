import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { missingCount, numberColumn, stringColumn, takeCells } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { products } from "../helpers/products";

// the scenarios F9, F10 and F12 to F15 of the reference engine's end-to-end test
describe("a column that shall be complete", () => {
  const training = products(1000, 1).select(["amount", "datetime", "geo"]);
  const open = training.with(
    takeCells(
      training.column("datetime"),
      Int32Array.from({ length: 1000 }, (_, i) => (i % 4 === 0 ? -1 : i)),
    ),
  );

  test("has no missing cell, in new rows and beside given ones, whatever the training had", async () => {
    const argn = await TabularARGN.train(training, { seed: 1, epochs: 1, columns: { geo: "lat-long" } });
    const free = await argn.sample(1000);
    expect(missingCount(free.column("datetime")) + missingCount(free.column("geo"))).toBeGreaterThan(50);
    const complete = ["datetime", "geo"];
    const synthetic = await argn.sample(1000, { complete });
    expect(complete.map((name) => missingCount(synthetic.column(name)))).toEqual([0, 0]);
    const beside = await argn.sample(1000, { complete, given: open.select(["amount", "datetime"]) });
    expect(complete.map((name) => missingCount(beside.column(name)))).toEqual([0, 0]);
    for (let i = 0; i < 1000; i++)
      if (open.cell(i, "datetime") !== null) expect(beside.cell(i, "datetime")).toEqual(open.cell(i, "datetime"));
    const filled = await argn.impute(open, { columns: complete });
    expect(missingCount(filled.column("datetime"))).toBe(0);
  });

  test("is refused when it contradicts other wishes, or the model knows no value of it", async () => {
    const empty = training.with(numberColumn("nothing", new Array(1000).fill(null)));
    const argn = await TabularARGN.train(empty, { seed: 1, epochs: 1, columns: { geo: "lat-long" } });
    await expect(argn.sample(1, { complete: ["geoo"] })).rejects.toThrow('complete names "geoo"');
    await expect(argn.sample(1, { complete: ["nothing"] })).rejects.toThrow("knows no value of it");
    await expect(argn.sample(1, { complete: ["datetime"], rebalance: { datetime: { missing: 0.5 } } })).rejects.toThrow(
      "do one of the two",
    );
  });
});

describe("a table of nothing but a key", () => {
  test("gives new keys, and the given ones back", async () => {
    const keys = Array.from({ length: 1000 }, (_, i) => `K${String(10_000 + 7 * i)}`);
    const argn = await TabularARGN.train(Table.of({ id: keys }), { seed: 1 });
    const synthetic = await argn.sample(1000);
    expect([synthetic.rowCount, synthetic.columnNames]).toEqual([1000, ["id"]]);
    expect(missingCount(synthetic.column("id"))).toBe(0);
    const given = Table.of({ id: keys.slice(0, 100) });
    expect((await argn.sample(100, { given })).column("id")).toEqual(given.column("id"));
  });
});

describe("a key that is taken for categories", () => {
  const table = Table.of({ id: Array.from({ length: 1000 }, (_, i) => `key ${i}`), x: Array.from({ length: 1000 }, (_, i) => i % 2) });
  const options = { seed: 1, epochs: 1, size: "S", columns: { id: "categorical" }, rare: "constant" } as const;

  test("shows no key with protection, and keys without", async () => {
    const shown = async (protection: boolean): Promise<Set<unknown>> => {
      const argn = await TabularARGN.train(table, { ...options, protection });
      return new Set([...(await argn.sample(1000)).rows()].map(({ id }) => id));
    };
    expect([...(await shown(true))]).toEqual(["_RARE_"]);
    const open = await shown(false);
    expect(open.size).toBeGreaterThan(1);
    expect(open.has("_RARE_")).toBe(false);
  });
});

describe("a table of no row or one", () => {
  const typed = new Table([numberColumn("amount", [3]), stringColumn("type", ["A"]), takeCells(products(1, 1).column("date"), [0])]);
  const tables = [new Table([], 1), Table.of({ id: ["k1"] }), typed];

  test.each([0, 1])("of %i rows gives rows of the same columns where it is accepted", async (rows) => {
    for (const table of tables) {
      const argn = await TabularARGN.train(table.slice(0, rows), { seed: 1, epochs: 1, fewRows: "accept" });
      const synthetic = await argn.sample(rows);
      expect([synthetic.rowCount, synthetic.columnNames]).toEqual([rows, table.columnNames]);
      expect(synthetic.columns.map(({ type }) => type)).toEqual(table.columns.map(({ type }) => type));
      expect((await argn.sample(3)).rowCount).toBe(3);
    }
  });

  test("shows nothing of the row", async () => {
    const argn = await TabularARGN.train(typed, { seed: 1, fewRows: "accept" });
    expect([...(await argn.sample(5)).rows()].every((row) => Object.values(row).every((cell) => cell === null))).toBe(true);
  });

  test("is refused by default, with the way out", async () => {
    await expect(TabularARGN.train(typed)).rejects.toThrow(
      'only 1 row; a model needs at least 2, and learns something from about 100 on; with fewRows: "accept"',
    );
    await expect(TabularARGN.train(new Table([], 1))).rejects.toThrow("has no columns");
  });
});

describe("the time that training takes", () => {
  const training = products(10_000, 1).select(["amount", "product_type", "producer", "price", "price_category"]);

  test("ends with the allowed minutes, and the weights are there", async () => {
    const before = performance.now();
    const argn = await TabularARGN.train(training, { seed: 1, minutes: 2 / 60, batchSize: 8 });
    const seconds = (performance.now() - before) / 1000;
    expect(argn.stopReason).toBe("time is up");
    expect(seconds).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(8);
    expect((await argn.sample(10)).rowCount).toBe(10);
  });

  test("ends with the epochs", async () => {
    const before = performance.now();
    const argn = await TabularARGN.train(training, { seed: 1, epochs: 2, minutes: 10 });
    expect((performance.now() - before) / 1000).toBeLessThan(10);
    expect([argn.history.length, argn.stopReason]).toEqual([2, "all epochs done"]);
  });
});

describe("seed 42", () => {
  test("twice gives the same encodings, weights and rows, bit by bit", async () => {
    const folder = await mkdtemp(join(tmpdir(), "seed-"));
    const runs = [];
    for (const name of ["one", "two"]) {
      const argn = await TabularARGN.train(products(1000, 1), { seed: 42, epochs: 1, columns: { geo: "lat-long" } });
      await argn.save(join(folder, name));
      runs.push({ bytes: await readFile(join(folder, name)), rows: [...(await argn.sample(100, { seed: 42 })).rows()] });
    }
    await rm(folder, { recursive: true });
    expect(runs[0].bytes.equals(runs[1].bytes)).toBe(true);
    expect(runs[0].rows).toEqual(runs[1].rows);
  });
});
