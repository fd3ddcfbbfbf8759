import { describe, expect, it } from "vitest";
import { drawUniform } from "../../../lib/argn/engine";
import { heapOf } from "../../../lib/argn/wasm/heap";
import { bufferOf, FIRST_FREE_BYTE, type KernelKind, loadKernels, reserveMemory } from "../../../lib/argn/wasm/kernels";
import { Rng } from "../../../lib/base/random";

const ROWS = FIRST_FREE_BYTE;
const FIXED = ROWS + 4096;
const HEAP = FIXED + 4096;
const DRAWN = HEAP + 4096;

describe.each(["simd", "javascript"] as const)("%s kernels", (kind: KernelKind) => {
  const memory = reserveMemory(kind, 2 * FIRST_FREE_BYTE);
  const kernels = loadKernels(memory);
  const heap = heapOf(bufferOf(memory));

  /** Writes rows of shares, padded to whole vectors; gives codes and width. */
  function write(rows: readonly (readonly number[])[]): { codes: number; width: number } {
    const codes = rows[0].length;
    const width = 4 * Math.ceil(codes / 4);
    heap.floats.fill(0, ROWS / 4, ROWS / 4 + rows.length * width);
    rows.forEach((row, i) => heap.floats.set(row, ROWS / 4 + i * width));
    return { codes, width };
  }

  function read(count: number, { codes, width }: { codes: number; width: number }): number[][] {
    return Array.from({ length: count }, (_, i) => Array.from(heap.floats.subarray(ROWS / 4 + i * width, ROWS / 4 + i * width + codes)));
  }

  function prescribed(fixed: Record<number, number>, rows: readonly (readonly number[])[]): number[][] {
    const shape = write(rows);
    for (let code = 0; code < shape.codes; code++) heap.doubles[FIXED / 8 + code] = fixed[code] ?? NaN;
    kernels.prescribe(rows.length, shape.codes, ROWS, shape.width, FIXED);
    return read(rows.length, shape);
  }

  function nucleus(topP: number, rows: readonly (readonly number[])[]): number[][] {
    const shape = write(rows);
    kernels.nucleus(rows.length, shape.codes, ROWS, shape.width, topP, HEAP);
    return read(rows.length, shape);
  }

  function drawn(rows: readonly (readonly number[])[], seed = 1, firstRow = 0, subColumn = 0): number[] {
    const shape = write(rows);
    kernels.draw(rows.length, shape.codes, ROWS, shape.width, seed, firstRow, subColumn, DRAWN);
    return Array.from(heap.integers.subarray(DRAWN / 4, DRAWN / 4 + rows.length));
  }

  const close = (got: number[][], expected: number[][]): void =>
    got.forEach((row, i) => row.forEach((share, code) => expect(share).toBeCloseTo(expected[i][code], 6)));

  // the vectors of the reference's own tests of its sampling
  it("prescribed shares", () => {
    const rows = [
      [0.1, 0.4, 0.4, 0.1],
      [0.1, 0.4, 0.1, 0.4],
      [1, 0, 0, 0],
    ];
    const all = (row: number[]): number[][] => rows.map(() => row);
    close(prescribed({ 0: 0, 1: 0 }, rows), [[0, 0, 0.8, 0.2], [0, 0, 0.2, 0.8], [0, 0, 0.5, 0.5]]); // prettier-ignore
    close(prescribed({ 0: 0.1, 1: 0.2, 2: 0.3, 3: 0.4 }, rows), all([0.1, 0.2, 0.3, 0.4]));
    close(prescribed({ 1: 0.5, 2: 0.2 }, rows), [[0.15, 0.5, 0.2, 0.15], [0.06, 0.5, 0.2, 0.24], [0.3, 0.5, 0.2, 0]]); // prettier-ignore
    close(prescribed({ 1: 0.7, 2: 0.3 }, rows), all([0, 0.7, 0.3, 0]));
    const tenths = Object.fromEntries(Array.from({ length: 10 }, (_, code) => [code, 0.1]));
    expect(prescribed(tenths, [new Array<number>(11).fill(1 / 11)])[0][10]).toBeGreaterThanOrEqual(0);
  });

  it("every code prescribed as 0 leaves all equally likely, one code alone is certain", () => {
    const rows = Array.from({ length: 64 }, () => [0.1, 0.4, 0.4, 0.1]);
    prescribed({ 0: 0, 1: 0, 2: 0, 3: 0 }, rows);
    kernels.draw(64, 4, ROWS, 4, 1, 0, 0, DRAWN);
    expect(new Set(heap.integers.subarray(DRAWN / 4, DRAWN / 4 + 64)).size).toBe(4);
    prescribed({ 0: 0 }, [[1]]);
    kernels.draw(1, 1, ROWS, 4, 1, 0, 0, DRAWN);
    expect(heap.integers[DRAWN / 4]).toBe(0);
  });

  it("the nucleus", () => {
    const rows = [[0.4, 0.4, 0.2], [0.4, 0.2, 0.4], [0.2, 0.3, 0.5], [0.1, 0.1, 0.8]]; // prettier-ignore
    close(nucleus(0.75, rows), [[0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.375, 0.625], [0, 0, 1]]); // prettier-ignore
    close(nucleus(1, rows), rows);
    const rng = new Rng(3);
    const raw = Array.from({ length: 200 }, () => rng.uniform() ** 4);
    const sum = raw.reduce((a, b) => a + b, 0);
    const shares = raw.map((value) => value / sum);
    const ranked = Array.from(shares.keys()).sort((a, b) => shares[b] - shares[a]);
    let before = 0;
    const kept = ranked.filter((code) => {
      const keep = before <= 0.6;
      before += shares[code];
      return keep;
    });
    const [got] = nucleus(0.6, [shares]);
    expect(got.flatMap((share, code) => (share > 0 ? [code] : []))).toEqual(kept.sort((a, b) => a - b));
    expect(got.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });

  it("draws the code at which the cumulative shares pass drawUniform, bit for bit", () => {
    const rng = new Rng(4);
    for (const codes of [1, 3, 8, 37]) {
      const rows = Array.from({ length: 20 }, () => Array.from({ length: codes }, () => rng.uniform()));
      const [seed, firstRow, subColumn] = [rng.uint32() | 0, rng.integer(2 ** 31), rng.integer(300)];
      const expected = rows.map((row, i) => {
        const target = drawUniform(seed, firstRow + i, subColumn) * row.reduce((sum, share) => sum + Math.fround(share), 0);
        let sum = 0;
        return row.findIndex((share) => (sum += Math.fround(share)) > target);
      });
      expect(drawn(rows, seed, firstRow, subColumn)).toEqual(expected);
    }
  });

  it("never draws a code of share 0, and draws something from rows that are no shares", () => {
    const zeros = Array.from({ length: 50 }, (_, i) => [0, 0, i % 2, 0, 1 - (i % 2), 0]);
    expect(drawn(zeros)).toEqual(zeros.map((row) => row.indexOf(1)));
    const broken = [[NaN, NaN, NaN], [-1, 0, 0], [Infinity, 0, 0], [0, 0, 0], [NaN, 1, NaN]]; // prettier-ignore
    const codes = drawn(broken);
    for (const code of codes) expect([0, 1, 2]).toContain(code);
    expect(codes[4]).toBe(1);
  });
});
