import { describe, expect, test } from "vitest";
import { numbersOf } from "../../lib/datasets/simulate/cells";
import { engines } from "../../lib/datasets/simulate/engines/engines";
import { simulateWithTruth } from "../../lib/datasets/simulate/simulate";
import { testRules, testTruths } from "./expect-truths";

const ENGINES = 1500;
const { data, latent } = simulateWithTruth("engines", { rows: ENGINES, seed: 4 });
const sample = { tables: data, latent };

describe('simulate("engines")', () => {
  testTruths(engines, () => sample, { subjects: 4000, ourSubjects: ENGINES });
  testRules(engines, () => sample);

  test("damage reaches 1 in the last cycle and not before", () => {
    const damage = numbersOf(latent, "damage");
    const cycle = numbersOf(latent, "cycle");
    for (let i = 0; i < latent.rowCount; i++) {
      const last = i + 1 === latent.rowCount || cycle[i + 1] === 1;
      // 1e-4: damage is written to four digits
      if (last) expect(damage[i]).toBeGreaterThanOrEqual(0.9999);
      else expect(damage[i]).toBeLessThanOrEqual(1);
    }
  });

  test("a rule counts the rows that break it", () => {
    const rule = engines.rules.find(({ name }) => name.startsWith("cycles count"));
    const gap = { ...data, cycles: data.cycles.take([0, 1, 3, 4]) };
    expect(rule?.violations(gap)).toBe(1);
  });
});
