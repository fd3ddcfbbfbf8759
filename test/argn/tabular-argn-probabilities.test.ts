import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { Rng } from "../../lib/base/random";
import { numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { type KnownLaw, knownLaw } from "../helpers/known-law";

const CARDINALITIES = [4, 3, 5, 2];

/** Rows whose law is known, as letters: c2 depends on c0 and c1, c3 on c1 and c2. */
function letters(rows: number, seed: number): { table: Table; law: KnownLaw } {
  const law = knownLaw(rows, CARDINALITIES, seed);
  const columns = law.table.codes.map((codes, j) =>
    stringColumn(
      `c${j}`,
      Array.from(codes, (code) => "abcdefgh"[code]),
    ),
  );
  return { table: new Table(columns), law };
}

/** All rows that the law can give. */
const EVERY_ROW = CARDINALITIES.reduce<number[][]>(
  (rows, cardinality) => rows.flatMap((row) => Array.from({ length: cardinality }, (_, code) => [...row, code])),
  [[]],
);

/** The exact shares of the targets' values, given the codes of other columns. */
function exactShares(law: KnownLaw, known: ReadonlyMap<number, number>, targets: readonly number[]): Map<string, number> {
  const shares = new Map<string, number>();
  let total = 0;
  for (const row of EVERY_ROW) {
    if ([...known].some(([column, code]) => row[column] !== code)) continue;
    const label = targets.map((column) => "abcdefgh"[row[column]]).join();
    const probability = law.probability(row);
    shares.set(label, (shares.get(label) ?? 0) + probability);
    total += probability;
  }
  return new Map([...shares].map(([label, share]) => [label, share / total]));
}

const number = (name: string): number => Number(name.slice(1));

describe("probabilities of a table whose law is known", () => {
  const training = letters(12_000, 1);
  const fresh = letters(6000, 2);
  let argn: TabularARGN;
  beforeAll(async () => {
    argn = await TabularARGN.train(training.table, { seed: 1, protection: false });
  });

  // what the model says, what the law says and what came out, in all rows
  test.each<[readonly string[], readonly string[]]>([
    [["c2"], ["c0", "c1"]],
    [["c2"], ["c3"]],
    [["c2"], []],
    [["c0"], ["c1", "c2", "c3"]],
    [["c1"], ["c3"]],
    [["c3"], ["c0", "c1", "c2"]],
    [["c1", "c3"], ["c0"]],
    [["c0", "c2"], ["c3"]],
  ])("of %s given %s are those of the law, and calibrated", async (targets, given) => {
    const { labels, shares } = await argn.probabilities(fresh.table.select(given), targets);
    const known = new Map<string, Map<string, number>>();
    const bins = Array.from({ length: 10 }, () => ({ said: 0, seen: 0 }));
    let difference = 0;
    for (let i = 0; i < fresh.table.rowCount; i++) {
      const codes = given.map((name) => fresh.law.table.codes[number(name)][i]);
      const key = codes.join();
      const exact =
        known.get(key) ?? exactShares(fresh.law, new Map(given.map((name, g) => [number(name), codes[g]])), targets.map(number));
      known.set(key, exact);
      const came = targets.map((name) => fresh.table.cell(i, name)).join();
      labels.forEach((label, l) => {
        const share = shares[i * labels.length + l];
        difference += Math.abs(share - (exact.get(label.join()) ?? 0)) / 2;
        const bin = bins[Math.min(9, Math.floor(10 * share))];
        bin.said += share;
        if (came === label.join()) bin.seen++;
      });
    }
    // total variation, mean over rows; the columns' own shares, without the given ones, are off by .3 and more
    expect(difference / fresh.table.rowCount).toBeLessThan(0.06);
    // of all that is given a probability near p, a share of p comes out: mean gap over ten bins, weighted by rows
    const gap = bins.reduce((sum, { said, seen }) => sum + Math.abs(said - seen), 0) / shares.length;
    expect(gap).toBeLessThan(0.03);
  });

  test("logProbability() is the logarithm of the law", async () => {
    const found = await argn.logProbability(fresh.table);
    const gap = found.reduce((sum, value, i) => sum + value + fresh.law.rowLoss[i], 0) / found.length;
    // the network cannot be better than the law, and is hardly worse
    expect(gap).toBeLessThan(0.01);
    expect(gap).toBeGreaterThan(-0.06);
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
    const shareAbove = (scores: Float64Array, share: number): number => scores.filter((score) => score >= 1 - share).length / scores.length;
    const byReference = await argn.outlierScores(fresh.table, { reference: training.table });
    const byOwnRows = await argn.outlierScores(fresh.table);
    // 120 different rows: a score is shared by many of them, so that steps of up to .03 are in the nature of the scores
    for (const share of [0.01, 0.05, 0.2, 0.5]) {
      expect(Math.abs(shareAbove(byReference, share) - share)).toBeLessThan(0.03);
      expect(Math.abs(shareAbove(byOwnRows, share) - share)).toBeLessThan(0.06);
    }
  });

  test("outlierScores() of rows that all differ are calibrated to a hundredth", async () => {
    const numbers = (seed: string): Table => {
      const rng = new Rng(seed);
      const x = Array.from({ length: 6000 }, () => rng.normal());
      return Table.of({
        x: x.map((value) => Math.round(1e6 * value)),
        y: x.map((value) => Math.round(1e6 * (value + 0.5 * rng.normal()))),
      });
    };
    const model = await TabularARGN.train(numbers("training"), { seed: 1, epochs: 10 });
    const scores = await model.outlierScores(numbers("fresh"), { reference: numbers("reference") });
    for (const share of [0.01, 0.05, 0.2, 0.5]) {
      const above = scores.filter((score) => score >= 1 - share).length / scores.length;
      // three standard deviations of 6,000 rows against 6,000
      expect(Math.abs(above - share)).toBeLessThan(3 * Math.sqrt((2 * share * (1 - share)) / 6000));
    }
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
