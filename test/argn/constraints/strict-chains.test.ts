import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../../lib/argn/tabular-argn";
import { Rng } from "../../../lib/base/random";
import { datetimeColumn, numberColumn, stringColumn } from "../../../lib/table/column";
import { Table } from "../../../lib/table/table";

const DAY = 86_400_000;
const ROWS = 600;

/** Five steps that rise in no way, and three days: a chain of strict orders has hardly any room. */
function steps(): Table {
  const rng = new Rng("steps");
  const whole = (name: string): ReturnType<typeof numberColumn> =>
    numberColumn(
      name,
      Array.from({ length: ROWS }, () => 1 + rng.integer(5)),
    );
  const day = (name: string): ReturnType<typeof datetimeColumn> =>
    datetimeColumn(
      name,
      Array.from({ length: ROWS }, () => Date.UTC(2024, 0, 1) + rng.integer(400) * DAY),
      "date",
    );
  return new Table([whole("a"), whole("b"), whole("c"), whole("d"), whole("e"), day("booked"), day("packed"), day("left")]);
}

describe("a chain of strict orders", () => {
  let argn: TabularARGN;
  beforeAll(async () => {
    const untied = await TabularARGN.train(steps(), { seed: 1, epochs: 2 });
    argn = untied.withConstraints([
      ...["ab", "bc", "cd", "de"].map(([low, high]) => ({ kind: "inequality", low, high, strict: true }) as const),
      { kind: "inequality", low: "booked", high: "packed", strict: true },
      { kind: "inequality", low: "packed", high: "left", strict: true },
    ]);
  });

  test("leaves one way where there are as many steps as values", async () => {
    for (const row of (await argn.sample(300)).rows()) {
      expect([row.a, row.b, row.c, row.d, row.e]).toEqual([1, 2, 3, 4, 5]);
      expect(Number(row.booked)).toBeLessThan(Number(row.packed));
      expect(Number(row.packed)).toBeLessThan(Number(row.left));
    }
  });

  test("finds the one day between two given ones, and the room before a given end", async () => {
    const start = Date.UTC(2024, 3, 1);
    const given = new Table([
      datetimeColumn("booked", [start, start], "date"),
      datetimeColumn("left", [start + 2 * DAY, start + 9 * DAY], "date"),
    ]);
    const between = await argn.sample(2, { given });
    expect(Number(between.cell(0, "packed"))).toBe(start + DAY);
    expect(Number(between.cell(1, "packed"))).toBeLessThan(start + 9 * DAY);
    const early = await argn.sample(50, { given: new Table([datetimeColumn("left", [Date.UTC(2024, 0, 12)], "date")]) });
    for (const row of early.rows())
      expect(Number(row.booked) < Number(row.packed) && Number(row.packed) < Date.UTC(2024, 0, 12)).toBe(true);
  });

  test("takes given numbers that are written as text", async () => {
    const given = new Table([stringColumn("booked", ["2024-06-01", "2024-06-02"]), stringColumn("left", ["2024-06-03", "2024-06-04"])]);
    const synthetic = await argn.sample(2, { given });
    expect([0, 1].map((row) => new Date(Number(synthetic.cell(row, "packed"))).toISOString().slice(0, 10))).toEqual([
      "2024-06-02",
      "2024-06-03",
    ]);
  });

  test("that no row can obey is refused, by name", async () => {
    const six = (await TabularARGN.train(steps().select(["a", "b", "c", "d", "e"]), { seed: 1, epochs: 1 })).withConstraints([]);
    expect(() =>
      six.withConstraints([
        ...["ab", "bc", "cd", "de"].map(([low, high]) => ({ kind: "inequality", low, high, strict: true }) as const),
        { kind: "range", column: "a", least: 2 },
      ]),
    ).toThrow(/"a" < "b" and .*"a" from 2 to any: they leave no value for/);
  });
});
