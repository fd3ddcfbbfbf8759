import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { knownLaw } from "../helpers/known-law";

const CARDINALITIES = [4, 3, 5, 2];

/** Rows whose law is known, as letters: c2 depends on c0 and c1, c3 on c1 and c2. */
function letters(rows: number, seed: number): { table: Table; codes: readonly Int32Array[]; rowLoss: Float64Array } {
  const { table, rowLoss } = knownLaw(rows, CARDINALITIES, seed);
  const columns = table.codes.map((codes, j) =>
    stringColumn(
      `c${j}`,
      Array.from(codes, (code) => "abcdefgh"[code]),
    ),
  );
  return { table: new Table(columns), codes: table.codes, rowLoss };
}

describe("probabilities of a table whose law is known", () => {
  const training = letters(12_000, 1);
  const fresh = letters(6000, 2);
  let argn: TabularARGN;
  beforeAll(async () => {
    argn = await TabularARGN.train(training.table, { seed: 1, epochs: 25, protection: false });
  });

  test("probabilities() agree with counting, given some columns or none", async () => {
    for (const given of [["c0", "c1"], ["c3"], []]) {
      const { labels, shares } = await argn.probabilities(fresh.table.select(given), ["c2"]);
      const counts = new Map<string, Float64Array>();
      for (const row of training.table.rows()) {
        const key = given.map((name) => row[name]).join();
        const own = counts.get(key) ?? new Float64Array(labels.length);
        own[labels.findIndex(([label]) => label === row.c2)]++;
        counts.set(key, own);
      }
      let [difference, rows] = [0, 0];
      for (let i = 0; i < fresh.table.rowCount; i++) {
        const own = counts.get(given.map((name) => fresh.table.cell(i, name)).join());
        const total = own?.reduce((sum, hits) => sum + hits, 0) ?? 0;
        if (own === undefined || total < 200) continue;
        rows++;
        own.forEach((hits, l) => (difference += Math.abs(hits / total - shares[i * labels.length + l]) / 2));
      }
      expect(rows).toBeGreaterThan(3000);
      // the columns' own shares, without the given ones, are off by .3 and more
      expect(difference / rows).toBeLessThan(0.07);
    }
  });

  test("probabilities() of two columns together follow the chain rule and counting", async () => {
    const { labels, shares } = await argn.probabilities(fresh.table.select(["c0"]).slice(0, 500), ["c1", "c3"]);
    expect(labels.length).toBe(6);
    for (const letter of "abcd") {
      const rows = training.table.filter(({ c0 }) => c0 === letter);
      const i = Array.from({ length: 500 }, (_, row) => row).find((row) => fresh.table.cell(row, "c0") === letter) ?? -1;
      if (i < 0 || rows.rowCount < 300) continue;
      labels.forEach(([c1, c3], l) => {
        const counted = rows.filter((row) => row.c1 === c1 && row.c3 === c3).rowCount / rows.rowCount;
        expect(Math.abs(counted - shares[i * labels.length + l])).toBeLessThan(0.09);
      });
    }
  });

  test("logProbability() is the logarithm of the law", async () => {
    const found = await argn.logProbability(fresh.table);
    let [sum, difference] = [0, 0];
    found.forEach((value, i) => {
      sum += value;
      difference += value + fresh.rowLoss[i];
    });
    // the network cannot be better than the law, and is hardly worse
    expect(difference / found.length).toBeLessThan(0.01);
    expect(difference / found.length).toBeGreaterThan(-0.08);
    expect(Math.abs(sum / found.length - difference / found.length + fresh.rowLoss.reduce((a, b) => a + b) / found.length)).toBeLessThan(
      1e-6,
    );
  });

  test("predict() names the likeliest value", async () => {
    const predicted = await argn.predict(fresh.table.drop(["c3"]), "c3");
    const { labels, shares } = await argn.probabilities(fresh.table.drop(["c3"]), ["c3"]);
    const column = new Table([predicted]);
    for (let i = 0; i < 500; i++) {
      const likelier = shares[i * 2] >= shares[i * 2 + 1] ? 0 : 1;
      expect(column.cell(i, "c3")).toBe(labels[likelier][0]);
    }
  });

  test("outlierScores() are calibrated: of fresh rows a share of q scores 1 - q or more", async () => {
    const scores = await argn.outlierScores(fresh.table, { reference: training.table });
    for (const share of [0.01, 0.05, 0.2, 0.5]) {
      const above = scores.filter((score) => score >= 1 - share).length / scores.length;
      // 120 different rows: a score is shared by many, so that fewer may reach a threshold, hardly ever more
      expect(above - share).toBeLessThan(0.01);
      expect(above - share).toBeGreaterThan(-0.12);
    }
    const own = await argn.outlierScores(fresh.table);
    const above = own.filter((score) => score >= 0.8).length / own.length;
    expect(Math.abs(above - 0.2)).toBeLessThan(0.12);
  });

  test("unusualness() trusts what the data holds, and not what it lacks", async () => {
    const odd = new Table([stringColumn("c0", ["a", "b"]), stringColumn("c1", ["a", "a"])]);
    const { logProbability, quantile, trusted } = await argn.unusualness(odd);
    const shareOf = (letter: string): number =>
      training.table.filter(({ c0, c1 }) => c0 === letter && c1 === "a").rowCount / training.table.rowCount;
    ["a", "b"].forEach((letter, i) => expect(Math.abs(Math.exp(logProbability[i]) - shareOf(letter))).toBeLessThan(0.03));
    expect(trusted.length).toBe(2);
    expect(quantile.every((share) => share >= 0 && share <= 1)).toBe(true);
    await expect(argn.unusualness(Table.of({ other: ["x"] }))).rejects.toThrow("none of their columns");
  });
});

describe("rows far outside the data", () => {
  test("a combination never seen together is not trusted", async () => {
    const rows = 2000;
    const side = Array.from({ length: rows }, (_, i) => i % 2);
    const table = new Table([
      stringColumn(
        "kind",
        side.map((s) => (s === 0 ? "cat" : "dog")),
      ),
      numberColumn(
        "weight",
        side.map((s, i) => (s === 0 ? 3 + (i % 30) / 10 : 20 + (i % 20))),
      ),
    ]);
    const argn = await TabularARGN.train(table, { seed: 1, epochs: 30 });
    const { trusted, quantile } = await argn.unusualness(Table.of({ kind: ["cat", "cat", "dog"], weight: [4, 35, 4] }), {
      reference: table,
    });
    expect(trusted).toEqual([true, false, false]);
    expect(quantile[0]).toBeGreaterThan(quantile[1]);
  });
});
