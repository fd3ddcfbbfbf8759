import { describe, expect, test } from "vitest";
import { meanOf } from "../../lib/datasets/simulate/estimates";
import { philox, Stream } from "../../lib/datasets/simulate/stream";

// origin: known-answer vectors of Random123 (kat_vectors, philox4x32 10)
const knownAnswers = [
  { counter: [0, 0, 0, 0], key: [0, 0], block: ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"] },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    block: ["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    block: ["d16cfe09", "94fdcceb", "5001e420", "24126ea1"],
  },
];

describe("philox()", () => {
  test.each(knownAnswers)("gives the published words for the counter $counter", ({ counter, key, block }) => {
    const words = new Uint32Array(4);
    philox(counter[0], counter[1], counter[2], counter[3], key[0], key[1], words);
    expect([...words].map((word) => word.toString(16).padStart(8, "0"))).toEqual(block);
  });
});

/** Mean and standard deviation must lie within 4 standard errors. */
function expectMoments(values: number[], mean: number, deviation: number): void {
  const estimate = meanOf(values);
  expect(Math.abs(estimate.value - mean)).toBeLessThan(4 * estimate.standardError);
  const squares = meanOf(values.map((value) => (value - mean) ** 2));
  expect(Math.abs(squares.value - deviation ** 2)).toBeLessThan(4 * squares.standardError);
}

describe("Stream", () => {
  const n = 40_000;
  const draws = (draw: (stream: Stream) => number): number[] => {
    const stream = new Stream(7, "test");
    return Array.from({ length: n }, (_, i) => draw(stream.at(i)));
  };

  test("gives the same numbers at the same place, in any order", () => {
    const stream = new Stream(1, "a");
    const forth = [0, 1, 2, 3].map((i) => stream.at(i).normal());
    const back = [3, 2, 1, 0].map((i) => stream.at(i).normal()).reverse();
    expect(back).toEqual(forth);
  });

  test("differs by seed, by name, by subject, by part and by moment", () => {
    const first = [
      new Stream(1, "a").at(0).uniform(),
      new Stream(2, "a").at(0).uniform(),
      new Stream(1, "b").at(0).uniform(),
      new Stream(1, "a").at(1).uniform(),
      new Stream(1, "a").at(0, 1).uniform(),
      new Stream(1, "a").at(0, 0, 1).uniform(),
    ];
    expect(new Set(first).size).toBe(6);
  });

  test("uniform() has the moments of its law", () =>
    expectMoments(
      draws((s) => s.uniform()),
      0.5,
      Math.sqrt(1 / 12),
    ));
  test("normal() has the moments of its law", () =>
    expectMoments(
      draws((s) => s.normal(3, 2)),
      3,
      2,
    ));
  test("poisson() has the moments of its law", () =>
    expectMoments(
      draws((s) => s.poisson(2.6)),
      2.6,
      Math.sqrt(2.6),
    ));
  test("poisson() is 0 for a mean of 0", () => expect(new Set(draws((s) => s.poisson(0)))).toEqual(new Set([0])));
  test("beta() has the moments of its law", () =>
    expectMoments(
      draws((s) => s.beta(1.6, 2.6)),
      1.6 / 4.2,
      Math.sqrt((1.6 * 2.6) / (4.2 ** 2 * 5.2)),
    ));
  test("chance() has its probability", () =>
    expectMoments(
      draws((s) => Number(s.chance(0.3))),
      0.3,
      Math.sqrt(0.21),
    ));
  test("category() follows its weights", () => {
    const counts = [0, 0, 0];
    for (const k of draws((s) => s.category([1, 0, 3]))) counts[k]++;
    expect(counts[1]).toBe(0);
    expect(Math.abs(counts[0] / n - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / n));
  });
  test("two streams are not correlated", () => {
    const [a, b] = [new Stream(1, "a"), new Stream(1, "b")];
    const agree = meanOf(Array.from({ length: n }, (_, i) => Number(a.at(i).uniform() < 0.5 === b.at(i).uniform() < 0.5)));
    expect(Math.abs(agree.value - 0.5)).toBeLessThan(4 * agree.standardError);
  });
});
