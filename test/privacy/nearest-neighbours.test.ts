import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { closerShare } from "../../lib/privacy/closer-share";
import type { Points } from "../../lib/privacy/distance-encoding";
import { nearestNeighbours } from "../../lib/privacy/nearest-neighbours";

function points(rows: readonly (readonly number[])[], width = rows[0]?.length ?? 0): Points {
  return { values: Float64Array.from(rows.flat()), rows: rows.length, width };
}

/** Half of the columns are places from 0 to 1 (with ties), half are categories; -10 is missing. */
function randomPoints(rows: number, width: number, rng: Rng): Points {
  const cell = (j: number): number => (rng.uniform() < 0.1 ? -10 : j % 2 === 0 ? Math.round(rng.uniform() * 50) / 50 : rng.integer(4));
  return { values: Float64Array.from({ length: rows * width }, (_, i) => cell(i % width)), rows, width };
}

/** The slow, obvious version. */
function doubleLoop(queries: Points, references: Points, metric: "mixed" | "euclidean"): number[][] {
  const { width } = queries;
  return Array.from({ length: queries.rows }, (_, q) => {
    const distances = Array.from({ length: references.rows }, (__, r) => {
      let sum = 0;
      for (let j = 0; j < width; j++) {
        const apart = Math.abs(queries.values[q * width + j] - references.values[r * width + j]);
        sum += metric === "mixed" ? Math.min(1, apart) : apart * apart;
      }
      return metric === "mixed" ? sum / width : Math.sqrt(sum);
    });
    return distances.sort((a, b) => a - b).slice(0, 2);
  });
}

describe("nearestNeighbours()", () => {
  it.each(["mixed", "euclidean"] as const)("equals the double loop, %s", async (metric) => {
    const rng = new Rng(1);
    const sizes = fc.record({
      queries: fc.integer({ min: 1, max: 40 }),
      references: fc.integer({ min: 2, max: 300 }),
      width: fc.integer({ min: 1, max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ queries, references, width }) => {
        const [q, r] = [randomPoints(queries, width, rng), randomPoints(references, width, rng)];
        const found = await nearestNeighbours(q, r, metric);
        doubleLoop(q, r, metric).forEach(([first, second], i) => {
          expect(found.first[i]).toBeCloseTo(first, 10);
          expect(found.second[i]).toBeCloseTo(second, 10);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("finds every planted copy at distance exactly 0, and says which row it is", async () => {
    const references = randomPoints(3000, 9, new Rng(2));
    const copied = [5, 999, 2999, 17];
    const queries = points(copied.map((row) => Array.from(references.values.subarray(row * 9, row * 9 + 9))));
    const found = await nearestNeighbours(queries, references, "mixed");
    expect(Array.from(found.first)).toEqual([0, 0, 0, 0]);
    expect(Array.from(found.nearest)).toEqual(copied);
  });

  it("gives the same bytes for one thread and three", async () => {
    const [queries, references] = [randomPoints(500, 6, new Rng(3)), randomPoints(800, 6, new Rng(4))];
    const one = await nearestNeighbours(queries, references, "mixed", { threads: 1 });
    const three = await nearestNeighbours(queries, references, "mixed", { threads: 3 });
    expect(three).toEqual(one);
  });

  it("stops on request, in this thread and in others", async () => {
    const [queries, references] = [randomPoints(500, 6, new Rng(3)), randomPoints(800, 6, new Rng(4))];
    for (const threads of [1, 2]) {
      const stop = new AbortController();
      const search = nearestNeighbours(queries, references, "mixed", { threads, signal: stop.signal, onProgress: () => stop.abort() });
      await expect(search).rejects.toMatchObject({ name: "AbortError" });
    }
  });

  it("has no second neighbour among one row, and none among none", async () => {
    const one = await nearestNeighbours(points([[0.5]]), points([[0.25]]), "mixed");
    expect([one.first[0], one.second[0], one.nearest[0]]).toEqual([0.25, Infinity, 0]);
    const none = await nearestNeighbours(points([[0.5]]), points([], 1), "mixed");
    expect([none.first[0], none.nearest[0]]).toEqual([Infinity, -1]);
  });
});

describe("closerShare()", () => {
  const training = points([
    [0, 0],
    [1, 0],
    [0, 1],
  ]);
  const holdout = points([
    [2, 2],
    [2, 3],
    [3, 2],
  ]);
  const synthetic = points([
    [0, 0],
    [1.5, 1.5],
    [0, 0.5],
    [2.5, 2.5],
  ]);

  // origin: computed by hand from Euclidean distances
  it("is a half when two rows lean either way", async () => {
    const toTraining = await nearestNeighbours(synthetic, training, "euclidean");
    const toHoldout = await nearestNeighbours(synthetic, holdout, "euclidean");
    [0, 1.5811388, 0.5, 2.9154759].forEach((distance, i) => expect(toTraining.first[i]).toBeCloseTo(distance, 7));
    [2.8284271, 0.7071068, 2.5, 0.7071068].forEach((distance, i) => expect(toHoldout.first[i]).toBeCloseTo(distance, 7));
    expect(closerShare(toTraining, toHoldout, 6).share).toBe(0.5);
  });

  it("its interval holds 95 % of the shares of random relabellings", async () => {
    const rng = new Rng(5);
    const pool = randomPoints(300, 4, rng).values.map((value) => value + rng.uniform() * 1e-6);
    const queries = randomPoints(200, 4, rng);
    let inside = 0;
    for (let deal = 0; deal < 200; deal++) {
      const order = rng.permutation(300);
      const part = (from: number): Points =>
        points(Array.from(order.subarray(from, from + 150), (row) => Array.from(pool.subarray(row * 4, row * 4 + 4))));
      const [left, right] = [await nearestNeighbours(queries, part(0), "mixed"), await nearestNeighbours(queries, part(150), "mixed")];
      const { share, interval } = closerShare(left, right, 300);
      if (share >= interval[0] && share <= interval[1]) inside++;
    }
    expect(inside).toBeGreaterThan(180);
    expect(inside).toBeLessThan(200);
  });
});
