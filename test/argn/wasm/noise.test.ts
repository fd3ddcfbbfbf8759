import { describe, expect, it } from "vitest";
import { chachaBlock } from "../../../lib/argn/wasm/chacha";
import { heapOf } from "../../../lib/argn/wasm/heap";
import { bufferOf, FIRST_FREE_BYTE, type KernelKind, loadKernels, reserveMemory } from "../../../lib/argn/wasm/kernels";

const KEY = FIRST_FREE_BYTE;
const WORDS = KEY + 64;
const VALUES = KEY + 1024;

function noise(kind: KernelKind, length: number, nonce: readonly [number, number, number], scale = 1): Float32Array {
  const memory = reserveMemory(kind, VALUES + 4 * length + 64);
  const heap = heapOf(bufferOf(memory));
  for (let i = 0; i < 8; i++) heap.integers[KEY / 4 + i] = Math.imul(i + 1, 0x12345677);
  loadKernels(memory).addNoise(length, VALUES, scale, KEY, ...nonce, WORDS);
  expect(heap.floats[VALUES / 4 + length]).toBe(0);
  return heap.floats.slice(VALUES / 4, VALUES / 4 + length);
}

it("chachaBlock() gives the words of RFC 8439, section 2.3.2", () => {
  const key = Uint32Array.from({ length: 8 }, (_, i) => 0x03020100 + i * 0x04040404);
  const block = chachaBlock(key, 1, [0x09000000, 0x4a000000, 0]);
  expect(Array.from(block.slice(0, 4))).toEqual([0xe4e7f110, 0x15593bd1, 0x1fdd0f50, 0xc47120a3]);
  expect(Array.from(block.slice(12))).toEqual([0xd19c12b5, 0xb94e16de, 0xe883d0cb, 0x4e3c50a2]);
});

it("chachaBlock() with 12 rounds gives the words of ChaCha12 (draft-strombergson-chacha-test-vectors-01, TC1, 256 bits)", () => {
  const block = chachaBlock(new Uint32Array(8), 0, [0, 0, 0], 12);
  expect(Buffer.from(block.buffer).toString("hex").slice(0, 64)).toBe("9bf49a6a0755f953811fce125f2683d50429c3bb49e074147e0089a52eae155f");
});

it("both sets of kernels give the same noise for the same key and nonce, for any length", () => {
  for (const length of [4, 36, 60, 64, 68, 400, 20_000]) {
    const simd = noise("simd", length, [1, 2, 3], 0.5);
    const javascript = noise("javascript", length, [1, 2, 3], 0.5);
    // 20,000 numbers hold some whose uniform number is so small that it has further bits
    expect(simd.reduce((most, value, i) => Math.max(most, Math.abs(value - javascript[i])), 0)).toBeLessThan(5e-5);
  }
});

describe("the noise", () => {
  const values = noise("simd", 400_000, [5, 0, 0]);
  const moment = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / values.length;

  it("has mean 0, variance 1, no skew and kurtosis 3, each within five standard errors", () => {
    const standardError = (variance: number): number => 5 * Math.sqrt(variance / values.length);
    expect(Math.abs(moment(1))).toBeLessThan(standardError(1));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(standardError(2));
    expect(Math.abs(moment(3))).toBeLessThan(standardError(15));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(standardError(96));
  });

  it("follows the normal distribution: Kolmogorov's distance is below its 0.1 % bound", () => {
    const sorted = Float64Array.from(values).sort();
    let distance = 0;
    for (let i = 0; i < sorted.length; i += 7)
      distance = Math.max(distance, Math.abs((i + 0.5) / sorted.length - normalCumulative(sorted[i])));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(sorted.length));
  });

  it("differs with each word of the nonce, and neighbours are unrelated", () => {
    for (const nonce of [
      [6, 0, 0],
      [5, 1, 0],
      [5, 0, 1],
    ] as const) {
      // prettier-ignore
      const others = noise("simd", 40_000, nonce);
      const correlation = others.reduce((sum, value, i) => sum + value * values[i], 0) / others.length;
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(others.length));
    }
    for (const lag of [1, 4, 8, 64]) {
      const correlation = values.subarray(lag).reduce((sum, value, i) => sum + value * values[i], 0) / values.length;
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(values.length));
    }
  });
});

/** Abramowitz and Stegun, 7.1.26, error below 1.5e-7. */
function normalCumulative(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp((-x * x) / 2);
  return x > 0 ? 1 - tail / 2 : tail / 2;
}
