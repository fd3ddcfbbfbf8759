import { describe, expect, test } from "vitest";
import { lawOf } from "../../lib/datasets/law-of";
import { simulate } from "../../lib/datasets/simulate/simulate";
import { simulators } from "../../lib/datasets/simulate/simulators";

describe("lawOf()", () => {
  test("a fresh sample of people and of bank breaks no rule, a shuffled one does", () => {
    const people = simulate("people", { rows: 300, seed: 3 });
    expect(new Set(Object.values(lawOf("people").violations(people)))).toEqual(new Set([0]));
    const shuffled = people.with(people.take(Int32Array.from({ length: 300 }, (_, i) => 299 - i)).column("income"));
    expect(lawOf("people").violations(shuffled)["income is 0 exactly when works is false"]).toBeGreaterThan(50);
    expect(new Set(Object.values(lawOf("bank").violations(simulate("bank", { rows: 50 }))))).toEqual(new Set([0]));
  });

  test("names the tables that are absent", () => {
    const { account, client } = simulate("bank", { rows: 5 });
    expect(() => lawOf("bank").violations({ account, client })).toThrow(/no table "district", "disposition"/);
  });

  test.each(simulators.map((simulator) => ({ simulator, name: simulator.name })))(
    "every foreign key of $name points to a column that exists",
    ({ simulator }) => {
      const plans = [...simulator.tables, simulator.latent];
      for (const { foreignKeys, columns } of plans) {
        for (const { column, table, references } of foreignKeys) {
          expect(columns.map(({ name }) => name)).toContain(column);
          const parent = simulator.tables.find((plan) => plan.name === table);
          expect(parent?.columns.map(({ name }) => name)).toContain(references);
        }
      }
    },
  );
});
