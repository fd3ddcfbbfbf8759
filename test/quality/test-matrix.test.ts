/**
 * Known kinds of synthetic tables. Each must move exactly the numbers that see its fault, and no other: the lists below are
 * complete.
 */

import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { assess } from "../../lib/quality/assess";
import type { AssessPart } from "../../lib/quality/assess-options";
import type { Scores } from "../../lib/quality/scores";
import { numberColumn } from "../../lib/table/column";
import type { Table } from "../../lib/table/table";
import { alarms, lowColumns, lowPairsShare, value } from "./alarms";
import { corrupted, people } from "./planted";

const ROWS = 1200;
const [training, holdout, fresh] = [people(ROWS, 1), people(ROWS, 2), people(ROWS, 3)];

const paid = (table: Table): Float64Array => {
  const pay = table.column("pay");
  return pay.type === "number" ? pay.values : new Float64Array(0);
};

/** Training rows with every number moved by 2 %: no row is equal to another, every row is a copy. */
function noisyCopy(): Table {
  const rng = new Rng("noise");
  const moved = (name: string): Table["columns"][number] => {
    const column = training.column(name);
    return column.type === "number"
      ? numberColumn(
          name,
          column.values.map((cell) => cell * (1 + 0.02 * rng.normal())),
        )
      : column;
  };
  return training.with(moved("pay")).with(moved("age"));
}

/** One column moved by its standard deviation. */
function shifted(): Table {
  const known = paid(training).filter((pay) => !Number.isNaN(pay));
  const mean = known.reduce((sum, pay) => sum + pay / known.length, 0);
  const spread = Math.sqrt(known.reduce((sum, pay) => sum + (pay - mean) ** 2 / known.length, 0));
  return fresh.with(
    numberColumn(
      "pay",
      paid(fresh).map((pay) => pay + spread),
    ),
  );
}

/** As many more cells are missing as there were, at random. */
function twiceMissing(): Table {
  const rng = new Rng("missing");
  return fresh.with(
    numberColumn(
      "pay",
      paid(fresh).map((pay) => (rng.uniform() < 0.087 ? NaN : pay)),
    ),
  );
}

const cases = {
  fresh: () => fresh,
  copy: () => training,
  independent: () => corrupted(training, 1, 4),
  flip10: () => corrupted(training, 0.1),
  flip30: () => corrupted(training, 0.3),
  flip50: () => corrupted(training, 0.5),
  noisy: noisyCopy,
  shifted,
  missing: twiceMissing,
  collapsed: () => fresh.take(Int32Array.from({ length: ROWS }, (_, i) => i % 100)),
  dropped: () => fresh.filter((row) => row.city !== "city 2" && row.city !== "city 3"),
};

/** What each case must move. The discriminator takes longest: it judges four cases only. */
const expected: Readonly<Record<keyof typeof cases, readonly string[]>> = {
  fresh: [],
  // the accuracies are better than real rows could be, which is the alarm
  copy: ["univariate high", "bivariate high", "trivariate high", "identical", "near", "near-copies", "share"],
  // each column is right, what goes together is not
  independent: ["bivariate low", "trivariate low", "dependence", "coverage", "distinguishable"],
  // a memoriser with noise: the accuracies alone would pass 10 %, the share of 50 % nearly would
  flip10: ["univariate high", "bivariate high", "trivariate high", "dependence", "identical", "near", "share"],
  flip30: ["bivariate low", "trivariate low", "dependence", "identical", "share"],
  flip50: ["bivariate low", "trivariate low", "dependence", "coverage", "identical", "share"],
  // no row is equal to a training row: a filter for equal rows finds nothing
  noisy: ["bivariate high", "trivariate high", "near", "share", "adherence age"],
  shifted: ["univariate low", "bivariate low", "trivariate low", "adherence pay", "coverage", "propensity"],
  // one bin of one column of six: the mean over columns hardly notices
  missing: ["bivariate low", "trivariate low", "missing pay", "propensity"],
  // a hundred rows are a small sample: rare cities and gaps are missing by chance too
  collapsed: [
    "univariate low",
    "bivariate low",
    "trivariate low",
    "coverage",
    "dependence",
    "propensity",
    "distinguishable",
    "group of city",
    "missing pay",
  ],
  dropped: ["univariate low", "bivariate low", "trivariate low", "column coverage city", "group of city", "coverage", "propensity"],
};
const TOLD_APART: readonly string[] = ["fresh", "copy", "independent", "collapsed"];
const counted: AssessPart[] = ["accuracy", "dependence", "joint", "groups", "distances"];
const scored = new Map<string, Scores>();
const of = (name: keyof typeof cases): Scores => scored.get(name) ?? expect.fail(`${name} was not scored`);

beforeAll(async () => {
  for (const [name, make] of Object.entries(cases)) {
    const parts: AssessPart[] = TOLD_APART.includes(name) ? [...counted, "discriminator"] : counted;
    scored.set(name, await assess({ training, holdout, synthetic: make() }, { parts, discriminatorRows: 900 }));
  }
}, 240_000);

describe("a planted defect moves exactly the numbers that see it:", () => {
  it.each(Object.entries(expected))("%s", (name, moved) => {
    expect(alarms(scored.get(name) ?? expect.fail()).toSorted()).toEqual([...moved].sort());
  });
});

describe("a defect of one column", () => {
  it.each([
    ["shifted", "pay"],
    ["missing", "pay"],
    ["dropped", "city"],
  ] as const)("(%s) lowers that column and its pairs, no others", (name, column) => {
    expect(lowPairsShare(of(name), name === "missing" ? 0.005 : 0.03)).toEqual([column]);
    expect(lowColumns(of(name))).toEqual([column]);
  });
});

describe("more noise on copies", () => {
  const flips = ["copy", "flip10", "flip30", "flip50"] as const;

  it("lowers the share, the identical matches and the accuracy of pairs, step by step", () => {
    for (const measure of [
      (scores: Scores) => value(scores.distances.dcrShare),
      (scores: Scores) => value(scores.distances.identicalMatches),
      (scores: Scores) => value(scores.bivariate),
    ]) {
      const numbers = flips.map((name) => measure(of(name)));
      expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    }
    expect(value(of("copy").distances.identicalMatches)).toBe(1);
    expect(value(of("copy").distances.dcrShare)).toBeGreaterThan(0.98);
    expect(value(of("noisy").distances.identicalMatches)).toBe(0);
  });
});

describe("a few rows over and over", () => {
  it("cost coverage and triples most, and are very close to one another", () => {
    const drop = (part: "univariate" | "trivariate"): number => value(of("fresh")[part]) - value(of("collapsed")[part]);
    expect(drop("trivariate")).toBeGreaterThan(2 * drop("univariate"));
    expect(value(of("collapsed").joint.coverage)).toBeLessThan(0.5 * value(of("fresh").joint.coverage));
    expect(value(of("collapsed").joint.recall)).toBeLessThan(value(of("fresh").joint.recall));
  });
});
