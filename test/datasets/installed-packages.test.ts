import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageDataset } from "../../lib/datasets/package-datasets";

const installed = existsSync(join(process.cwd(), "node_modules/@observablehq/sample-datasets"));

describe.skipIf(!installed)("the tables of @observablehq/sample-datasets (skipped when the optional package is absent)", () => {
  // origin: counted in the files of version 1.0.1
  test.each([
    ["olympians", 11_538, 12],
    ["penguins", 344, 7],
  ])("%s has %i rows and %i columns", async (name, rows, columns) => {
    const table = await packageDataset(name);
    expect(table.rowCount).toBe(rows);
    expect(table.columns).toHaveLength(columns);
  });
});
