import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Table } from "../../../lib/index";
import { differencesBetween, inWords } from "../../../lib/course/difference";

describe("differencesBetween()", () => {
  it("names the rows that differ", () => {
    expect(differencesBetween([1, 2, 3], [1, 5, 3])).toEqual([{ where: "row 1", expected: "2", got: "5" }]);
    expect(differencesBetween([{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }])).toEqual([{ where: "row 1, a", expected: "2", got: "3" }]);
  });

  it("names a length, a missing key and a wrong type", () => {
    expect(differencesBetween([1, 2], [1])).toEqual([{ where: "length", expected: "2", got: "1" }]);
    expect(differencesBetween({ value: 1, reference: 2 }, { value: 1 })).toEqual([
      { where: "reference", expected: "2", got: "nothing (undefined)" },
    ]);
    expect(differencesBetween(0.5, "0.5")).toEqual([{ where: "the result", expected: "0.5", got: "'0.5'" }]);
  });

  it("takes numbers as equal up to rounding, NaN as NaN, and a typed array as a list", () => {
    expect(differencesBetween(0.3, 0.1 + 0.2)).toEqual([]);
    expect(differencesBetween(NaN, NaN)).toEqual([]);
    expect(differencesBetween(0, NaN)).toHaveLength(1);
    expect(differencesBetween([1, 2], Float64Array.of(1, 2))).toEqual([]);
  });

  it("finds nothing between a value and its copy", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => differencesBetween(value, structuredClone(value)).length === 0));
  });
});

describe("inWords()", () => {
  it("tells the cells of a table, wherever it stands", () => {
    const table = Table.of({ city: ["Ulm", null], age: [31, 54] });
    expect(inWords(table)).toBe("{ city: [ 'Ulm', null ], age: [ 31, 54 ] }");
    expect(inWords([table.select(["age"]), "age"])).toBe("[ { age: [ 31, 54 ] }, 'age' ]");
    expect(inWords({ training: Table.of({}) })).toBe("{ training: {} }");
    const itself: { own?: unknown } = {};
    itself.own = itself;
    expect(inWords(itself)).toContain("own: ");
  });

  it("is short and on one line whatever it is given", () => {
    fc.assert(fc.property(fc.anything(), (value) => inWords(value).length <= 240 && !inWords(value).includes("\n")));
  });
});
