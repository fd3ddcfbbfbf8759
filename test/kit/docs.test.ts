import { existsSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { examplesIn, runExample } from "./doc-examples";
import { LIBRARY, sourceFiles } from "./source-files";

const examples = sourceFiles().flatMap(examplesIn);

async function exportsOf(path: string): Promise<Record<string, unknown>> {
  return existsSync(join(LIBRARY, path)) ? { ...(await import(join(LIBRARY, path))) } : {};
}

describe("examples in doc comments run", () => {
  test.each(examples)("$place", async (example) => {
    // a name of the file itself goes before one of the public API
    await runExample(example, {
      ...(await exportsOf("course/index.ts")),
      ...(await exportsOf("index.ts")),
      ...(await exportsOf(example.path)),
    });
  });

  test("there are examples to run", () => {
    expect(examples.map((example) => example.path)).toContain("table/split.ts");
  });
});

describe("the runner of examples", () => {
  const text =
    "/**\n * Doubles.\n *\n * @example\n * const x: number = double(2);\n * assert.equal(x, 4);\n * @see elsewhere\n */\nexport const double = 1;\n";

  test("finds the code and its line", () => {
    expect(examplesIn({ path: "a/b.ts", text })).toEqual([
      { place: "lib/a/b.ts:5", path: "a/b.ts", code: "const x: number = double(2);\nassert.equal(x, 4);" },
    ]);
  });

  test("passes when the example holds, and names file and line when it does not", async () => {
    const [example] = examplesIn({ path: "a/b.ts", text });
    await runExample(example, { double: (x: number) => 2 * x });
    await expect(runExample(example, { double: (x: number) => 3 * x })).rejects.toThrow("lib/a/b.ts:5: the example fails");
    await expect(runExample(example, {})).rejects.toThrow("double is not defined");
    await expect(runExample({ ...example, code: "const = 3" }, {})).rejects.toThrow("SyntaxError");
    await expect(runExample({ ...example, code: "" }, {})).rejects.toThrow("the example is empty");
  });
});
