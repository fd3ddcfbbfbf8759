import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { booleanColumn, codedColumn, datetimeColumn, numberColumn } from "../../lib/table/column";
import { concat, concatInTurns } from "../../lib/table/concat";
import { groupRows } from "../../lib/table/group-rows";
import { join } from "../../lib/table/join";
import { sortBy } from "../../lib/table/sort-by";
import { summary } from "../../lib/table/summary";
import { Table } from "../../lib/table/table";
import { arbitraryTable, contents } from "./arbitrary-table";

const rowsOf = (table: Table): unknown[] => [...table.rows()];

describe("concat()", () => {
  test("slices put together again are the table", () => {
    fc.assert(
      fc.property(arbitraryTable, fc.nat({ max: 8 }), (table, cut) => {
        expect(contents(concat([table.slice(0, cut), table.slice(cut)]))).toEqual(contents(table));
      }),
    );
  });

  test("columns go by name, missing-only columns take the type of the others", () => {
    const both = concat([Table.of({ a: [1], b: ["x"] }), Table.of({ b: [null], a: [null] }), Table.of({ b: ["y"], a: [2] })]);
    expect(rowsOf(both)).toEqual([
      { a: 1, b: "x" },
      { a: null, b: null },
      { a: 2, b: "y" },
    ]);
    expect(both.column("a").type).toBe("number");
  });

  test("a date beside times becomes a time", () => {
    const both = concat([new Table([datetimeColumn("t", [0], "date")]), new Table([datetimeColumn("t", [3_600_000], "datetime")])]);
    expect(both.column("t")).toMatchObject({ format: "datetime" });
  });

  test("in turns with the event loop gives the same", async () => {
    const parts = [Table.of({ a: [1, null], b: ["x", "y"] }), Table.of({ a: [3], b: ["x"] })];
    expect(contents(await concatInTurns(parts))).toEqual(contents(concat(parts)));
    await expect(concatInTurns([])).rejects.toThrow("at least one is needed");
  });

  test("says what does not fit", () => {
    expect(() => concat([])).toThrow("at least one is needed");
    expect(() => concat([Table.of({ a: [1] }), Table.of({ b: [1] })])).toThrow('table 2 lacks "a" and has "b" besides');
    expect(() => concat([Table.of({ a: [1] }), Table.of({ a: ["x"] })])).toThrow(
      'column "a" is of type number, but of type string in table 2',
    );
  });
});

describe("join()", () => {
  const patients = Table.of({ id: [1, 2, null, 3], city: ["Ulm", "Bari", "Bonn", "Kiel"] });
  const visits = Table.of({ id: [3, 1, 1, null, 9], pulse: [80, 70, 74, 60, 61] });

  test("left keeps rows without a match, inner drops them, a missing key matches nothing", () => {
    const pulses = (kind: "left" | "inner"): unknown =>
      rowsOf(join(patients, visits, { on: ["id"], kind }).select(["city", "pulse"])).map((row) => Object.values(Object(row)).join(" "));
    expect(pulses("left")).toEqual(["Ulm 70", "Ulm 74", "Bari ", "Bonn ", "Kiel 80"]);
    expect(pulses("inner")).toEqual(["Ulm 70", "Ulm 74", "Kiel 80"]);
  });

  test("keys of several columns equal the double loop", () => {
    const cell = fc.constantFrom("x", "y", null);
    const side = (name: string) =>
      fc.array(fc.tuple(cell, fc.constantFrom(1, 2, null)), { maxLength: 6 }).map((rows) =>
        Table.of({
          k: ["", ...rows.map((row) => row[0])],
          n: [0, ...rows.map((row) => row[1])],
          [name]: ["", ...rows.map((_, i) => String(i))],
        }),
      );
    fc.assert(
      fc.property(side("l"), side("r"), (left, right) => {
        const slow = [...left.rows()].flatMap((a) =>
          [...right.rows()].filter((b) => a.k !== null && a.n !== null && a.k === b.k && a.n === b.n).map((b) => ({ ...a, r: b.r })),
        );
        expect(rowsOf(join(left, right, { on: ["k", "n"], kind: "inner" }))).toEqual(slow);
      }),
    );
  });

  test("says what does not fit", () => {
    expect(() => join(patients, visits, { on: [] })).toThrow("on is empty");
    expect(() => join(patients, visits, { on: ["idd"] })).toThrow('Did you mean "id"?');
    expect(() => join(patients, patients, { on: ["id"] })).toThrow('both tables have "city"');
    expect(() => join(patients, Table.of({ id: ["1"] }), { on: ["id"] })).toThrow("of type number, but of type string");
  });
});

