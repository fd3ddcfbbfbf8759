/** Known kinds of synthetic tables: each must move exactly the numbers that see its fault. */

import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { assess } from "../../lib/quality/assess";
import type { AssessPart } from "../../lib/quality/assess-options";
import { columnDifferences } from "../../lib/quality/column-differences";
import type { Scores } from "../../lib/quality/scores";
import { numberColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { corrupted, people } from "./planted";

const [training, holdout, fresh] = [people(900, 1), people(900, 2), people(900, 3)];
const value = (measure: { readonly value?: number | undefined }): number => measure.value ?? NaN;
const aboveChance = (scores: Scores): boolean => value(scores.distances.dcrShare) > (scores.distances.dcrShare.interval?.[1] ?? NaN);

/** Training rows with every number moved a little: no cell of a number is equal, every row is a copy. */
function noisyCopy(): Table {
  const rng = new Rng("noise");
  const pay = training.column("pay");
  const cells = Float64Array.from({ length: 900 }, (_, i) => (pay.type === "number" ? pay.values[i] * (1 + 0.02 * rng.normal()) : NaN));
  return training.with(numberColumn("pay", cells));
}

const cases = {
  fresh: () => fresh,
  copy: () => training,
  independent: () => corrupted(training, 1, 4),
  flip10: () => corrupted(training, 0.1),
  flip30: () => corrupted(training, 0.3),
  flip50: () => corrupted(training, 0.5),
  noisy: noisyCopy,
  collapsed: () => fresh.take(Int32Array.from({ length: 900 }, (_, i) => i % 30)),
};
/** The discriminator takes longest: only where its reading is looked at. */
const TOLD_APART = ["fresh", "copy", "independent", "collapsed"];
const scored = new Map<string, Scores>();
const of = (name: keyof typeof cases): Scores => scored.get(name) ?? expect.fail(`${name} was not scored`);

beforeAll(async () => {
  const fast: AssessPart[] = ["accuracy", "distances"];
  for (const [name, make] of Object.entries(cases)) {
    const parts: AssessPart[] = TOLD_APART.includes(name) ? [...fast, "discriminator"] : fast;
    scored.set(name, await assess({ training, holdout, synthetic: make() }, { parts }));
  }
}, 120_000);

describe("a fresh real sample", () => {
  it("is as accurate as its reference, near nobody, and cannot be told apart", () => {
    expect(Math.abs(value(of("fresh").accuracy) - (of("fresh").accuracy.reference ?? NaN))).toBeLessThan(0.02);
    expect(aboveChance(of("fresh"))).toBe(false);
    expect(of("fresh").discriminator.reading).toBe("indistinguishable");
  });
});

describe("a copy of training", () => {
  it("is caught by identical matches, the share and the discriminator, not by accuracy", () => {
    expect(value(of("copy").distances.identicalMatches)).toBe(1);
    expect(value(of("copy").distances.dcrShare)).toBeGreaterThan(0.98);
    expect(of("copy").discriminator.reading).toBe("near-copies");
    expect(value(of("copy").accuracy)).toBeGreaterThan(of("copy").accuracy.reference ?? NaN);
  });
});

describe("independent columns", () => {
  it("keep the univariate accuracy and lose the rest", () => {
    const { univariate, bivariate, trivariate, discriminator } = of("independent");
    expect(value(univariate)).toBeGreaterThan((univariate.reference ?? NaN) - 0.015);
    expect(value(bivariate)).toBeLessThan(bivariate.band?.[0] ?? NaN);
    expect(value(trivariate)).toBeLessThan(trivariate.band?.[0] ?? NaN);
    expect(discriminator.reading).toBe("distinguishable");
    expect(value(discriminator.auc)).toBeGreaterThan(0.8);
    expect(aboveChance(of("independent"))).toBe(false);
  });
});

describe("training rows with 10, 30, 50 % of the cells replaced", () => {
  it("come nearer to training the fewer cells are replaced, and to identical matches", () => {
    const flips = [of("flip50"), of("flip30"), of("flip10"), of("copy")];
    for (const measure of [
      (scores: Scores) => value(scores.distances.dcrShare),
      (scores: Scores) => value(scores.distances.identicalMatches),
    ]) {
      const numbers = flips.map(measure);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
    expect(aboveChance(of("flip30"))).toBe(true);
    expect(aboveChance(of("flip10"))).toBe(true);
  });

  it("lose accuracy of pairs the more cells are replaced", () => {
    const numbers = [of("flip10"), of("flip30"), of("flip50"), of("independent")].map((scores) => value(scores.bivariate));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  });
});

describe("a copy with noisy numbers", () => {
  it("has no more identical matches than chance, but the share gives it away", () => {
    const { identicalMatches } = of("noisy").distances;
    expect(value(identicalMatches)).toBeLessThan(0.12);
    expect(value(of("noisy").distances.dcrShare)).toBeGreaterThan(0.8);
  });
});

describe("thirty rows over and over", () => {
  it("loses triple accuracy most", () => {
    const drop = (part: "univariate" | "trivariate"): number => value(of("fresh")[part]) - value(of("collapsed")[part]);
    expect(drop("univariate")).toBeGreaterThan(0.03);
    expect(drop("trivariate")).toBeGreaterThan(2 * drop("univariate"));
    expect(of("collapsed").discriminator.reading).toBe("distinguishable");
  });
});

describe("a dropped minority", () => {
  it("costs coverage and the accuracy of its column and pairs, not of others", async () => {
    const without = fresh.filter((row) => row.city !== "city 7" && row.city !== "city 6");
    const city = columnDifferences({ training, holdout, synthetic: without }).find(({ column }) => column === "city");
    expect(value(city?.coverage ?? {})).toBeLessThan(0.8);
    const scores = await assess({ training, holdout, synthetic: without }, { parts: ["accuracy"] });
    for (const { column, ...measure } of scores.univariate.byColumn) {
      expect(value(measure) < (measure.band?.[0] ?? NaN) - 0.01).toBe(column === "city");
    }
  });
});
