import { expect, test } from "vitest";
import { drawBlueprint, parameterCount } from "../../lib/argn/blueprint";

const columns = (count: number, cardinality: number) =>
  Array.from({ length: count }, (_, c) => ({ name: `column ${c}`, subColumns: [{ name: "code", cardinality }] }));

test("hidden layers keep their width up to a hundred columns and more", () => {
  const { subColumns } = drawBlueprint(columns(150, 60), "M");
  expect(new Set(subColumns.map(({ hidden }) => hidden[0]))).toEqual(new Set([64]));
});

test("hundreds of columns get narrower layers, so that the network stays below 65 million weights", () => {
  for (const size of ["S", "M", "L"] as const) {
    const blueprint = drawBlueprint(columns(600, 80), size);
    expect(parameterCount(blueprint)).toBeLessThan(65e6);
    for (const { hidden } of blueprint.subColumns) expect(hidden[0]).toBeGreaterThanOrEqual(8);
  }
});
