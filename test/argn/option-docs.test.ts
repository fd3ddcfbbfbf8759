import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const ARGN = join(__dirname, "..", "..", "lib", "argn");

/** Each option of an interface, and whether its doc comment has an example; the examples themselves are run with all others. */
function optionsOf(file: string, name: string): { option: string; hasExample: boolean }[] {
  const source = ts.createSourceFile(file, readFileSync(join(ARGN, file), "utf8"), ts.ScriptTarget.ES2022, true);
  const found = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return (found?.members ?? []).map((member) => ({
    option: member.name?.getText() ?? "",
    hasExample: ts.getJSDocTags(member).some((tag) => tag.tagName.text === "example"),
  }));
}

describe("every option has an example in its documentation", () => {
  test.each([
    ["train-options.ts", "TrainOptions", 21],
    ["train/private-options.ts", "PrivacyOptions", 7],
    ["sample/generate.ts", "SampleOptions", 6],
    ["sample/plan.ts", "PlanOptions", 2],
    ["sample/parity-options.ts", "ParityOptions", 2],
    ["sample/impute.ts", "ImputeOptions", 3],
    ["sample/aggregate.ts", "AggregateOptions", 2],
    ["predict/predict-column.ts", "PredictOptions", 2],
    ["predict/unusualness.ts", "UnusualnessOptions", 3],
    ["constraints/resolve.ts", "ConstraintOptions", 3],
    ["model-state.ts", "ComputeOptions", 3],
  ])("%s: %s", (file, name, least) => {
    const options = optionsOf(file, name);
    expect(options.length).toBeGreaterThanOrEqual(least);
    expect(options.filter(({ hasExample }) => !hasExample).map(({ option }) => option)).toEqual([]);
  });
});
