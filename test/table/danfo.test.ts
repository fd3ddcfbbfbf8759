import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";

import { fromDanfo, toDanfo } from "../../lib/table/danfo";
import { Table } from "../../lib/table/table";
import { arbitraryTable, contents } from "./arbitrary-table";

const table = Table.of({
  age: [31, null, 54],
  city: ["Ulm", null, "Bari"],
  member: [true, null, false],
  born: [new Date("1993-01-31"), null, new Date("1970-05-01")],
});

describe("toDanfo()", () => {
  test("gives a frame whose functions work, missing cells and all", async () => {
    const frame = await toDanfo(table);
    expect(frame.shape).toEqual([3, 4]);
    expect(frame.dtypes).toEqual(["float32", "string", "boolean", "string"]);
    expect(frame["age"].mean()).toBe(42.5);
    expect(frame.isNa().values).toEqual([false, true, false].map((missing) => [missing, missing, missing, missing]));
    expect(frame.dropNa().values).toEqual([
      [31, "Ulm", true, "1993-01-31"],
      [54, "Bari", false, "1970-05-01"],
    ]);
    expect(frame.groupby(["city"]).col(["age"]).mean().values).toContainEqual(["Ulm", 31]);
    expect((await frame.sample(2, { seed: 1 })).shape).toEqual([2, 4]);
  });

  test("its tensors do arithmetic, on the TensorFlow.js that the course has", async () => {
    const frame = await toDanfo(Table.of({ x: [1, 4, 9] }));
    expect(frame.tensor.sqrt().add(1).arraySync()).toEqual([[2], [3], [4]]);
  });

  test("refuses names that would hide the frame's own members, and tables without columns", async () => {
    await expect(toDanfo(Table.of({ count: [1] }))).rejects.toThrow('"count" would hide a member');
    await expect(toDanfo(Table.of({ ["__proto__"]: [1] }))).rejects.toThrow("would hide a member");
    await expect(toDanfo(new Table([], 2))).rejects.toThrow("the table has no columns");
  });

  test("says how to install danfojs-node when it is absent", async () => {
    vi.doMock("danfojs-node", () => {
      throw new Error("Cannot find package 'danfojs-node'");
    });
    await expect(toDanfo(table)).rejects.toThrow('install it with "npm install danfojs-node@1.2.0"');
    vi.doUnmock("danfojs-node");
  });
});

describe("fromDanfo()", () => {
  test("gives back the table, dates being declared", async () => {
    expect(contents(fromDanfo(await toDanfo(table), { columns: { born: "datetime" } }))).toEqual(contents(table));
  });

  test("gives back any table whose types are declared", async () => {
    const usual = arbitraryTable.map((any) => any.rename(Object.fromEntries(any.columnNames.map((name, i) => [name, `column ${i}`]))));
    await fc.assert(
      fc.asyncProperty(usual, async (any) => {
        const columns = Object.fromEntries(any.columns.map((column) => [column.name, column.type]));
        const values = (each: Table): unknown => [...each.rows()];
        expect(values(fromDanfo(await toDanfo(any), { columns }))).toEqual(values(any));
      }),
      { numRuns: 50 },
    );
  });

  test("says what does not fit", () => {
    const frame = { columns: ["x"], values: [[1], ["a"]] };
    expect(() => fromDanfo(frame)).toThrow('column "x": its cells are of several types');
    expect(() => fromDanfo(frame, { columns: { x: "number" } })).toThrow('holds "a", which is not of the declared type number');
    expect(() => fromDanfo(frame, { columns: { y: "number" } })).toThrow("no such column");
    expect(() => fromDanfo({ columns: ["x"], values: 3 })).toThrow("pass a DataFrame, not a Series");
    expect(() => fromDanfo({ columns: ["x"], values: [[[1]]] })).toThrow("holds 1, and a cell is");
  });
});
