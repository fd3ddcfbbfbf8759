import { describe, expect, test } from "vitest";
import { numbersOf } from "../../lib/datasets/simulate/cells";
import { bank } from "../../lib/datasets/simulate/bank/bank";
import { cloudops } from "../../lib/datasets/simulate/cloudops/cloudops";
import { engines } from "../../lib/datasets/simulate/engines/engines";
import { hospital } from "../../lib/datasets/simulate/hospital/hospital";
import { people } from "../../lib/datasets/simulate/people/people";
import { shareNearestToOwnRegion } from "../../lib/datasets/simulate/people/rules";
import { reviews } from "../../lib/datasets/simulate/reviews/reviews";
import { simulateWithTruth } from "../../lib/datasets/simulate/simulate";

/** Two more seeds beside that of each dataset's own test; the printed truths were counted in so many subjects. */
const datasets = [
  { name: "people" as const, simulator: people, rows: 20_000, printed: 400_000 },
  { name: "hospital" as const, simulator: hospital, rows: 4000, printed: 60_000 },
  { name: "engines" as const, simulator: engines, rows: 400, printed: 4000 },
  { name: "bank" as const, simulator: bank, rows: 3000, printed: 40_000 },
  { name: "reviews" as const, simulator: reviews, rows: 4000, printed: 60_000 },
  { name: "cloudops" as const, simulator: cloudops, rows: 1500, printed: 20_000 },
];
const cases = datasets.flatMap(({ name, simulator, rows, printed }) => [21, 22].map((seed) => ({ name, simulator, rows, printed, seed })));

describe.each(cases)("simulate($name) with seed $seed", ({ name, simulator, rows, printed, seed }) => {
  test("every truth holds within 4 standard errors, every rule in every row", () => {
    const { data, latent } = simulateWithTruth(name, { rows, seed });
    const tables = "columns" in data ? { [simulator.name]: data } : data;
    for (const truth of simulator.truths) {
      const { value, standardError } = truth.estimate({ tables, latent });
      const spread = truth.basis === "exact" ? standardError : standardError * Math.sqrt(1 + rows / printed);
      expect(Math.abs(value - truth.value), `${truth.name}: ${value} where ${truth.value} is true, standard error ${spread}`).toBeLessThanOrEqual(4 * spread + truth.rounding);
    }
    for (const rule of simulator.rules) expect(rule.violations(tables), rule.name).toBe(0);
  });
});

test.each([21, 22])("the nearest centre is that of the region for more than 99.9 %% of the homes (seed %i)", (seed) => {
  expect(shareNearestToOwnRegion(simulateWithTruth("people", { rows: 20_000, seed }).data)).toBeGreaterThan(0.999);
});

test.each([21, 22])("an engine runs from cycle 1 to its one failure, where the damage reaches 1 (seed %i)", (seed) => {
  const { latent } = simulateWithTruth("engines", { rows: 200, seed });
  const [damage, cycle] = [numbersOf(latent, "damage"), numbersOf(latent, "cycle")];
  const last = Array.from(cycle, (_, i) => i + 1 === cycle.length || cycle[i + 1] === 1);
  // 1e-4: damage is written to four digits
  expect(Array.from(last.keys()).filter((i) => (last[i] ? damage[i] < 0.9999 : damage[i] > 1))).toEqual([]);
  expect(last.filter(Boolean)).toHaveLength(200);
});
