import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { cellOf, datetimeColumn, isMissing, missingCount, numberColumn, stringColumn, textOf } from "../../lib/table/column";
import { Table, type Row } from "../../lib/table/table";
import { arbitraryTable, contents } from "./arbitrary-table";

const people = Table.of({ age: [31, null, 54], city: ["Ulm", "Bari", null], member: [true, false, null] });

describe("Table", () => {
  test("of() takes the type of a column from its cells", () => {
    const table = Table.of({ n: [1], s: ["x"], b: [true], d: [new Date("2024-01-31")], t: [new Date("2024-01-31T12:30Z")], none: [null] });
    expect(table.columns.map((column) => column.type)).toEqual(["number", "string", "boolean", "datetime", "datetime", "string"]);
    expect(table.columns.map((column) => textOf(column, 0))).toEqual(["1", "x", "true", "2024-01-31", "2024-01-31 12:30:00.000", null]);
  });

  test("rows and back", () => {
    expect(contents(Table.fromRows([...people.rows()]))).toEqual(contents(people));
    expect([...Table.fromRows([{ a: 1 }, { b: "x" }]).rows()]).toEqual([
      { a: 1, b: null },
      { a: null, b: "x" },
    ]);
    expect(Table.fromRows([]).rowCount).toBe(0);
  });

  test("select, drop, rename, with", () => {
    expect(people.select(["city", "age"]).columnNames).toEqual(["city", "age"]);
    expect(people.select([]).rowCount).toBe(3);
    expect(people.drop(["city"]).columnNames).toEqual(["age", "member"]);
    expect(people.rename({ city: "town" }).cell(0, "town")).toBe("Ulm");
    expect(people.with(numberColumn("age", [1, 2, 3])).row(1)).toEqual({ age: 2, city: "Bari", member: false });
    expect(people.with(numberColumn("x", [1, 2, 3])).columnNames).toEqual(["age", "city", "member", "x"]);
  });

  test("take, slice, filter", () => {
    expect([...people.take([2, 0, 0, -1]).select(["age"]).rows()].map((row) => row.age)).toEqual([54, 31, 31, null]);
    expect(people.take([-1]).row(0)).toEqual({ age: null, city: null, member: null });
    expect([people.slice(1).rowCount, people.slice(-5, 2).rowCount, people.slice(2, 1).rowCount, people.slice(9).rowCount]).toEqual([
      2, 2, 0, 0,
    ]);
    expect(people.filter((row) => row.member === true).row(0).city).toBe("Ulm");
  });

  test("taking all rows in order changes nothing", () => {
    fc.assert(
      fc.property(arbitraryTable, (table) => {
        expect(contents(table.take(Int32Array.from({ length: table.rowCount }, (_, i) => i)))).toEqual(contents(table));
      }),
    );
  });

  test("names that objects have of their own, and strange ones", () => {
    const names = ["__proto__", "constructor", "", "a.b", '"', "🙂"];
    const table = new Table(names.map((name, i) => numberColumn(name, [i])));
    expect(names.map((name) => table.cell(0, name))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Object.keys(table.row(0))).toEqual(names);
    expect(contents(Table.fromRows([table.row(0)]))).toEqual(contents(table));
  });

  test.each<[string, () => unknown, string]>([
    [
      "columns of different lengths",
      () => new Table([numberColumn("a", [1]), numberColumn("b", [1, 2])]),
      'column "b" has 2 cells, but "a" has 1',
    ],
    [
      "a name that stands twice",
      () => new Table([numberColumn("a", [1]), numberColumn("a", [1])]),
      'the column name "a" stands more than once',
    ],
    ["an unknown column", () => people.column("agee"), 'No column "agee". Did you mean "age"? The columns are "age", "city", "member"'],
    ["an unknown column to drop", () => people.drop(["cty"]), 'Did you mean "city"?'],
    ["cells of several types", () => Table.of({ a: [1, "x"] }), "its cells are of several types (number, string)"],
    ["renaming to a name that stands", () => people.rename({ age: "city" }), "stands more than once"],
  ])("refuses %s", (_, act, message) => {
    expect(act).toThrow(message);
  });
});

describe("columns", () => {
  test("undefined, null and NaN are missing", () => {
    expect(missingCount(numberColumn("x", [1, null, undefined, NaN]))).toBe(3);
    expect(missingCount(stringColumn("x", ["", null, undefined]))).toBe(2);
    expect(missingCount(datetimeColumn("x", [new Date(0), new Date(NaN), null]))).toBe(2);
  });

  test("cellOf() is null exactly where isMissing() holds", () => {
    fc.assert(
      fc.property(arbitraryTable, (table) => {
        for (const column of table.columns)
          for (let i = 0; i < column.length; i++) expect(cellOf(column, i) === null).toBe(isMissing(column, i));
      }),
    );
  });

  test("a row object can be read by name", () => {
    const row: Row = people.row(0);
    expect([row.age, row.city, row.member]).toEqual([31, "Ulm", true]);
  });
});
