import { describe, expect, it } from "vitest";
import { assess } from "../../lib/quality/assess";
import type { AssessPart } from "../../lib/quality/assess-options";
import { type Scores, unpackPairTable } from "../../lib/quality/scores";
import { booleanColumn, numberColumn, stringColumn, textOf } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { corrupted, people } from "./planted";

const training = people(800, 1);
const holdout = people(800, 2);
const fresh = people(800, 3);
const quick: { parts: AssessPart[] } = { parts: ["accuracy", "distances"] };

const withoutTime = ({ seconds: _seconds, ...scores }: Scores): Omit<Scores, "seconds"> => scores;

describe("assess()", () => {
  it("finds fresh real rows within the bands", async () => {
    const scores = await assess({ training, holdout, synthetic: fresh }, quick);
    for (const measure of [scores.accuracy, scores.univariate, scores.bivariate, scores.trivariate]) {
      const [low, high] = measure.band ?? [NaN, NaN];
      expect(measure.value).toBeGreaterThan(low - 0.01);
      expect(measure.value).toBeLessThan(high + 0.01);
    }
    const [low, high] = scores.distances.dcrShare.interval ?? [NaN, NaN];
    expect(scores.distances.dcrShare.value).toBeGreaterThan(low);
    expect(scores.distances.dcrShare.value).toBeLessThan(high);
    expect(scores.similarity.centroidCosine.value).toBeGreaterThan(0.99);
    expect(scores.discriminator.auc.notComputed).toBe("not asked for");
  });

  it("falls when 10, 20, 40 % of the cells are corrupted, pairs and triples alone", async () => {
    const all = await Promise.all(
      [0, 0.1, 0.2, 0.4].map((share) => assess({ training, holdout, synthetic: corrupted(fresh, share) }, quick)),
    );
    for (const part of ["bivariate", "trivariate"] as const) {
      const values = all.map((scores) => scores[part].value ?? NaN);
      expect(values).toEqual([...values].sort((a, b) => b - a));
      expect(values[0] - values[3]).toBeGreaterThan(0.02);
    }
    const values = all.map((scores) => scores.univariate.value ?? NaN);
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(0.02);
  });

  it("lowers the row of a shifted column only", async () => {
    const shifted = fresh.with(
      numberColumn(
        "age",
        Float64Array.from({ length: 800 }, (_, i) => Number(fresh.cell(i, "age")) + 12),
      ),
    );
    const [before, after] = [
      await assess({ training, holdout, synthetic: fresh }, quick),
      await assess({ training, holdout, synthetic: shifted }, quick),
    ];
    before.univariate.byColumn.forEach(({ column, value }, j) => {
      const drop = (value ?? NaN) - (after.univariate.byColumn[j].value ?? NaN);
      expect(drop > 0.1).toBe(column === "age");
    });
    before.bivariate.byPair.forEach(({ columns, value }, p) => {
      const drop = (value ?? NaN) - (after.bivariate.byPair[p].value ?? NaN);
      expect(drop > 0.05).toBe(columns.includes("age"));
    });
  });

  it("gives the same bytes for the same seed, whatever the number of threads, and survives JSON", async () => {
    const one = await assess({ training, holdout, synthetic: fresh }, { seed: 7, threads: 1, discriminatorRows: 200 });
    const two = await assess({ training, holdout, synthetic: fresh }, { seed: 7, threads: 2, discriminatorRows: 200 });
    expect(JSON.stringify(withoutTime(two))).toBe(JSON.stringify(withoutTime(one)));
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    expect(JSON.stringify(one)).not.toMatch(/null|NaN/);
  });

  it("computes what it can without a holdout", async () => {
    const scores = await assess({ training, synthetic: fresh }, { discriminatorRows: 200 });
    expect(scores.rows.holdout).toBe(0);
    expect(scores.accuracy.reference).toBeGreaterThan(0.8);
    expect(scores.distances.dcr.value).toBeGreaterThan(0);
    expect(scores.distances.dcrShare.notComputed).toMatch(/holdout/);
    expect(scores.discriminator.auc.reference).toBeGreaterThan(0.4);
  });

  it("shows no bin with 1 to 4 real rows, and no smallest or largest value", async () => {
    const odd = new Table([
      numberColumn(
        "pay",
        Float64Array.from({ length: 203 }, (_, i) => (i < 3 ? 7_777_770 + i : i)),
      ),
      stringColumn(
        "job",
        Array.from({ length: 203 }, (_, i) => (i === 0 ? "queen" : i === 1 ? null : "cook")),
      ),
    ]);
    const scores = await assess({ training: odd, synthetic: odd }, { parts: ["accuracy"] });
    for (const { training: shares } of scores.distributions) {
      for (const share of shares) expect(share === 0 || Math.round(share * 203) >= 5).toBe(true);
    }
    const shown = JSON.stringify(scores);
    expect(shown).not.toMatch(/queen|777777[0-9]/);
    for (const table of scores.pairTables) {
      const { real } = unpackPairTable(table);
      for (const share of real) expect(Number.isNaN(share) || share === 0 || Math.round(share * 203) >= 5).toBe(true);
    }
  });

  it("packs pair tables that add up", async () => {
    const scores = await assess({ training, holdout, synthetic: fresh }, { parts: ["accuracy"] });
    expect(scores.pairTables).toHaveLength(15);
    const { columns, ...packed } = scores.pairTables[0];
    const { synthetic } = unpackPairTable({ columns, ...packed });
    const [rows, cells] = columns.map((name) => scores.distributions.find(({ column }) => column === name)?.labels.length ?? 0);
    expect(synthetic).toHaveLength(rows * cells);
    expect(synthetic.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
  });

  it("reports progress and stops on request", async () => {
    const stop = new AbortController();
    const parts = new Set<string>();
    const work = assess(
      { training, holdout, synthetic: fresh },
      {
        signal: stop.signal,
        onProgress: ({ part, share }) => {
          parts.add(part);
          expect(share >= 0 && share <= 1).toBe(true);
          if (part === "discriminator") stop.abort();
        },
      },
    );
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    expect([...parts]).toEqual(["counts", "distances", "discriminator"]);
  });
});

describe("assess() of odd tables", () => {
  const finite = (scores: Scores): void => {
    expect(JSON.stringify(scores)).not.toMatch(/:null|NaN|Infinity/);
    expect(scores.accuracy.value !== undefined || scores.accuracy.notComputed.length > 5).toBe(true);
  };

  it("matches columns by name, reads other types, and says so", async () => {
    const text = stringColumn(
      "age",
      Array.from({ length: 800 }, (_, i) => (i === 0 ? "old" : textOf(fresh.column("age"), i))),
    );
    const other = fresh
      .select(["city", "pay", "since", "job"])
      .with(text)
      .with(stringColumn("extra", new Array<string>(800).fill("x")));
    const scores = await assess({ training, holdout, synthetic: other }, quick);
    expect(scores.notes.join("\n")).toMatch(/"smokes"[\s\S]*"extra"[\s\S]*"age".*1 cell could not be read/);
    expect(scores.univariate.byColumn.find(({ column }) => column === "smokes")?.notComputed).toMatch(/no column "smokes"/);
    expect(scores.univariate.byColumn.find(({ column }) => column === "age")?.value).toBeGreaterThan(0.9);
    finite(scores);
  });

  it.each([0, 1, 2, 9])("gives reasons in place of numbers for %i synthetic rows", async (rows) =>
    finite(await assess({ training, holdout, synthetic: fresh.slice(0, rows) })),
  );
  it.each([0, 1, 2])("gives reasons in place of numbers for %i training rows", async (rows) =>
    finite(await assess({ training: training.slice(0, rows), synthetic: fresh })),
  );
  it("takes an empty holdout for none", async () =>
    expect((await assess({ training, holdout: holdout.slice(0, 0), synthetic: fresh }, quick)).rows.holdout).toBe(0));

  it("takes one column, constant columns, empty columns and strange names", async () => {
    const strange = (table: Table): Table =>
      new Table([
        numberColumn("", new Float64Array(table.rowCount).fill(7)),
        stringColumn("__proto__", new Array<null>(table.rowCount).fill(null)),
        numberColumn('a."b" \u{1F600}', new Float64Array(table.rowCount).fill(NaN)),
        booleanColumn("constructor", new Array<boolean>(table.rowCount).fill(true)),
      ]);
    finite(await assess({ training: strange(training), holdout: strange(holdout), synthetic: strange(fresh) }, { discriminatorRows: 100 }));
    for (const name of training.columnNames)
      finite(await assess({ training: training.select([name]), holdout: holdout.select([name]), synthetic: fresh.select([name]) }, quick));
    finite(await assess({ training, holdout, synthetic: strange(fresh) }, quick));
  });

  it("takes a hundred columns", async () => {
    const wide = (table: Table): Table => new Table(Array.from({ length: 100 }, (_, j) => ({ ...table.columns[j % 6], name: `c${j}` })));
    const scores = await assess({ training: wide(training), holdout: wide(holdout), synthetic: wide(fresh) }, quick);
    expect(scores.bivariate.byPair).toHaveLength(4950);
    expect(scores.pairTables).toHaveLength(300);
    finite(scores);
  });

  it("refuses what is no table, and unknown options", async () => {
    // @ts-expect-error: a caller without types
    await expect(assess({ training, synthetic: [1, 2] })).rejects.toThrow(/synthetic is not a Table/);
    // @ts-expect-error: a misspelt option
    await expect(assess({ training, synthetic: fresh }, { seeds: 1 })).rejects.toThrow(/Did you mean "seed"/);
    await expect(assess({ training, synthetic: fresh }, { bins: 1 })).rejects.toThrow(/bins is 1/);
  });
});
