import { describe, expect, it } from "vitest";
import { areaUnderCurve, r2 } from "../../lib/predictors/scores";
import { Rng } from "../../lib/base/random";
import { weightedAuc, weightedMacroAuc, weightedR2 } from "../../lib/quality/prediction-scores";
import { tstr } from "../../lib/quality/tstr";
import { stringColumn } from "../../lib/table/column";
import { corrupted, people } from "./planted";

const [training, holdout, fresh] = [people(1000, 1), people(1000, 2), people(1000, 3)];

describe("weighted scores", () => {
  const rng = new Rng("weighted");
  const labels = Array.from({ length: 60 }, () => rng.uniform() < 0.4);
  const scores = Array.from({ length: 60 }, () => rng.integer(10));
  const times = Array.from({ length: 60 }, () => rng.integer(4));
  const repeated = <Item>(items: readonly Item[]): Item[] => items.flatMap((item, i) => new Array<Item>(times[i]).fill(item));

  it("are those of the rows written out as often as they count", () => {
    expect(weightedAuc(labels, scores)(times)).toBeCloseTo(areaUnderCurve(repeated(labels), repeated(scores)), 12);
    const actual = scores.map((score) => score + rng.normal());
    expect(weightedR2(actual, scores)(times)).toBeCloseTo(r2(repeated(actual), repeated(scores)), 12);
  });

  it("by hand: three classes, each row sure of its own", () => {
    const sure = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    expect(weightedMacroAuc([0, 1, 2], sure, 3)([1, 1, 1])).toBe(1);
    expect(weightedMacroAuc([0, 0, 0], sure, 3)([1, 1, 1])).toBeUndefined();
  });
});

describe("tstr()", () => {
  it("finds fresh rows as useful as training rows, and falls when 10, 20, 40 % of the cells are corrupted", async () => {
    const losses: number[] = [];
    for (const share of [0, 0.1, 0.2, 0.4]) {
      const { byTarget } = await tstr(
        { training, holdout, synthetic: corrupted(fresh, share) },
        { targets: ["job", "pay"], learner: "logistic" },
      );
      for (const utility of byTarget) {
        if (utility.notComputed !== undefined) throw new Error(utility.notComputed);
        expect(utility.score).toBe(utility.target === "pay" ? "r2" : "auc");
        const [low, high] = utility.difference.interval ?? [NaN, NaN];
        if (share === 0) expect(low - 0.01 <= 0 && high + 0.01 >= 0).toBe(true);
        if (share === 0.4 && utility.target === "pay") expect(high).toBeLessThan(0);
      }
      losses.push(
        ...byTarget.flatMap((utility) =>
          utility.target === "pay" && utility.notComputed === undefined ? (utility.difference.value ?? []) : [],
        ),
      );
    }
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
  });

  it("works with boosted trees, same seed, same bytes", async () => {
    const run = () => tstr({ training, holdout, synthetic: fresh }, { targets: ["job"] });
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    expect(first.byTarget[0].notComputed).toBeUndefined();
    expect(first.meanDifference.value).toBeGreaterThan(-0.1);
  });

  it("says why a target cannot be predicted, and refuses to do without a holdout", async () => {
    const constant = fresh.with(stringColumn("job", new Array<string>(1000).fill("cook")));
    const { byTarget, meanDifference } = await tstr({ training, holdout, synthetic: constant }, { targets: ["job"], learner: "logistic" });
    expect(byTarget[0].notComputed).toMatch(/class/);
    expect(meanDifference.notComputed).toMatch(/no target/);
    await expect(tstr({ training, synthetic: fresh })).rejects.toThrow(/no holdout/);
    await expect(tstr({ training, holdout, synthetic: fresh }, { targets: ["jobs"] })).rejects.toThrow(/Did you mean "job"/);
  });
});
