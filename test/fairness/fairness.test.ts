import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calibrationByGroup } from "../../lib/fairness/calibration";
import { equalisedOdds } from "../../lib/fairness/odds";
import { statisticalParity } from "../../lib/fairness/parity";
import { wilsonInterval } from "../../lib/fairness/wilson-interval";
import { Table } from "../../lib/table/table";

// the example of fairlearn's documentation, 18 rows, with its published rates
const EXAMPLE = Table.of({
  truth: [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1],
  predicted: [0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0],
  group: [..."bbabbcccaacabccbcc"],
});

function byGroup<Value>(
  groups: readonly { readonly group: Readonly<Record<string, unknown>>; readonly value: Value }[],
): Record<string, Value> {
  return Object.fromEntries(groups.map(({ group, value }) => [String(group.group), value]));
}

describe("statisticalParity()", () => {
  test("gives the published selection rates of fairlearn's example", () => {
    const {
      gap,
      ratio,
      overall,
      byGroup: groups,
      trusted,
    } = statisticalParity(EXAMPLE, { outcome: "predicted", favourable: 1, across: ["group"] });
    expect(byGroup(groups.map(({ group, rate }) => ({ group, value: rate })))).toEqual({ a: 0.75, b: 0.5, c: 0.5 });
    expect(gap).toBe(0.25);
    expect(ratio).toBeCloseTo(0.6666667, 7);
    expect(overall.rate).toBeCloseTo(0.5555556, 7);
    expect(trusted).toBe(false);
  });

  test("makes groups of combinations, of which a missing cell is one", () => {
    const table = Table.of({ sex: ["F", "F", null, "M"], race: ["A", "B", "A", "A"], won: [true, false, false, true] });
    const { byGroup: groups, gap } = statisticalParity(table, { outcome: "won", favourable: true, across: ["sex", "race"] });
    expect(groups.map(({ group, rate, rows }) => [group.sex, group.race, rate, rows])).toEqual([
      ["F", "A", 1, 1],
      ["F", "B", 0, 1],
      [null, "A", 0, 1],
      ["M", "A", 1, 1],
    ]);
    expect(gap).toBe(1);
  });

  test("has an interval around each rate, narrower with more rows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 }), (hits, misses) => {
        const rows = hits + misses;
        const [few, many] = [wilsonInterval(hits, rows), wilsonInterval(10 * hits, 10 * rows)];
        expect(few.low <= hits / rows + 1e-12 && hits / rows <= few.high + 1e-12).toBe(true);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
    // Newcombe 1998, table I: 81 of 263
    expect(wilsonInterval(81, 263).low).toBeCloseTo(0.2553, 4);
    expect(wilsonInterval(81, 263).high).toBeCloseTo(0.3662, 4);
  });

  test("refuses what it cannot answer", () => {
    const question = { outcome: "predicted", favourable: 1, across: ["group"] };
    expect(() => statisticalParity(EXAMPLE, { ...question, across: [] })).toThrow("at least one column");
    expect(() => statisticalParity(EXAMPLE, { ...question, favourable: "1" })).toThrow('no cell of "predicted" is "1"');
    expect(() => statisticalParity(EXAMPLE, { ...question, outcome: "predict" })).toThrow('No column "predict"');
    expect(() => statisticalParity(EXAMPLE.slice(0, 0), question)).toThrow("no rows");
  });
});

describe("equalisedOdds()", () => {
  test("gives the published rates of fairlearn's example", () => {
    const odds = equalisedOdds(EXAMPLE, { truth: "truth", predicted: "predicted", favourable: 1, across: ["group"] });
    const rates = byGroup(
      odds.byGroup.map(({ group, truePositives, falsePositives, precision }) => ({
        group,
        value: [truePositives, falsePositives, precision].map(({ rate }) => Number(rate?.toFixed(7))),
      })),
    );
    expect(rates).toEqual({ a: [0.5, 1, 0.3333333], b: [0.6, 0, 1], c: [0.4, 0.6666667, 0.5] });
    expect(odds.gap).toEqual({ value: 1 });
    expect(odds.ratio).toEqual({ value: 0 });
    expect(odds.overall.truePositives.rate).toBe(0.5);
    expect(odds.opportunityGap.value).toBeCloseTo(0.2, 12);
    expect(odds.meanGap.value).toBeCloseTo(0.6, 12);
  });

  test("says why there is no rate for a group without such rows", () => {
    const table = Table.of({ truth: [1, 1, 0], predicted: [1, 0, 0], group: ["a", "a", "b"] });
    const odds = equalisedOdds(table, { truth: "truth", predicted: "predicted", favourable: 1, across: ["group"] });
    expect(odds.gap).toEqual({ value: undefined, notComputed: "group b: no row is truly favourable" });
  });
});

describe("calibrationByGroup()", () => {
  test("is 0 where scores tell the truth and grows with the error", () => {
    const table = (shift: number): Table =>
      Table.of({
        group: Array.from({ length: 200 }, (_, i) => (i < 100 ? "a" : "b")),
        ill: Array.from({ length: 200 }, (_, i) => i % 100 < 30),
        risk: Array.from({ length: 200 }, (_, i) => (i < 100 ? 0.3 : 0.3 + shift)),
      });
    const question = { truth: "ill", favourable: true, score: "risk", across: ["group"] };
    const errors = [0, 0.1, 0.2, 0.4].map((shift) => calibrationByGroup(table(shift), question).byGroup[1].calibrationError);
    [0, 0.1, 0.2, 0.4].forEach((shift, i) => expect(errors[i]).toBeCloseTo(shift, 10));
    expect(calibrationByGroup(table(0.2), question).gap).toBeCloseTo(0.2, 10);
    expect(calibrationByGroup(table(0), question).byGroup[0].brier).toBeCloseTo(0.21, 10);
  });

  test("refuses scores that are no probabilities", () => {
    const table = Table.of({ group: ["a"], ill: [true], risk: [1.2] });
    expect(() => calibrationByGroup(table, { truth: "ill", favourable: true, score: "risk", across: ["group"] })).toThrow("row 1");
  });
});
