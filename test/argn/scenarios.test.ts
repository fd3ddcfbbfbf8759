import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { Rng } from "../../lib/base/random";
import { numberColumn, stringColumn, takeCells } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { products } from "../helpers/products";

const LEARNT = ["amount", "product_type", "producer", "price", "price_category"];

/** Share of rows with this value, among those for which the test holds. */
function share(table: Table, name: string, value: string, test: (row: ReturnType<Table["row"]>) => boolean = () => true): number {
  let all = 0;
  let hits = 0;
  for (const row of table.rows()) {
    if (!test(row)) continue;
    all++;
    if (row[name] === value) hits++;
  }
  return hits / all;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

// the scenarios F1 to F13 of the reference engine's end-to-end test, with its tolerances or tighter ones
describe("a model of products", () => {
  const training = products(10_000, 1);
  let argn: TabularARGN;
  beforeAll(async () => {
    argn = await TabularARGN.train(training.select(LEARNT), { seed: 1, epochs: 10 });
  });

  test("samples the same columns and as many rows as asked for", async () => {
    const synthetic = await argn.sample(10_000, { seed: 2 });
    expect(synthetic.rowCount).toBe(10_000);
    expect(synthetic.columnNames).toEqual(LEARNT);
    expect(synthetic.columns.map(({ type }) => type)).toEqual(training.select(LEARNT).columns.map(({ type }) => type));
  });

  test("learns that products above 15 are expensive", async () => {
    const synthetic = await argn.sample(10_000, { seed: 2 });
    expect(share(synthetic, "price_category", "Expensive", ({ price }) => Number(price) > 15)).toBeGreaterThan(0.95);
  });

  test("forgets rules at temperature 10 and keeps them at .5 with top-p .9", async () => {
    const above = ({ price }: { price?: unknown }): boolean => Number(price) > 15;
    const hot = await argn.sample(5000, { seed: 3, temperature: 10 });
    expect(share(hot, "price_category", "Expensive", above)).toBeGreaterThan(0.5);
    expect(share(hot, "price_category", "Expensive", above)).toBeLessThan(0.7);
    const cold = await argn.sample(5000, { seed: 3, temperature: 0.5, topP: 0.9 });
    expect(share(cold, "price_category", "Expensive", above)).toBeGreaterThan(0.9);
  });

  test("draws prices that fit given amounts and types, and leaves what is given untouched", async () => {
    const types = Array.from({ length: 5000 }, (_, i) => (i < 2500 ? "A" : "B"));
    const amounts = types.map((_, i) => 10 + (i % 41));
    const given = Table.of({ id: types.map((_, i) => i), product_type: types, amount: amounts });
    const synthetic = await argn.sample(5000, { given, seed: 4 });
    expect(synthetic.columnNames).toEqual(LEARNT);
    for (const name of ["product_type", "amount"]) {
      expect(Array.from({ length: 5000 }, (_, i) => synthetic.cell(i, name))).toEqual(name === "amount" ? amounts : types);
    }
    const prices = Array.from({ length: 5000 }, (_, i) => Number(synthetic.cell(i, "price")));
    expect(Math.abs(median(prices.slice(2500).map((price, i) => 1 - (0.7 * price) / prices[i])))).toBeLessThan(0.05);
  });

  test("gives no rows for no given rows, and uses one given row for all", async () => {
    const none = await argn.sample(0, { given: Table.of({ amount: [] }) });
    expect([none.rowCount, none.columnNames]).toEqual([0, LEARNT]);
    const one = await argn.sample(7, { given: Table.of({ product_type: ["C"] }) });
    expect(share(one, "product_type", "C")).toBe(1);
  });

  test("reads given numbers from text, and ignores columns that it does not know", async () => {
    const given = new Table([stringColumn("amount", ["20", "30", "40"]), stringColumn("colour", ["red", "red", "red"])]);
    const synthetic = await argn.sample(3, { given });
    expect(synthetic.columnNames).toEqual(LEARNT);
    expect(Array.from({ length: 3 }, (_, i) => synthetic.cell(i, "amount"))).toEqual([20, 30, 40]);
  });

  test("gives every producer the share that is asked for", async () => {
    const names = ["A", "B", "C", "D", "E"];
    const shares = Object.fromEntries(names.map((name) => [name, 0.2]));
    const synthetic = await argn.sample(10_000, { rebalance: { producer: shares }, seed: 5 });
    for (const name of names) expect(Math.abs(share(synthetic, "producer", name) - 0.2)).toBeLessThan(0.02);
  });

  test.each([
    ["price_category", ["product_type"]],
    ["producer", ["product_type"]],
    ["producer", ["price_category", "product_type"]],
  ])("gives %s the same shares across %s", async (outcome, across) => {
    const synthetic = await argn.sample(10_000, { parity: { outcome, across }, seed: 8 });
    const groups = new Map<string, Map<unknown, number>>();
    for (const row of synthetic.rows()) {
      const key = across.map((name) => row[name]).join();
      const counts = groups.get(key) ?? new Map<unknown, number>();
      groups.set(key, counts.set(row[outcome], (counts.get(row[outcome]) ?? 0) + 1));
    }
    const shares = [...groups.values()].map((counts) => {
      const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
      return new Map([...counts].map(([value, count]) => [value, count / rows]));
    });
    const values = [...new Set(shares.flatMap((group) => [...group.keys()]))];
    for (const group of shares) {
      const differences = values.map((value) => Math.abs((group.get(value) ?? 0) - (shares[0].get(value) ?? 0)));
      expect(differences.reduce((sum, difference) => sum + difference, 0) / values.length).toBeLessThan(0.05);
    }
  });

  test("never emits a value that too few rows share", async () => {
    const synthetic = await argn.sample(10_000, { seed: 6 });
    for (const row of synthetic.rows()) expect(String(row.producer)).toMatch(/^[A-E]$/);
  });

  test("fills the holes of a few real rows, and leaves what is not to be filled", async () => {
    // one row lacks its type, which is not to be filled; in each column to fill every other cell is missing, by chance
    const holdout = products(20, 12).select(["amount", "product_type", "price", "price_category"]);
    const chance = new Rng("holes");
    const open = (name: string): Int32Array =>
      Int32Array.from({ length: 20 }, (_, i) => (chance.fork(name).fork(i).uniform() < 0.5 ? -1 : i));
    const holed = holdout
      .with(takeCells(holdout.column("price"), open("price")))
      .with(takeCells(holdout.column("price_category"), open("category")))
      .with(
        takeCells(
          holdout.column("product_type"),
          Int32Array.from({ length: 20 }, (_, i) => (i === 3 ? -1 : i)),
        ),
      );
    const shares: number[] = [];
    // the reference allows three reruns
    for (const seed of [1, 2, 3, 4]) {
      const filled = await argn.impute(holed, { columns: ["price", "price_category"], seed });
      let violations = 0;
      for (let i = 0; i < 20; i++) {
        const [before, after] = [holed.row(i), filled.row(i)];
        for (const name of holed.columnNames) if (before[name] !== null) expect(after[name]).toEqual(before[name]);
        expect([after.price, after.price_category]).not.toContain(null);
        if (after.product_type !== null && Math.abs(Number(after.price) / Number(holdout.cell(i, "price")) - 1) > 0.05) violations++;
        if (after.price_category !== (Number(after.price) < 15 ? "Cheap" : "Expensive")) violations++;
      }
      expect(filled.cell(3, "product_type")).toBeNull();
      shares.push(violations / 40);
    }
    expect(Math.min(...shares)).toBeLessThanOrEqual(0.05);
  });

  test("fills holes by the rules of the row, and leaves the other cells alone", async () => {
    const holdout = products(200, 9).select(LEARNT);
    const holed = holdout
      .with(
        numberColumn(
          "price",
          Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? null : Number(holdout.cell(i, "price")))),
        ),
      )
      .with(
        stringColumn(
          "price_category",
          Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? null : String(holdout.cell(i, "price_category")))),
        ),
      );
    const filled = await argn.impute(holed, { draws: 5, seed: 7 });
    let violations = 0;
    for (let i = 0; i < 200; i++) {
      const [before, after] = [holed.row(i), filled.row(i)];
      for (const name of LEARNT) if (before[name] !== null) expect(after[name]).toEqual(before[name]);
      const expected = Number(holdout.cell(i, "price"));
      if (before.price === null && Math.abs(Number(after.price) / expected - 1) > 0.05) violations++;
      if (before.price_category === null && after.price_category !== (Number(after.price) < 15 ? "Cheap" : "Expensive")) violations++;
    }
    expect(violations / 400).toBeLessThanOrEqual(0.05);
  });

  test("predicts and gives probabilities that sum to 1", async () => {
    const holdout = products(500, 10).select(LEARNT);
    const known = holdout.drop(["price_category"]);
    const predicted = await argn.predict(known, "price_category");
    const truth = holdout.column("price_category");
    let right = 0;
    for (let i = 0; i < 500; i++)
      if (new Table([predicted]).cell(i, "price_category") === new Table([truth]).cell(i, "price_category")) right++;
    expect(right).toBeGreaterThan(480);
    const { labels, shares } = await argn.probabilities(known.drop(["product_type"]), ["product_type", "price_category"]);
    expect(labels.length % 2).toBe(0);
    for (let i = 0; i < 500; i++) {
      const sum = shares.subarray(i * labels.length, (i + 1) * labels.length).reduce((total, value) => total + value, 0);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
    }
  });

  test("finds a row that breaks the rules less probable", async () => {
    const usual = Table.of({ amount: [20], product_type: ["A"], producer: ["A"], price: [35], price_category: ["Expensive"] });
    const odd = usual.with(stringColumn("price_category", ["Cheap"]));
    const [[likely], [unlikely]] = [await argn.logProbability(usual), await argn.logProbability(odd)];
    expect(likely).toBeLessThan(0);
    expect(unlikely).toBeLessThan(likely - 2);
  });
});