describe("sortBy()", () => {
  test("by several columns, missing last, equal rows in their order", () => {
    const table = Table.of({ s: ["b", "a", null, "b", "a"], n: [2, null, 1, 1, 3], i: [0, 1, 2, 3, 4] });
    const order = (names: string[], descending = false): unknown =>
      rowsOf(sortBy(table, names, { descending }).select(["i"])).map((row) => Object.values(Object(row))[0]);
    expect(order(["s"])).toEqual([1, 4, 0, 3, 2]);
    expect(order(["s", "n"])).toEqual([4, 1, 3, 0, 2]);
    expect(order(["n"], true)).toEqual([4, 0, 2, 3, 1]);
    expect(order([])).toEqual([0, 1, 2, 3, 4]);
  });

  test("numbers come out as Array.sort has them", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), (cells) => {
        const sorted = sortBy(new Table([numberColumn("x", cells)]), ["x"]).column("x");
        expect(sorted.type === "number" && Array.from(sorted.values, (x) => x + 0)).toEqual(
          [...cells].sort((a, b) => a - b).map((x) => x + 0),
        );
      }),
    );
  });
});

describe("groupRows()", () => {
  test("equal rows are together, a missing cell is a value, order is that of first appearance", () => {
    const table = Table.of({ a: ["x", null, "x", null], b: [1, 1, 2, 1] });
    expect(groupRows(table, ["a", "b"]).map(({ key, rows }) => [key, [...rows]])).toEqual([
      [{ a: "x", b: 1 }, [0]],
      [{ a: null, b: 1 }, [1, 3]],
      [{ a: "x", b: 2 }, [2]],
    ]);
  });

  test("every row is in one group", () => {
    fc.assert(
      fc.property(arbitraryTable, (table) => {
        const rows = groupRows(table, table.columnNames).flatMap((group) => [...group.rows]);
        expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: table.rowCount }, (_, i) => i));
      }),
    );
  });
});

describe("summary()", () => {
  test("counts, order statistics and the most frequent value", () => {
    const table = new Table([
      numberColumn("n", [3, 1, null, 2, 2]),
      codedColumn("s", Int32Array.of(1, 2, 1, -1, 0), ["b", "a", "a"]),
      booleanColumn("t", [true, null, false, false, null]),
      datetimeColumn("d", [0, 86_400_000, null, null, null], "date"),
    ]);
    expect(rowsOf(summary(table))).toEqual([
      { column: "n", type: "number", missing: 1, distinct: 3, min: "1", median: "2", max: "3", mostFrequent: "2", frequency: 2 },
      { column: "s", type: "string", missing: 1, distinct: 2, min: null, median: null, max: null, mostFrequent: "a", frequency: 3 },
      { column: "t", type: "boolean", missing: 2, distinct: 2, min: null, median: null, max: null, mostFrequent: "false", frequency: 2 },
      {
        column: "d",
        type: "datetime",
        missing: 3,
        distinct: 2,
        min: "1970-01-01",
        median: "1970-01-01",
        max: "1970-01-02",
        mostFrequent: "1970-01-01",
        frequency: 1,
      },
    ]);
  });

  test("a table of no rows, and of no columns", () => {
    expect(summary(Table.of({ x: [] })).row(0)).toMatchObject({ missing: 0, distinct: 0, mostFrequent: null, frequency: null });
    expect(summary(new Table([], 3)).rowCount).toBe(0);
  });
});
