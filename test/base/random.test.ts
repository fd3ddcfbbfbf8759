import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Rng } from "../../lib/base/random";

const draws = (rng: Rng, count: number): number[] => Array.from({ length: count }, () => rng.uniform());

describe("Rng", () => {
  test("the same seed gives the same numbers, another seed others", () => {
    expect(draws(new Rng(1), 20)).toEqual(draws(new Rng(1), 20));
    expect(draws(new Rng(1), 20)).not.toEqual(draws(new Rng(2), 20));
    expect(draws(new Rng("a"), 3)).not.toEqual(draws(new Rng("b"), 3));
  });

  test("a fork depends on the path of names only, not on what was drawn before", () => {
    const drawn = new Rng(7);
    draws(drawn, 100);
    expect(draws(drawn.fork("x"), 5)).toEqual(draws(new Rng(7).fork("x"), 5));
    expect(draws(new Rng(7).fork("x"), 5)).not.toEqual(draws(new Rng(7).fork("y"), 5));
    expect(draws(new Rng(7).fork("x").fork("y"), 5)).not.toEqual(draws(new Rng(7).fork("y").fork("x"), 5));
  });

  test("uniform numbers lie in [0, 1) and fill ten bins evenly", () => {
    const bins = new Array<number>(10).fill(0);
    for (const u of draws(new Rng(3), 100_000)) bins[Math.floor(10 * u)]++;
    // chi-squared with 9 degrees of freedom exceeds 27.9 once in a thousand seeds
    expect(bins.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
  });

  test("normal numbers have mean 0, variance 1 and the tails of a normal", () => {
    const rng = new Rng(5);
    const values = Array.from({ length: 100_000 }, () => rng.normal());
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length).toBeCloseTo(1, 1);
    // 4.55 % of a normal lies beyond two standard deviations
    expect(values.filter((x) => Math.abs(x) > 2).length / values.length).toBeCloseTo(0.0455, 2);
  });

  test("weighted draws follow the weights, and a weight of 0 is never drawn", () => {
    const rng = new Rng(11);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 40_000; i++) counts[rng.weighted([1, 0, 3, 0])]++;
    expect(counts[1] + counts[3]).toBe(0);
    expect(counts[2] / 40_000).toBeCloseTo(0.75, 1);
  });

  test("a permutation holds every number once, a shuffle every item", () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.integer(), (length, seed) => {
        const order = Array.from(new Rng(seed).permutation(length));
        expect(order.sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
      }),
    );
    const items = ["a", "b", "c"];
    expect(new Rng(1).shuffle(items).sort()).toEqual(items);
  });

  test("all orders of three are equally likely", () => {
    const counts = new Map<string, number>();
    const rng = new Rng(13);
    for (let i = 0; i < 12_000; i++) {
      const order = rng.permutation(3).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // chi-squared with 5 degrees of freedom exceeds 20.5 once in a thousand seeds
    expect([...counts.values()].reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0)).toBeLessThan(20.5);
  });

  test("integers lie below their bound; impossible draws are errors", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer(), (bound, seed) => new Rng(seed).integer(bound) < bound));
    expect(() => new Rng(1).integer(0)).toThrow("the bound must be a whole number of at least 1");
    expect(() => new Rng(1).integer(1.5)).toThrow(RangeError);
    expect(() => new Rng(1).weighted([0, 0])).toThrow("the weights sum to 0");
    expect(() => new Rng(1).weighted([NaN])).toThrow("the weights sum to NaN");
  });
});
