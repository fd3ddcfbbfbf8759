/** What holds for every row of `hospital`. */

import { countWhere, isTrue, numbersOf, textsOf } from "../cells";
import { danglingKeys, repeatedKeys } from "../keys";
import type { Rule } from "../simulator";

const HOUR = 3_600_000;

export const hospitalRules: readonly Rule[] = [
  { name: "patient_id is unique", violations: ({ patients }) => repeatedKeys(patients, "patient_id") },
  { name: "stay_id is unique", violations: ({ stays }) => repeatedKeys(stays, "stay_id") },
  { name: "every stay has its patient", violations: ({ stays, patients }) => danglingKeys(stays, "patient_id", patients, "patient_id") },
  { name: "every chart has its stay", violations: ({ vitals, stays }) => danglingKeys(vitals, "stay_id", stays, "stay_id") },
  { name: "every patient has a stay", violations: ({ patients, stays }) => danglingKeys(patients, "patient_id", stays, "patient_id") },
  {
    name: "no stay follows a death, and none begins before the last has ended",
    violations: ({ stays }) => {
      const patient = textsOf(stays, "patient_id");
      const died = isTrue(stays, "died");
      const [admitted, days] = [numbersOf(stays, "admitted_at"), numbersOf(stays, "los_days")];
      // a length is written to 0.01 days, 14 minutes
      const early = (i: number): boolean => admitted[i] < admitted[i - 1] + (days[i - 1] - 0.006) * 24 * HOUR;
      return countWhere(stays.rowCount, (i) => i > 0 && patient(i) === patient(i - 1) && (died(i - 1) || early(i)));
    },
  },
  {
    name: "charts go on every four hours, at most 42 times",
    violations: ({ vitals }) => {
      const stay = textsOf(vitals, "stay_id");
      const taken = numbersOf(vitals, "taken_at");
      let rows = 0;
      return countWhere(vitals.rowCount, (i) => {
        const goesOn = i > 0 && stay(i) === stay(i - 1);
        rows = goesOn ? rows + 1 : 1;
        return rows > 42 || (goesOn && taken[i] !== taken[i - 1] + 4 * HOUR);
      });
    },
  },
];
