import { describe, expect, test } from "vitest";
import { hospital } from "../../lib/datasets/simulate/hospital/hospital";
import { simulate, simulateWithTruth } from "../../lib/datasets/simulate/simulate";
import { testRules, testTruths } from "./expect-truths";

const PATIENTS = 20_000;
const { data, latent } = simulateWithTruth("hospital", { rows: PATIENTS, seed: 5 });
const sample = { tables: data, latent };

describe('simulate("hospital")', () => {
  testTruths(hospital, () => sample, { subjects: 60_000, ourSubjects: PATIENTS });
  testRules(hospital, () => sample);

  test("gives three tables whose first rows do not depend on the number of patients", () => {
    const few = simulate("hospital", { rows: 3, seed: 5 });
    expect(Object.keys(few)).toEqual(["patients", "stays", "vitals"]);
    for (const [name, table] of Object.entries({ patients: few.patients, stays: few.stays, vitals: few.vitals })) {
      const many = name === "patients" ? data.patients : name === "stays" ? data.stays : data.vitals;
      for (let i = 0; i < table.rowCount; i++) expect(table.row(i)).toEqual(many.row(i));
    }
  });

  test("a rule counts the rows that break it", () => {
    const [rule] = hospital.rules.filter(({ name }) => name === "every chart has its stay");
    const stays = data.stays.slice(1);
    const first = data.vitals.filter((row) => row.stay_id === data.stays.cell(0, "stay_id")).rowCount;
    expect(rule.violations({ ...data, stays })).toBe(first);
  });
});
