/** The parts of an assessment beyond accuracy: groups, usefulness, dependence, whole rows, signs, fingerprints, threads. */

import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { alignTrio } from "../../lib/privacy/align-trio";
import { assess } from "../../lib/quality/assess";
import { coefficientAgreement } from "../../lib/quality/coefficient-agreement";
import { discriminatorScores } from "../../lib/quality/discriminator";
import { prepareTables } from "../../lib/quality/prepare-tables";
import { checkedOptions } from "../../lib/quality/assess-options";
import { propensityRatio } from "../../lib/quality/propensity";
import { tableHash } from "../../lib/quality/table-hash";
import { planUtility } from "../../lib/quality/utility";
import { booleanColumn, codedColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { corrupted, people } from "./planted";

const [training, holdout, fresh] = [people(900, 1), people(900, 2), people(900, 3)];
const value = (measure: { readonly value?: number | undefined }): number => measure.value ?? NaN;

describe("the group lens", () => {
  const byGroup = async (synthetic: Table, groups?: readonly string[]) => {
    const scores = await assess(
      { training, holdout, synthetic },
      { parts: ["groups", "accuracy", "distances"], ...(groups && { groups }) },
    );
    if (scores.groups.notComputed !== undefined) return expect.fail(scores.groups.notComputed);
    return { groups: scores.groups.byGroup, shares: scores.distances.byGroup };
  };

  it("chooses categories with few values, and puts fresh groups near their own yardsticks", async () => {
    const { groups, shares } = await byGroup(fresh);
    expect([...new Set(groups.map(({ column }) => column))]).toEqual(["smokes", "job", "city"]);
    const judged = groups.filter(({ univariate }) => univariate.value !== undefined);
    for (const { bivariate } of judged) expect(Math.abs(value(bivariate) - (bivariate.reference ?? NaN))).toBeLessThan(0.06);
    expect(shares.map(({ group }) => group).sort()).toEqual(groups.map(({ group }) => group).sort());
  });

  it("finds the one group whose rows are spoilt", async () => {
    const isNurse = (i: number): boolean => fresh.cell(i, "job") === "nurse";
    const pay = fresh.column("pay");
    const order = new Rng(1).permutation(900);
    const spoilt = fresh.with(
      numberColumn(
        "pay",
        Float64Array.from({ length: 900 }, (_, i) => (pay.type === "number" ? pay.values[isNurse(i) ? order[i] : i] : NaN)),
      ),
    );
    const { groups } = await byGroup(spoilt, ["job"]);
    const low = groups.filter(({ univariate }) => value(univariate) < (univariate.band?.[0] ?? NaN));
    expect(low.map(({ group }) => group)).toEqual(["nurse"]);
  });

  it("shows a dropped group with a share of 0 and a reason, and leaves no group out", async () => {
    const { groups } = await byGroup(
      fresh.filter((row) => row.job !== "clerk"),
      ["job"],
    );
    const clerk = groups.find(({ group }) => group === "clerk");
    expect(clerk?.share.value).toBe(0);
    expect(clerk?.share.band?.[0]).toBeGreaterThan(0.02);
    expect(clerk?.univariate.notComputed).toMatch(/50 real and synthetic rows/);
    expect(groups).toHaveLength(5);
  });

  it("refuses unknown columns, and says why there are no groups", async () => {
    await expect(assess({ training, synthetic: fresh }, { groups: ["sex"] })).rejects.toThrow(/groups of "sex"/);
    const numbers = await assess({ training: training.select(["age"]), synthetic: fresh.select(["age"]) }, { parts: ["groups"] });
    expect(numbers.groups.notComputed).toMatch(/name columns with groups/);
  });
});

describe("usefulness", () => {
  it("is lost with independent columns, and kept by fresh rows", async () => {
    const of = async (synthetic: Table) =>
      (await assess({ training, holdout, synthetic }, { parts: ["utility"], utilityTargets: ["job"], utilityRows: 400 })).utility;
    const [good, bad] = [await of(fresh), await of(corrupted(fresh, 1))];
    expect(Math.abs(value(good.difference))).toBeLessThan(0.06);
    expect(value(bad.difference)).toBeLessThan(-0.2);
    expect(good.byTarget.map(({ learner }) => learner)).toEqual(["logistic", "boosted-trees"]);
    expect(value(bad.intervalOverlap)).toBeLessThan(value(good.intervalOverlap));
    expect(value(good.importanceAgreement)).toBeGreaterThan(0.3);
  }, 60_000);

  it("needs a holdout, and names what cannot be predicted", async () => {
    const { utility } = await assess({ training, synthetic: fresh }, { parts: ["utility"] });
    expect(utility.difference.notComputed).toMatch(/holdout/);
    const odd = training.with(numberColumn("same", new Float64Array(900).fill(3))).with(
      stringColumn(
        "text",
        Array.from({ length: 900 }, (_, i) => `note ${i}`),
      ),
    );
    const plan = planUtility(alignTrio({ training: odd, holdout: odd, synthetic: odd }), undefined, new Rng(1));
    expect(plan.left.map(({ target, notComputed }) => [target, notComputed])).toEqual([
      ["text", "most of its texts occur once"],
      ["same", expect.stringMatching(/at least 10 training rows/)],
    ]);
    expect(plan.targets).toEqual(training.columnNames);
  });
});

describe("coefficientAgreement()", () => {
  it("is 1 for the same rows, near that of holdout rows for fresh ones, and falls with corrupted cells", () => {
    expect(coefficientAgreement({ training, synthetic: training }, { target: "pay" }).overlap.value).toBeCloseTo(1, 9);
    const values = [0, 0.2, 0.8].map((share) =>
      value(coefficientAgreement({ training, holdout, synthetic: corrupted(fresh, share) }, { target: "pay" }).overlap),
    );
    expect(values).toEqual([...values].sort((a, b) => b - a));
    const { overlap, coefficients } = coefficientAgreement({ training, holdout, synthetic: fresh }, { target: "smokes" });
    expect(Math.abs(value(overlap) - (overlap.reference ?? NaN))).toBeLessThan(0.3);
    expect(coefficients.map(({ name }) => name)).toContain("age");
  });

  it("finds a known line with the standard error of the textbook", () => {
    // y = 2 x + noise of deviation 1: in units of the target's deviation
    const rng = new Rng("line");
    const x = Array.from({ length: 2000 }, () => rng.normal());
    const line = Table.of({ x, y: x.map((at) => 2 * at + rng.normal()) });
    const { coefficients } = coefficientAgreement({ training: line, synthetic: line }, { target: "y" });
    expect(coefficients[0].training).toBeCloseTo(2 / Math.sqrt(5), 1);
    const [low, high] = coefficients[0].trainingInterval;
    expect((high - low) / (2 * 1.96)).toBeCloseTo(Math.sqrt(0.2 / 2000), 3);
  });

  it("combines several synthetic tables: their mean lies nearer, their interval is honest", () => {
    const several = [3, 4, 5, 6, 7].map((seed) => people(900, seed));
    const one = coefficientAgreement({ training, synthetic: fresh }, { target: "pay", features: ["age"] }).coefficients[0];
    const all = coefficientAgreement({ training, synthetic: several }, { target: "pay", features: ["age"] }).coefficients[0];
    const width = ([low, high]: readonly [number, number]): number => high - low;
    expect(width(all.syntheticInterval) / width(one.syntheticInterval)).toBeCloseTo(Math.sqrt(1.2), 1);
  });

  it("says why when there is nothing to regress", () => {
    const constant = Table.of({ x: [1, 1], y: ["a", "a"] });
    expect(coefficientAgreement({ training: constant, synthetic: constant }, { target: "y" }).overlap.notComputed).toMatch(/does not vary/);
    expect(() => coefficientAgreement({ training, synthetic: [] }, { target: "pay" })).toThrow(/no synthetic table/);
  });
});

describe("propensityRatio()", () => {
  it("is about 2 for fresh rows and rises as a column is shifted", () => {
    const of = (by: number): number => {
      const age = fresh.column("age");
      const moved = fresh.with(numberColumn("age", age.type === "number" ? age.values.map((years) => years + by) : []));
      return value(propensityRatio(training, holdout, moved, new Rng(1)));
    };
    expect(of(0)).toBeGreaterThan(0.8);
    expect(of(0)).toBeLessThan(3);
    expect(of(3)).toBeGreaterThan(of(0));
    expect(of(10)).toBeGreaterThan(10);
  });
});

describe("telling signs", () => {
  it("name the value that gives rows away, and describe rows by bins that five real rows share", async () => {
    const aged = fresh.with(numberColumn("age", new Float64Array(900).fill(40)));
    const { aligned, binned } = await prepareTables({ training, holdout, synthetic: aged }, checkedOptions({}, 6));
    const { reading, values, rows } = await discriminatorScores(aligned, binned.shown, { rng: new Rng(1), rows: 400 });
    expect(reading).toBe("distinguishable");
    expect(values[0].column).toBe("age");
    expect(rows.length).toBeGreaterThan(0);
    const labels = new Map(binned.shown.map(({ bins, shown }) => [bins.column, shown.labels]));
    for (const { score, cells } of rows) {
      expect(score).toBeGreaterThan(0.5);
      for (const { column, label } of cells) expect(labels.get(column)).toContain(label);
    }
  });
});

describe("tableHash()", () => {
  it("is the same for equal cells, however strings are coded, and another for any other cell", () => {
    const one = new Table([codedColumn("c", Int32Array.of(0, 1, -1), ["b", "a"])]);
    const same = new Table([codedColumn("c", Int32Array.of(2, 0, -1), ["a", "unused", "b"])]);
    expect(tableHash(one)).toBe(tableHash(same));
    expect(tableHash(one)).toBe(tableHash(Table.of({ c: ["b", "a", null] })));
    const others = [
      Table.of({ c: ["b", "a", "a"] }),
      Table.of({ d: ["b", "a", null] }),
      new Table([booleanColumn("c", [true, false, null])]),
      one.slice(0, 2),
    ];
    expect(new Set([one, ...others].map(tableHash)).size).toBe(5);
  });
});

describe("work in threads", () => {
  it("gives what one thread gives, byte for byte", async () => {
    const options = { parts: ["accuracy", "dependence", "joint", "groups"] as const, seed: 5 };
    const here = await assess({ training, holdout, synthetic: fresh }, { ...options, threads: 1 });
    const there = await assess({ training, holdout, synthetic: fresh }, { ...options, threads: 3 });
    expect(JSON.stringify({ ...there, seconds: {} })).toBe(JSON.stringify({ ...here, seconds: {} }));
  });

  it("stops on request while it counts", async () => {
    const stop = new AbortController();
    const work = assess({ training, holdout, synthetic: fresh }, { threads: 2, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
  });
});
