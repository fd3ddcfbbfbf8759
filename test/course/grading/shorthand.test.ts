import { createConverter } from "tslab/dist/converter";
import { afterAll, describe, expect, it } from "vitest";
import { expandShorthand, withShorthand } from "../../../lib/course/shorthand";

describe("expandShorthand()", () => {
  it.each([
    ["f({ a, b: c, ...d });", "f({ a: a, b: c, ...d });"],
    ["const { a } = b;", "const { a } = b;"],
    ["({ a = 1 } = b);", "({ a = 1 } = b);"],
    ["({ __proto__ });", "({ __proto__ });"],
    ["f({ a, g: () => ({ b }) });", "f({ a: a, g: () => ({ b: b }) });"],
    ["const a: number =", "const a: number ="],
  ])("%s", (source, text) => expect(expandShorthand(source).text).toBe(text));
});

describe("withShorthand()", () => {
  const plain = createConverter();
  const mended = withShorthand(plain);
  afterAll(() => plain.close());

  it("finds names of earlier cells where tslab alone does not", () => {
    const earlier = "declare let training: number;";
    expect(plain.convert(earlier, "String({ training });").output).toContain("String({ training })");
    expect(mended.convert(earlier, "String({ training });").output).toContain("String({ training: exports.training })");
  }, 30_000);

  it("places what the compiler says in the cell as it was written", () => {
    const earlier = "declare let a: number; declare let b: number;";
    const source = "f({ a, b });\n  const n: string = 1; String({ a, b }).nothing;";
    const places = mended.convert(earlier, source).diagnostics.map(({ start, end }) => [start.line, start.character, end.character]);
    expect(places).toEqual([
      [0, 0, 1],
      [1, 8, 9],
      [1, 40, 47],
    ]);
    expect(source.split("\n")[1].slice(40, 47)).toBe("nothing");
  }, 30_000);

  it("a name that is not there is named where it stands", () => {
    const [diagnostic] = mended.convert("", "String({ nowhere });").diagnostics;
    expect([diagnostic.start.character, diagnostic.end.character]).toEqual([9, 16]);
  }, 30_000);
});
