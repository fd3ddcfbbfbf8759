import { describe, expect, it } from "vitest";
import { holdsSolution, solutionOf, stubOf } from "../../lib/dev/solution-markers";

const BLOCK = [
  "function f(): number {",
  "  // PROMPT: return todo<number>(); // 2 lines",
  "  // BEGIN SOLUTION",
  "  const one = 1;",
  "  return one;",
  "  // END SOLUTION",
  "}",
].join("\n");

describe("the markers of a solution", () => {
  it("the solution keeps the answer and no marker", () => {
    expect(solutionOf(BLOCK)).toBe("function f(): number {\n  const one = 1;\n  return one;\n}");
    expect(solutionOf("const a = 3; // SOLUTION\n// PROMPT: const a = todo<number>();")).toBe("const a = 3;");
  });

  it("the stub keeps the prompt, with its indent, and nothing of the answer", () => {
    expect(stubOf(BLOCK)).toBe("function f(): number {\n  return todo<number>(); // 2 lines\n}");
    expect(stubOf("const a = 3; // SOLUTION\n// PROMPT: const a = todo<number>();\nshow(a);")).toBe("const a = todo<number>();\nshow(a);");
  });

  it("a cell without markers is the same in both, and holds no solution", () => {
    expect([stubOf("f();"), solutionOf("f();"), holdsSolution("f();"), holdsSolution(BLOCK)]).toEqual(["f();", "f();", false, true]);
  });

  it("a marker without its partner is an error in both", () => {
    for (const make of [stubOf, solutionOf]) {
      expect(() => make("// BEGIN SOLUTION\nf();")).toThrow("never closed");
      expect(() => make("// END SOLUTION")).toThrow('without "// BEGIN SOLUTION"');
      expect(() => make("// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION")).toThrow("stands inside a solution");
    }
  });
});
