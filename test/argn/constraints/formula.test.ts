import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf, evaluate, parseFormula } from "../../../lib/argn/constraints/formula";
import { uniqueKeys } from "../../../lib/argn/constraints/unique-keys";
import { Rng } from "../../../lib/base/random";

const CELLS: Readonly<Record<string, number>> = { a: 6, b: 3, größe: 2, "odd name (%)": 10 };
const value = (formula: string): number => evaluate(parseFormula(formula), (name) => CELLS[name] ?? NaN);

describe("formulas", () => {
  test.each([
    ["a * b", 18],
    ["a - b - 1", 2],
    ["a / b / 2", 1],
    ["2 + a * b", 20],
    ["(2 + a) * b", 24],
    ["-a + -(-b)", -3],
    ["[odd name (%)] / 4", 2.5],
    ["größe * 1.5e1", 30],
    [".5*a", 3],
  ])("%s is %d", (formula, expected) => expect(value(formula)).toBe(expected));

  test.each(["a / 0", "nobody + 1"])("%s has no value", (formula) => expect(value(formula)).toBeNaN());

  test.each(["", "a b", "a +", "(a", "a)", "1.2.3", "a; b", "a ** b", "[a"])('refuses "%s"', (formula) => {
    expect(() => parseFormula(formula)).toThrow(SyntaxError);
  });

  test("names each column once", () => expect(columnsOf(parseFormula("a * b - a / [x y]"))).toEqual(["a", "b", "x y"]));

  test("agrees with JavaScript on random formulas", () => {
    const leaf = fc.oneof(fc.integer({ min: 0, max: 99 }).map(String), fc.constantFrom("a", "b"));
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*"), tie("tree")).map(([l, o, r]) => `(${l} ${o} ${r})`),
      ),
    }));
    fc.assert(
      fc.property(tree, (formula) => {
        const compute: unknown = new Function("a", "b", `return ${formula}`)(6, 3);
        expect(value(formula)).toBe(compute);
      }),
    );
  });
});

describe("uniqueKeys()", () => {
  test("gives every key of a pattern once, in an order of the seed", () => {
    const keys = uniqueKeys("a0", 260, new Set(), new Rng(1));
    expect(new Set(keys).size).toBe(260);
    expect(uniqueKeys("a0", 260, new Set(), new Rng(2))).not.toEqual(keys);
    expect(uniqueKeys("a0", 261, new Set(), new Rng(1)).length).toBe(260);
  });

  test("leaves out what is taken and takes letters after a backslash as they are", () => {
    expect(uniqueKeys("\\A\\00", 10, new Set(["A03"]), new Rng(1)).sort()).toEqual(
      [0, 1, 2, 4, 5, 6, 7, 8, 9].map((digit) => `A0${digit}`),
    );
  });

  test("knows patterns far beyond 2^53", () => {
    const keys = uniqueKeys("AAAA-0000-aaaa-0000-AAAA", 1000, new Set(), new Rng(1));
    expect(new Set(keys).size).toBe(1000);
    expect(keys.every((key) => /^[A-Z]{4}-\d{4}-[a-z]{4}-\d{4}-[A-Z]{4}$/.test(key))).toBe(true);
  });
});
