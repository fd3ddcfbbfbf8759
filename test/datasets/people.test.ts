import { describe, expect, test } from "vitest";
import { isText, numbersOf } from "../../lib/datasets/simulate/cells";
import { people } from "../../lib/datasets/simulate/people/people";
import { shareNearestToOwnRegion } from "../../lib/datasets/simulate/people/rules";
import { simulate, simulateWithTruth } from "../../lib/datasets/simulate/simulate";
import { numberColumn } from "../../lib/table/column";
import { testRules, testTruths } from "./expect-truths";

const ROWS = 200_000;
const { data, latent } = simulateWithTruth("people", { rows: ROWS, seed: 11 });
const sample = { tables: { people: data }, latent };

describe('simulate("people")', () => {
  testTruths(people, () => sample, { subjects: 400_000, ourSubjects: ROWS });
  testRules(people, () => sample);

  test("the nearest centre is that of the region for more than 99.9 % of the homes", () => {
    expect(shareNearestToOwnRegion(data)).toBeGreaterThan(0.999);
  });

  test("a rule counts the rows that break it", () => {
    const income = numbersOf(data, "income").slice();
    income[0] = income[0] === 0 ? 100 : 0;
    const broken = { people: data.with(numberColumn("income", income)) };
    const rule = people.rules.find(({ name }) => name.startsWith("income is 0"));
    expect(rule?.violations(broken)).toBe(1);
  });

  test("row i does not depend on the number of rows", () => {
    const few = simulate("people", { rows: 40, seed: 11 });
    for (let i = 0; i < 40; i++) expect(few.row(i)).toEqual(data.row(i));
  });

  test("12,000 rows by default, and other people for another seed", () => {
    const first = simulate("people");
    expect(first.rowCount).toBe(12_000);
    expect(simulate("people", { rows: 1, seed: 2 }).row(0)).not.toEqual(first.row(0));
  });

  test("zero rows give the columns and no row", () => {
    const empty = simulate("people", { rows: 0 });
    expect(empty.rowCount).toBe(0);
    expect(empty.columnNames).toEqual(data.columnNames);
  });

  test.each([1, 2, 3, 4, 5])("each of the five canaries stands once (seed %i)", (seed) => {
    const { data: table, canaries } = simulateWithTruth("people", { seed });
    expect(canaries).toHaveLength(5);
    for (const { cells } of canaries) {
      const age = numbersOf(table, "age");
      const tests = ["region", "education", "occupation"].map((name) => isText(table, name, String(cells[name])));
      const hits = Array.from(age.keys()).filter((i) => age[i] === cells.age && tests.every((holds) => holds(i)));
      expect(hits).toHaveLength(1);
    }
  });

  test("a name that is not simulated is an error that names the nearest", () => {
    // @ts-expect-error: the type forbids it as well
    expect(() => simulate("peeple")).toThrow(/no such dataset. Did you mean "people"\?/);
    expect(() => simulate("people", { rows: -1 })).toThrow(RangeError);
    // @ts-expect-error: an unknown option
    expect(() => simulate("people", { row: 5 })).toThrow(/unknown option "row"/);
  });
});
