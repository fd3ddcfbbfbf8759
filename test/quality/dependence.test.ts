import { describe, expect, it } from "vitest";
import { columnDifferences } from "../../lib/quality/column-differences";
import { dependence } from "../../lib/quality/dependence";
import { numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { corrupted, people } from "./planted";

const [training, holdout, fresh] = [people(1500, 1), people(1500, 2), people(1500, 3)];

describe("dependence()", () => {
  it("picks the statistic by the kinds of the columns and finds the planted relations", async () => {
    const { byPair, mean } = await dependence({ training, holdout, synthetic: fresh });
    const pair = (a: string, b: string) => byPair.find(({ columns }) => columns[0] === a && columns[1] === b);
    expect(pair("age", "pay")).toMatchObject({ statistic: "spearman" });
    expect(pair("age", "job")).toMatchObject({ statistic: "correlation-ratio" });
    expect(pair("job", "smokes")).toMatchObject({ statistic: "cramers-v" });
    const found = pair("age", "pay");
    expect(found?.notComputed === undefined && found !== undefined && found.training > 0.7).toBe(true);
    expect(mean.value).toBeLessThan(2 * (mean.reference ?? 0) + 0.01);
  });

  it("rises when 10, 20, 40 % of the cells are corrupted", async () => {
    const all = await Promise.all([0, 0.1, 0.2, 0.4].map((share) => dependence({ training, holdout, synthetic: corrupted(fresh, share) })));
    const means = all.map(({ mean }) => mean.value ?? NaN);
    expect(means).toEqual([...means].sort((a, b) => a - b));
    expect(means[3]).toBeGreaterThan(3 * (all[3].mean.reference ?? NaN));
  });

  it("says why where a pair has no dependence to speak of", async () => {
    const odd = new Table([numberColumn("constant", [1, 1, 1]), stringColumn("empty", [null, null, null]), numberColumn("x", [1, 2, 3])]);
    const { byPair, mean } = await dependence({ training: odd, synthetic: odd });
    expect(byPair).toHaveLength(3);
    expect(byPair.every(({ notComputed }) => notComputed !== undefined)).toBe(true);
    expect(mean.notComputed).toMatch(/no pair/);
  });
});

describe("columnDifferences()", () => {
  const of = (column: string, synthetic: Table) => {
    const found = columnDifferences({ training, holdout, synthetic }).find((difference) => difference.column === column);
    if (found === undefined) throw new Error("no such column");
    return found;
  };

  it("is near its reference for fresh rows", () => {
    const pay = of("pay", fresh);
    expect(pay.kolmogorovSmirnov.value).toBeLessThan(0.06);
    expect(pay.wasserstein.value).toBeLessThan(0.1);
    expect(pay.jensenShannon.value).toBeLessThan(0.01);
    expect(Math.abs((pay.missingShare.value ?? 0) - (pay.missingShare.reference ?? 1))).toBeLessThan(0.03);
    expect(of("job", fresh).kolmogorovSmirnov.notComputed).toMatch(/numbers/);
  });

  it("a doubled missing share moves the missing share alone", () => {
    const column = fresh.column("pay");
    const cells = Array.from({ length: 1500 }, (_, i) => (i % 12 === 0 ? null : column.type === "number" ? column.values[i] : null));
    const [before, after] = [of("pay", fresh), of("pay", fresh.with(numberColumn("pay", cells)))];
    expect(after.missingShare.value).toBeGreaterThan(1.7 * (before.missingShare.value ?? NaN));
    expect(Math.abs((after.kolmogorovSmirnov.value ?? 0) - (before.kolmogorovSmirnov.value ?? 1))).toBeLessThan(0.02);
  });

  it("a shift moves distances and adherence; a dropped category moves coverage alone", () => {
    const shifted = of(
      "age",
      fresh.with(
        numberColumn(
          "age",
          Array.from({ length: 1500 }, (_, i) => Number(fresh.cell(i, "age")) + 20),
        ),
      ),
    );
    expect(shifted.kolmogorovSmirnov.value).toBeGreaterThan(0.3);
    expect(shifted.adherence.value).toBeLessThan(0.9);
    const dropped = of(
      "job",
      fresh.filter((row) => row.job !== "teacher"),
    );
    expect(dropped.coverage.value).toBeCloseTo(0.8, 12);
    expect(dropped.adherence.value).toBe(1);
  });

  it("survives empty tables", () => {
    const empty = columnDifferences({ training, synthetic: fresh.slice(0, 0) });
    expect(JSON.stringify(empty)).not.toMatch(/null|NaN/);
    expect(empty[0].kolmogorovSmirnov.notComputed).toBeDefined();
  });
});

describe("dependence() of two categories", () => {
  it("tells how much of either the other takes away", async () => {
    // the month gives the season away, the season not the month
    const months = Array.from({ length: 240 }, (_, i) => i % 12);
    const table = Table.of({ month: months.map((month) => `m${month}`), season: months.map((month) => `s${Math.floor(month / 3)}`) });
    const { byPair } = await dependence({ training: table, synthetic: table });
    const [pair] = byPair;
    if (pair.notComputed !== undefined || pair.told === undefined) return expect.fail("no number");
    expect(pair.told.training[0]).toBeCloseTo(Math.log(4) / Math.log(12), 9);
    expect(pair.told.training[1]).toBeCloseTo(1, 9);
    expect(pair.told.synthetic).toEqual(pair.told.training);
  });
});
