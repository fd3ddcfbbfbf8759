import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { type LookPlan, planLook } from "../../lib/privacy/nearest-look";
import { type NearestTwo, nearestTwoSearch } from "../../lib/privacy/nearest-two";
import { buildNeighbourTree, type NeighbourTree } from "../../lib/privacy/neighbour-tree";
import { kernelModules } from "../helpers/committed-binaries";

const ROWS = 400;
const QUERIES = 60;

/** Rows near each other, far from zero: what single precision blurs most. */
function crowded(rows: number, width: number, scale: number, seed: number): Float64Array {
  const rng = new Rng(seed);
  return Float64Array.from({ length: rows * width }, (_, i) => scale * (i % 3 === 0 ? rng.normal() : 1 + 1e-7 * rng.normal()));
}

function search(tree: NeighbourTree, queries: Float64Array, look: LookPlan | undefined): NearestTwo {
  const found = { first: new Float64Array(QUERIES), second: new Float64Array(QUERIES), nearest: new Int32Array(QUERIES) };
  nearestTwoSearch({ tree, queries, thread: 0, look }, found)(0, QUERIES);
  return found;
}

describe("the quick look passes over no near row", () => {
  for (const metric of ["mixed", "euclidean"] as const)
    for (const scale of [1e-9, 1, 1e4, 1e9, 1e14])
      for (const width of [1, 8, 13])
        it(`${metric}, ${width} columns, numbers about ${scale}: the same bits as without it`, () => {
          const [references, queries] = [crowded(ROWS, width, scale, 1), crowded(QUERIES, width, scale, 2)];
          const tree = buildNeighbourTree(references, width, metric);
          const look = planLook(tree, queries, 1);
          expect(look).toBeDefined();
          expect(search(tree, queries, look)).toEqual(search(tree, queries, undefined));
        });
});

it("is left out where numbers do not suit single precision, and where there are no columns", () => {
  const [small, large] = [Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 1e300)];
  expect(planLook(buildNeighbourTree(large, 1, "mixed"), small, 1)).toBeUndefined();
  expect(planLook(buildNeighbourTree(small, 1, "mixed"), large, 1)).toBeUndefined();
  expect(planLook(buildNeighbourTree(new Float64Array(0), 0, "mixed"), new Float64Array(0), 1)).toBeUndefined();
});

it("the committed kernel is what its source builds", ({ skip }) => {
  const { built, committed } = kernelModules("lib/privacy", ["nearest-binary.ts"], skip);
  expect(built).toBe(committed);
});
