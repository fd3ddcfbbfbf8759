import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { Rng } from "../../lib/base/random";
import { correlationOf } from "../../lib/datasets/simulate/estimates";
import { numbersOf, textsOf } from "../../lib/datasets/simulate/cells";
import { simulate } from "../../lib/datasets/simulate/simulate";
import { modesOf } from "../../lib/generators/deep/column-modes";
import { marginsOf } from "../../lib/generators/deep/margins";
import { diffusion } from "../../lib/generators/diffusion";
import { gan } from "../../lib/generators/gan";
import type { TrainedGenerator } from "../../lib/generators/generator";
import { shuffle } from "../../lib/generators/shuffle";
import { vae } from "../../lib/generators/vae";
import { assess } from "../../lib/quality/assess";
import { numberColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import { correlated } from "./known-laws";

const deep = [vae(), gan(), diffusion()].map((family) => ({ family, name: family.name }));

describe("on 2,000 people", () => {
  const draw = (seed: number): Table =>
    simulate("people", { rows: 2000, seed }).select([
      "age",
      "sex",
      "education",
      "education_years",
      "works",
      "occupation",
      "hours",
      "income",
    ]);
  const [training, holdout] = [draw(1), draw(2)];
  const pairsOf = async (trained: TrainedGenerator): Promise<number> => {
    const synthetic = await trained.sample(2000, { seed: 2 });
    const { bivariate } = await assess({ training, holdout, synthetic }, { seed: 1, parts: ["accuracy"], triples: 1 });
    return bivariate.value ?? NaN;
  };
  let [floor, best] = [NaN, NaN];
  beforeAll(async () => {
    floor = await pairsOf(await shuffle.train(training, { seed: 1 }));
    best = await pairsOf(await TabularARGN.train(training, { seed: 1 }));
  });

  test.each(deep)(
    "$name, as it is by default, closes at least half the gap between a shuffle and TabularARGN in pairs of columns",
    async ({ family }) => {
      const reached = await pairsOf(await family.train(training, { seed: 1 }));
      expect((reached - floor) / (best - floor), `${reached} between ${floor} and ${best}`).toBeGreaterThan(0.5);
    },
    600_000,
  );
});

describe("what they keep", () => {
  const table = correlated(2000, 0.8);

  const least = [
    { name: "vae", family: vae(), correlation: 0.6, rule: 0.8 },
    { name: "gan", family: gan(), correlation: 0.55, rule: 0.8 },
    { name: "diffusion", family: diffusion(), correlation: 0.7, rule: 0.9 },
  ];

  test.each(least)(
    "$name keeps most of a correlation of 0.8 and of a rule",
    async ({ family, correlation, rule }) => {
      const synthetic = await (await family.train(table, { seed: 1 })).sample(2000, { seed: 2 });
      expect(correlationOf(numbersOf(synthetic, "x"), numbersOf(synthetic, "y")).value).toBeGreaterThan(correlation);
      const x = numbersOf(synthetic, "x");
      const obeys = Array.from(x.keys()).filter((i) => x[i] > 0 === (textsOf(synthetic, "side")(i) === "high")).length / 2000;
      expect(obeys).toBeGreaterThan(rule);
    },
    600_000,
  );
});

describe("the modes of a number", () => {
  test("missing, frequent values and stretches, each with a position that spreads like a normal", () => {
    const rng = new Rng(1);
    const cells = Array.from({ length: 2000 }, () => (rng.uniform() < 0.2 ? NaN : rng.uniform() < 0.5 ? 40 : Math.exp(rng.normal())));
    const { count, codes, rowsOf, scores } = modesOf(numberColumn("hours", cells), rng, 4);
    // 40, four stretches, missing
    expect(count).toBe(6);
    cells.forEach((cell, i) => {
      if (cell === 40) expect(codes[i]).toBe(0);
      if (Number.isNaN(cell)) expect(codes[i]).toBe(5);
    });
    const stretches = rowsOf.slice(1, 5).map((rows) => rows.length);
    expect(Math.max(...stretches) - Math.min(...stretches)).toBeLessThanOrEqual(1);
    const own = Array.from(rowsOf[2], (row) => scores?.[row] ?? NaN);
    expect(own.reduce((sum, score) => sum + score / own.length, 0)).toBeCloseTo(0, 1);
  });
});

describe("margins", () => {
  test("drawn rows are kept so that the shares of both columns are those of the training", () => {
    const training = [Int32Array.from({ length: 1000 }, (_, i) => (i < 300 ? 0 : 1)), Int32Array.from({ length: 1000 }, (_, i) => i % 2)];
    const rng = new Rng(2);
    const draw = (rows: number) => {
      const first = Int32Array.from({ length: rows }, () => Number(rng.uniform() < 0.5));
      return { modes: [first, first.map((code) => (rng.uniform() < 0.8 ? code : 1 - code))], positions: [undefined, undefined] };
    };
    const drawn = draw(20_000);
    const kept = marginsOf(training, draw(20_000)).keep(drawn, rng);
    const share = (column: number): number => kept.filter((row) => drawn.modes[column][row] === 0).length / kept.length;
    expect(kept.length).toBeGreaterThan(4000);
    expect(Math.abs(share(0) - 0.3)).toBeLessThan(0.03);
    expect(Math.abs(share(1) - 0.5)).toBeLessThan(0.03);
    // the tie between the columns stays: odds of 16 to 1
    const both = (a: number, b: number): number => kept.filter((row) => drawn.modes[0][row] === a && drawn.modes[1][row] === b).length;
    expect(Math.log((both(0, 0) * both(1, 1)) / (both(0, 1) * both(1, 0)))).toBeCloseTo(Math.log(16), 0);
  });
});
