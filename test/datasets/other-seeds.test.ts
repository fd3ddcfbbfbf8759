import { describe, expect, test } from "vitest";
import { bank } from "../../lib/datasets/simulate/bank/bank";
import { cloudops } from "../../lib/datasets/simulate/cloudops/cloudops";
import { engines } from "../../lib/datasets/simulate/engines/engines";
import { hospital } from "../../lib/datasets/simulate/hospital/hospital";
import { people } from "../../lib/datasets/simulate/people/people";
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
