import { describe, expect, test } from "vitest";
import { adjustProbabilities, drawCode } from "../../lib/argn/sample/draw-code";
import { drawUniform } from "../../lib/argn/engine";

const PLAIN = { temperature: 1, topP: 1 };

function adjusted(shares: readonly number[], controls: Partial<Parameters<typeof adjustProbabilities>[1]>): number[] {
  const row = Float32Array.from(shares);
  adjustProbabilities(row, { ...PLAIN, ...controls });
  return Array.from(row, (share) => Math.round(share * 1e6) / 1e6);
}

function fixed(cardinality: number, shares: Readonly<Record<number, number>>): Float64Array {
  return Float64Array.from({ length: cardinality }, (_, code) => shares[code] ?? NaN);
}

const ROWS = [
  [0.1, 0.4, 0.4, 0.1],
  [0.1, 0.4, 0.1, 0.4],
  [1, 0, 0, 0],
];

describe("adjustProbabilities()", () => {
  test.each([
    [
      { 0: 0, 1: 0 },
      [
        [0, 0, 0.8, 0.2],
        [0, 0, 0.2, 0.8],
        [0, 0, 0.5, 0.5],
      ],
    ],
    [
      { 0: 0, 1: 0, 2: 0, 3: 0 },
      [
        [0.25, 0.25, 0.25, 0.25],
        [0.25, 0.25, 0.25, 0.25],
        [0.25, 0.25, 0.25, 0.25],
      ],
    ],
    [
      { 0: 0.1, 1: 0.2, 2: 0.3, 3: 0.4 },
      [
        [0.1, 0.2, 0.3, 0.4],
        [0.1, 0.2, 0.3, 0.4],
        [0.1, 0.2, 0.3, 0.4],
      ],
    ],
    [
      { 1: 0.5, 2: 0.2 },
      [
        [0.15, 0.5, 0.2, 0.15],
        [0.06, 0.5, 0.2, 0.24],
        [0.3, 0.5, 0.2, 0],
      ],
    ],
    [
      { 1: 0.7, 2: 0.3 },
      [
        [0, 0.7, 0.3, 0],
        [0, 0.7, 0.3, 0],
        [0, 0.7, 0.3, 0],
      ],
    ],
  ])("gives prescribed codes %o their shares and scales the others", (shares, expected) => {
    expect(ROWS.map((row) => adjusted(row, { fixed: fixed(4, shares) }))).toEqual(expected);
  });

  test("leaves one code when it is the only one, even if it is fixed to 0", () => {
    expect(adjusted([1], { fixed: fixed(1, { 0: 0 }) })).toEqual([1]);
  });

  test("never gives a negative share when the prescribed ones sum to 1 in floating point", () => {
    const shares = Object.fromEntries(Array.from({ length: 10 }, (_, code) => [code, 0.1]));
    expect(adjusted(new Array(11).fill(1 / 11), { fixed: fixed(11, shares) })[10]).toBeGreaterThanOrEqual(0);
  });

  test.each([
    [
      [0.4, 0.4, 0.2],
      [0.5, 0.5, 0],
    ],
    [
      [0.4, 0.2, 0.4],
      [0.5, 0, 0.5],
    ],
    [
      [0.2, 0.3, 0.5],
      [0, 0.375, 0.625],
    ],
    [
      [0.1, 0.1, 0.8],
      [0, 0, 1],
    ],
  ])("top-p .75 keeps of %o the likeliest codes", (shares, expected) => {
    expect(adjusted(shares, { topP: 0.75 })).toEqual(expected);
  });

  test("temperature .1 makes the likeliest code win, temperature 10 evens out", () => {
    expect(adjusted([0.6, 0.4], { temperature: 0.1 })[0]).toBeGreaterThan(0.98);
    expect(adjusted([0.9, 0.1], { temperature: 10 })[0]).toBeLessThan(0.56);
  });

  test("makes a usable row of anything", () => {
    for (const row of [
      [NaN, NaN],
      [-1, -2],
      [Infinity, 0],
      [0, 0],
    ])
      expect(adjusted(row, {})).toEqual([0.5, 0.5]);
  });
});

describe("drawCode()", () => {
  test("draws each code with its share", () => {
    const counts = [0, 0, 0];
    for (let row = 0; row < 30_000; row++) counts[drawCode(Float32Array.of(0.5, 0, 0.5), drawUniform(1, row, 0))]++;
    expect(counts[1]).toBe(0);
    expect(Math.abs(counts[0] / 30_000 - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 30_000));
  });
});

describe("drawUniform()", () => {
  test("is uniform, and neighbouring rows and sub-columns do not go together", () => {
    const n = 50_000;
    let sum = 0;
    let byRow = 0;
    let bySubColumn = 0;
    for (let row = 0; row < n; row++) {
      const u = drawUniform(7, row, 3) - 0.5;
      sum += u;
      byRow += u * (drawUniform(7, row + 1, 3) - 0.5);
      bySubColumn += u * (drawUniform(7, row, 4) - 0.5);
    }
    expect(Math.abs(sum / n)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(byRow / n)).toBeLessThan(4 / 12 / Math.sqrt(n));
    expect(Math.abs(bySubColumn / n)).toBeLessThan(4 / 12 / Math.sqrt(n));
  });
});
