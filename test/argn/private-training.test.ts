import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import type { TrainingProgress } from "../../lib/argn/train/progress";
import { planSteps, statisticsBudget } from "../../lib/argn/train/private-budget";
import { privacySettingsOf } from "../../lib/argn/train/private-options";
import { poissonSample } from "../../lib/argn/train/poisson-sample";
import { Rng } from "../../lib/base/random";
import { privacyCost } from "../../lib/dp/accountant";
import { simulate } from "../../lib/datasets/simulate/simulate";
import { planStatistics } from "../../lib/encoding/private/fit-privately";
import { shuffle } from "../../lib/generators/shuffle";
import type { Trio } from "../../lib/privacy/align-trio";
import { assess } from "../../lib/quality/assess";
import { readCsv } from "../../lib/table/read-csv";
import { split } from "../../lib/table/split";
import { Table } from "../../lib/table/table";

const TABLE = Table.of({
  sex: Array.from({ length: 1500 }, (_, i) => (i % 2 === 0 ? "female" : "male")),
  children: Array.from({ length: 1500 }, (_, i) => Math.floor(i / 3) % 4),
  height: Array.from({ length: 1500 }, (_, i) => 150 + (i % 2) * 12 + (Math.floor(i / 7) % 25)),
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "private-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a privately trained model", () => {
  test("keeps to its budget, and tells where it went and what is not covered", async () => {
    const argn = await TabularARGN.train(TABLE, { epochs: 2, privacy: { epsilon: 2, delta: 1e-6 } });
    const spent = argn.privacySpent;
    if (spent === undefined) throw new Error("nothing was spent");
    expect(spent.epsilon).toBeLessThanOrEqual(2);
    expect(spent.epsilon).toBeGreaterThan(1.98);
    expect(spent.delta).toBe(1e-6);
    expect(spent.parts.map(({ name }) => name)).toEqual([
      "training",
      "number of rows",
      'column "sex"',
      'column "children"',
      'column "height"',
    ]);
    for (const { epsilon, delta } of spent.parts) {
      expect(epsilon).toBeGreaterThan(0);
      expect(epsilon).toBeLessThan(spent.epsilon);
      expect(delta).toBeLessThanOrEqual(1e-6);
    }
    expect(spent.epsilon).toBeLessThan(spent.parts.reduce((sum, { epsilon }) => sum + epsilon, 0));
    expect(spent.notCovered.join()).toMatch(/names, order and types of the columns/);
  });

  test("holds nothing exact: no number of rows, no losses", async () => {
    const counts = [];
    for (let i = 0; i < 3; i++) {
      const argn = await TabularARGN.train(TABLE, { epochs: 1, privacy: { epsilon: 1 } });
      counts.push(argn.trainingRowCount);
      expect(argn.history).toEqual([]);
      expect(argn.bestEpoch).toBeUndefined();
    }
    expect(new Set(counts).size).toBeGreaterThan(1);
  });

  test("keeps what was spent in its file", async () => {
    const argn = await TabularARGN.train(TABLE, { epochs: 1, privacy: { epsilon: 3 } });
    const file = join(folder, "model.safetensors");
    await argn.save(file);
    const loaded = await TabularARGN.load(file);
    expect(loaded.privacySpent).toEqual(argn.privacySpent);
    expect((await loaded.sample(50, { seed: 1 })).rowCount).toBe(50);
  });

  test("differs from training to training, unless the noise comes from the seed", async () => {
    const sampled = async (noise: "entropy" | "seed"): Promise<string> => {
      const argn = await TabularARGN.train(TABLE, { seed: 5, epochs: 2, privacy: { epsilon: 3, noise } });
      expect(argn.privacySpent?.notCovered.some((leak) => leak.includes("seed"))).toBe(noise === "seed");
      return JSON.stringify([...(await argn.sample(200, { seed: 1 })).rows()]);
    };
    expect(await sampled("seed")).toBe(await sampled("seed"));
    expect(await sampled("entropy")).not.toBe(await sampled("entropy"));
  });

  test("learns what belongs together when the budget allows it", async () => {
    const argn = await TabularARGN.train(TABLE, { seed: 1, epochs: 60, privacy: { epsilon: 50, noise: "seed" } });
    const synthetic = await argn.sample(1000, { seed: 1 });
    const heights = (sex: string): number => {
      const rows = [...synthetic.rows()].filter((row) => row.sex === sex);
      return rows.reduce((sum, row) => sum + Number(row.height) / rows.length, 0);
    };
    expect(heights("male") - heights("female")).toBeGreaterThan(6);
    expect(heights("male") - heights("female")).toBeLessThan(18);
  });

  test("is trained on tables with next to no rows, whose columns then say nothing", async () => {
    const argn = await TabularARGN.train(Table.of({ name: ["Ada", "Bob"], age: [36, 41] }), { epochs: 3, privacy: { epsilon: 1 } });
    const rows = [...(await argn.sample(5, { seed: 1 })).rows()];
    expect(rows).toEqual(Array.from({ length: 5 }, () => ({ name: null, age: null })));
    expect(JSON.stringify(argn.privacySpent)).not.toContain("Ada");
  });

  test("is stopped on request, and tells the cost of all planned steps", async () => {
    const controller = new AbortController();
    const reports: TrainingProgress[] = [];
    const argn = await TabularARGN.train(TABLE, {
      epochs: 2000,
      privacy: { epsilon: 3 },
      signal: controller.signal,
      onProgress: (progress) => {
        reports.push(progress);
        controller.abort();
      },
    });
    expect(argn.stopReason).toBe("stopped on request");
    // some 16 steps an epoch: the number of rows that they go by is noisy
    expect(argn.privacySpent?.training.steps).toBeGreaterThan(25_000);
    expect(argn.privacySpent?.epsilon).toBeGreaterThan(2.9);
    expect(reports.at(-1)?.stopReason).toBe("stopped on request");
    expect(reports.every(({ validationLoss }) => validationLoss === undefined)).toBe(true);
  });
});

describe("options of privacy", () => {
  test.each([
    [{ epsilon: 0 }, {}, "epsilon is 0"],
    [{ epsilon: 3, delta: 1 }, {}, "delta is 1"],
    [{ epsilon: 3, sigma: 1 }, {}, 'unknown option "sigma"'],
    [{ epsilon: 3 }, { protection: false }, "protection is false"],
    [{ epsilon: 3 }, { validationShare: 0.1 }, "validationShare is 0.1"],
    [{ epsilon: 3 }, { engine: "tfjs" as const }, 'engine is "tfjs"'],
    [{ epsilon: 3, domains: { sexx: ["a"] } }, {}, "sexx"],
    [{ epsilon: 0.05, noiseMultiplier: 0.2 }, {}, "not one step"],
  ])("%j with %j is refused", async (privacy, options, message) => {
    await expect(TabularARGN.train(TABLE, { epochs: 1, ...options, privacy })).rejects.toThrow(message);
  });
});

describe("the budget", () => {
  const settings = privacySettingsOf({ epsilon: 3 });
  const statistics = planStatistics(TABLE, {}, {});
  const budget = statisticsBudget(statistics, settings);

  test("gives the statistics their share of what normal noise on everything would have", () => {
    const whole = privacyCost(budget.costs, budget.noiseDelta).epsilon;
    expect(whole).toBeGreaterThan(0.8);
    expect(whole).toBeLessThan(1.6);
    expect(budget.noiseDelta + statistics.total.stable * budget.thresholdDelta).toBeCloseTo(1e-5, 12);
    expect(budget.noiseEpsilon).toBeLessThan(3);
  });

  test("more epochs need more noise, and given noise allows fewer steps", () => {
    const wanted = { sampleRate: 0.05, steps: 500 };
    const few = planSteps(wanted, budget, undefined);
    const many = planSteps({ ...wanted, steps: 2000 }, budget, undefined);
    expect(many.noiseMultiplier).toBeGreaterThan(few.noiseMultiplier);
    const solved = planSteps({ ...wanted, steps: 2000 }, budget, few.noiseMultiplier);
    expect(solved.steps).toBeGreaterThanOrEqual(500);
    expect(solved.steps).toBeLessThan(520);
  });
});

describe("poissonSample()", () => {
  test("takes each row with the same chance, independently of its neighbour", () => {
    const rng = new Rng("poisson");
    const taken = new Float64Array(20);
    let pairs = 0;
    let sizes = 0;
    for (let i = 0; i < 20_000; i++) {
      const rows = poissonSample(20, 0.3, rng);
      for (const row of rows) taken[row] += 1 / 20_000;
      if (rows.includes(4) && rows.includes(5)) pairs += 1 / 20_000;
      sizes += (rows.length - 6) ** 2 / 20_000;
    }
    for (const share of taken) expect(Math.abs(share - 0.3)).toBeLessThan(0.015);
    expect(Math.abs(pairs - 0.09)).toBeLessThan(0.01);
    // the size of the batch is binomial: variance 20 * .3 * .7
    expect(Math.abs(sizes - 4.2)).toBeLessThan(0.2);
  });

  test("takes all rows at 1, may take none, and never repeats one", () => {
    const rng = new Rng("edges");
    expect([...poissonSample(4, 1, rng)]).toEqual([0, 1, 2, 3]);
    expect(Array.from({ length: 50 }, () => poissonSample(3, 0.01, rng).length)).toContain(0);
    expect(poissonSample(0, 0.5, rng)).toHaveLength(0);
    expect(poissonSample(10, 1e-18, rng)).toHaveLength(0);
    const rows = poissonSample(1000, 0.9, rng);
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
  });
});

const DATA = process.env.SYNTHETIC_TABLES_TEST_DATA;
if (DATA === undefined)
  process.stderr.write("private training on Adult is skipped: set SYNTHETIC_TABLES_TEST_DATA to the folder of test data\n");

describe("at epsilon 3 and delta 1e-5", () => {
  test.skipIf(DATA === undefined)(
    "a model of Adult has a bivariate accuracy of at least .93",
    async () => {
      const adult = await readCsv(join(DATA ?? "", "adult", "adult_dev.csv.gz"));
      const { training, holdout } = split(adult, { holdout: 0.5, seed: 1 });
      const argn = await TabularARGN.train(training, { seed: 1, privacy: { epsilon: 3, delta: 1e-5 } });
      const synthetic = await argn.sample(training.rowCount, { seed: 2 });
      expect(argn.privacySpent?.epsilon).toBeLessThanOrEqual(3);
      expect(await bivariate({ training, holdout, synthetic })).toBeGreaterThan(0.93);
    },
    180_000,
  );

  test("a model of 8,000 simulated people is closer to them than columns drawn on their own", async () => {
    const training = simulate("people", { rows: 8000, seed: 1 });
    const holdout = simulate("people", { rows: 8000, seed: 2 });
    const argn = await TabularARGN.train(training, { seed: 1, epochs: 30, privacy: { epsilon: 3, delta: 1e-5 } });
    const synthetic = await argn.sample(8000, { seed: 2 });
    const independent = (await shuffle.train(training, { seed: 1 })).sample(8000, { seed: 2 });
    const ours = await bivariate({ training, holdout, synthetic });
    expect(ours).toBeGreaterThan(await bivariate({ training, holdout, synthetic: await independent }));
  }, 120_000);
});

async function bivariate(trio: Trio): Promise<number> {
  const { bivariate: score } = await assess(trio, { parts: ["accuracy"] });
  if (score.value === undefined) throw new Error("no bivariate accuracy");
  return score.value;
}
