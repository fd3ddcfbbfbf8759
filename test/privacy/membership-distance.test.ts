import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/base/random";
import { membershipByDistance } from "../../lib/privacy/membership-distance";
import { Table } from "../../lib/table/table";

/** Random rows of numbers, words and gaps. */
function draw(seed: number, rows: number): Table {
  const rng = new Rng(seed);
  return Table.of({
    x: Array.from({ length: rows }, () => rng.normal()),
    y: Array.from({ length: rows }, () => (rng.uniform() < 0.1 ? null : rng.normal())),
    word: Array.from({ length: rows }, () => rng.pick(["a", "b", "c"])),
  });
}

const [training, holdout] = [draw(1, 800), draw(2, 800)];

describe("membershipByDistance()", () => {
  test("guesses when the synthetic rows are fresh rows", async () => {
    const { auc } = await membershipByDistance({ training, holdout, synthetic: draw(3, 800) });
    expect(auc.interval[0]).toBeLessThan(0.5);
    expect(auc.interval[1]).toBeGreaterThan(0.5);
  });

  test("finds nearly everybody when the synthetic rows are the training rows", async () => {
    const { auc, foundAtTenth, advantage } = await membershipByDistance({ training, holdout, synthetic: training });
    expect(auc.value).toBeGreaterThan(0.95);
    expect(foundAtTenth).toMatchObject({ baseline: 0.1 });
    if ("value" in foundAtTenth) expect(foundAtTenth.value).toBeGreaterThan(0.9);
    expect(advantage).toBeGreaterThan(0.8);
  });

  test("finds fewer as more of the copies are replaced by fresh rows", async () => {
    const found: number[] = [];
    for (const copied of [800, 400, 200]) {
      const mixed = new Map([...training.slice(0, copied).rows(), ...draw(4, 800 - copied).rows()].map((row, i) => [i, row]));
      const { auc } = await membershipByDistance({ training, holdout, synthetic: Table.fromRows([...mixed.values()]) });
      found.push(auc.value);
    }
    expect(found[0]).toBeGreaterThan(found[1]);
    expect(found[1]).toBeGreaterThan(found[2]);
    expect(found[2]).toBeGreaterThan(0.55);
  });

  test("same seed, same result; too few rows are said", async () => {
    const trio = { training, holdout, synthetic: draw(3, 300) };
    expect(await membershipByDistance(trio, { seed: 5, guesses: 50 })).toEqual(await membershipByDistance(trio, { seed: 5, guesses: 50 }));
    const { foundAtTenth, members, others } = await membershipByDistance(trio, { guesses: 50 });
    expect([members, others]).toEqual([50, 50]);
    expect(foundAtTenth).toEqual({ notComputed: expect.stringContaining("at least 100") });
    await expect(membershipByDistance({ training, synthetic: training })).rejects.toThrow(/holdout has 0 rows.*at least 4/);
    await expect(membershipByDistance(trio, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });
});
