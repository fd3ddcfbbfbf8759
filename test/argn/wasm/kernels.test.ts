import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heapOf } from "../../../lib/argn/wasm/heap";
import {
  fastestKernels,
  FIRST_FREE_BYTE,
  type Kernels,
  loadKernels,
  reserveMemory,
  bufferOf,
  type KernelKind,
} from "../../../lib/argn/wasm/kernels";
import { Rng } from "../../../lib/base/random";

const BYTES = 1 << 18;
const FREE = FIRST_FREE_BYTE / 4;

/** Both sets of kernels, each on a memory of its own with the same numbers in it. */
function pair(seed: number) {
  const rng = new Rng(seed);
  const values = Float32Array.from({ length: BYTES / 4 }, () => rng.normal());
  const make = (kind: KernelKind) => {
    const memory = reserveMemory(kind, BYTES);
    const heap = heapOf(bufferOf(memory));
    heap.floats.set(values.subarray(FREE), FREE);
    return { kernels: loadKernels(memory), heap };
  };
  return { rng, simd: make("simd"), javascript: make("javascript") };
}

/** Runs the same calls on both, and expects the same floats (up to rounding) in a range of memory. */
function expectAgreement(
  seed: number,
  call: (kernels: Kernels, integers: Int32Array, doubles: Float64Array) => unknown,
  from: number,
  length: number,
): void {
  const { simd, javascript } = pair(seed);
  const results = [simd, javascript].map(({ kernels, heap }) => call(kernels, heap.integers, heap.doubles));
  if (typeof results[0] === "number" && typeof results[1] === "number") expect(results[0]).toBeCloseTo(results[1], 4);
  const [a, b] = [simd, javascript].map(({ heap }) => heap.floats.slice(from >> 2, (from >> 2) + length));
  for (let i = 0; i < length; i++) {
    if (Math.abs(a[i] - b[i]) > 1e-4 * (1 + Math.abs(b[i]))) expect.fail(`float ${i}: ${a[i]} in WebAssembly, ${b[i]} in JavaScript`);
  }
}

const size = (most: number, step = 1) => fc.integer({ min: 1, max: most }).map((n) => n * step);

it("runs where these tests run: this machine has SIMD", () => {
  expect(fastestKernels()).toBe("simd");
});

describe("the kernels in WebAssembly and in JavaScript agree", () => {
  const [A, B, C] = [FIRST_FREE_BYTE, FIRST_FREE_BYTE + (1 << 14), FIRST_FREE_BYTE + (1 << 15)];

  it("product() for all sizes, strides and both ways of storing", () => {
    fc.assert(
      fc.property(
        size(13),
        size(7, 4),
        size(17),
        fc.boolean(),
        fc.boolean(),
        fc.integer(),
        (rows, columns, inner, transposed, accumulate, seed) => {
          const [aRow, aInner] = transposed ? [1, rows] : [inner, 1];
          const call = (k: Kernels) => k.product(rows, columns, inner, A, aRow, aInner, B, columns + 4, C, columns + 8, accumulate ? 1 : 0);
          expectAgreement(seed, call, C, rows * (columns + 8));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("product() of strips longer than the kernel takes at once", () => {
    const far = A + (1 << 16);
    for (const inner of [255, 256, 257, 512, 600])
      for (const accumulate of [0, 1])
        expectAgreement(inner, (k) => k.product(3, 12, inner, A, inner, 1, B, 12, far, 12, accumulate), far, 36);
  });

  it("transpose(), clear(), add(), addBias(), addColumns(), gate()", () => {
    fc.assert(
      fc.property(size(11), size(9, 4), fc.integer(), (rows, units, seed) => {
        expectAgreement(seed, (k) => k.transpose(rows, units, A, units, C, rows), C, rows * units);
        expectAgreement(seed, (k) => k.clear(units, A), A, units + 4);
        expectAgreement(seed, (k) => k.add(rows * units, A, C), C, rows * units + 4);
        expectAgreement(seed, (k) => k.addBias(rows, units, A, B, rows % 2), A, rows * units);
        expectAgreement(seed, (k) => k.addColumns(rows, units, A, C), C, units);
        expectAgreement(seed, (k) => k.gate(rows, units, A, C, 1.5), C, rows * units);
      }),
      { numRuns: 20 },
    );
  });

  it("compact(), gatherRows(), scatterRows()", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), size(5, 4), fc.integer(), (codes, width, seed) => {
        const [CODES, SLOTS, INDEX, PRESENT] = [1 << 17, (1 << 17) + 4096, (1 << 17) + 8192, (1 << 17) + 12288];
        const call = (k: Kernels, integers: Int32Array) => {
          integers.set(codes, CODES >> 2);
          integers.fill(0, SLOTS >> 2, (SLOTS >> 2) + 21);
          const count = k.compact(codes.length, CODES, SLOTS, INDEX, PRESENT);
          const index = integers.slice(INDEX >> 2, (INDEX >> 2) + codes.length);
          const present = integers.slice(PRESENT >> 2, (PRESENT >> 2) + count);
          expect(Array.from(index, (number) => present[number])).toEqual(codes);
          expect(count).toBe(new Set(codes).size);
          expect(integers.subarray(SLOTS >> 2, (SLOTS >> 2) + 21).every((slot) => slot === 0)).toBe(true);
          k.gatherRows(codes.length, width, A, CODES, B, width + 4);
          k.scatterRows(codes.length, width, B, width + 4, CODES, C);
          return count;
        };
        expectAgreement(seed, call, C, 21 * width);
      }),
      { numRuns: 30 },
    );
  });

  it("sumTables() and spreadToTables() for any number of tables and units", () => {
    fc.assert(
      fc.property(size(9), fc.integer({ min: 0, max: 4 }), size(25, 4), fc.boolean(), fc.integer(), (rows, count, units, again, seed) => {
        const [PAIRS, INDEX] = [1 << 17, (1 << 17) + 4096];
        const call = (k: Kernels, integers: Int32Array) => {
          for (let t = 0; t < count; t++) {
            integers.set([A + 4 * t * 3 * units, INDEX + 4 * t * rows], (PAIRS >> 2) + 2 * t);
            for (let row = 0; row < rows; row++) integers[(INDEX >> 2) + t * rows + row] = (row * (t + 2)) % 3;
          }
          k.sumTables(rows, count, units, PAIRS, B, C, again ? 1 : 0, again ? 0 : 1);
          k.spreadToTables(rows, count, units, PAIRS, C);
        };
        expectAgreement(seed, call, C, rows * units);
        expectAgreement(seed, call, A, 12 * units);
      }),
      { numRuns: 30 },
    );
  });

  it("addSquares(), addLengths(), addGathered(), scaleRows(), addRows(), clearColumns()", () => {
    fc.assert(
      fc.property(size(9), size(6, 4), size(5, 4), fc.integer(), (rows, units, inputs, seed) => {
        const NUMBERS = 1 << 17;
        expectAgreement(seed, (k) => k.addSquares(rows, units, A, units + 4, C, B), C, rows);
        expectAgreement(seed, (k) => k.addLengths(rows, inputs, A, units, B, C), C, rows);
        const gathered = (k: Kernels, integers: Int32Array) => {
          for (let row = 0; row < rows; row++) integers[(NUMBERS >> 2) + row] = (5 * row) % 7;
          k.addGathered(rows, A, NUMBERS, C);
        };
        expectAgreement(seed, gathered, C, rows);
        expectAgreement(seed, (k) => k.scaleRows(rows, units, A, B, C), A, rows * units);
        expectAgreement(seed, (k) => k.addRows(rows, units, A, units + 4, C, units + 8), C, rows * (units + 8));
        expectAgreement(seed, (k) => k.clearColumns(rows, 3, C, units), C, rows * units);
      }),
      { numRuns: 20 },
    );
  });

  it("addMasked() masks columns side by side, of any width, each row by its own numbers", () => {
    fc.assert(
      fc.property(size(9), fc.array(size(7), { minLength: 1, maxLength: 4 }), fc.boolean(), fc.integer(), (rows, widths, add, seed) => {
        const [PARTS, NUMBERS] = [1 << 17, (1 << 17) + 4096];
        const stride = widths.reduce((a, b) => a + b, 0) + 4;
        const call = (k: Kernels, integers: Int32Array) => {
          for (let row = 0; row < rows + 2; row++) integers[(NUMBERS >> 2) + row] = (row * 5) % 3;
          widths.forEach((width, part) => {
            const masks = A + 512 * part;
            integers.set([masks, NUMBERS, width], (PARTS >> 2) + 3 * part);
            const padding = Math.ceil(width / 4) * 4 - width;
            k.clearColumns(3, padding, masks + 4 * width, width + padding);
          });
          k.addMasked(rows, widths.length, PARTS, 2, B, stride, C, stride + 4, add ? 1 : 0);
        };
        expectAgreement(seed, call, C, rows * (stride + 4));
      }),
      { numRuns: 30 },
    );
  });

  it("dropout() drops the same units, about the share asked for, and scales the others", () => {
    const call = (keys: number) => (k: Kernels) => k.dropout(50, 44, A, 44, keys, 7, -123456, 16384, 4 / 3);
    expectAgreement(1, call(0), A, 50 * 44);
    const { simd, rng } = pair(2);
    simd.heap.floats.fill(1, FREE);
    simd.kernels.dropout(400, 100, A, 100, 0, 0, rng.uint32(), 16384, 4 / 3);
    const units = simd.heap.floats.subarray(A >> 2, (A >> 2) + 40_000);
    expect(units.filter((unit) => unit === 0).length / 40_000).toBeCloseTo(0.25, 2);
    expect(new Set(units)).toEqual(new Set([0, Math.fround(4 / 3)]));
  });

  it("adamw() over several steps, and it clears the gradient", () => {
    const call = (k: Kernels, integers: Int32Array) => {
      integers.fill(0, (1 << 17) >> 2, (1 << 17) / 4 + 4096);
      for (let step = 1; step < 4; step++) {
        const rate = 0.01 / (1 - 0.9 ** step);
        k.adamw(64, A, B, 1 << 17, (1 << 17) + 1024, rate, 0.9, 0.999, 0.1, 0.001, 1e-8, 0.9999, 1 / (1 - 0.999 ** step));
      }
    };
    expectAgreement(3, call, A, 64);
    expectAgreement(3, call, 1 << 17, 512);
    const { simd } = pair(3);
    call(simd.kernels, simd.heap.integers);
    expect(simd.heap.floats.subarray(B >> 2, (B >> 2) + 64).every((gradient) => gradient === 0)).toBe(true);
  });

  it("crossEntropy(), addLogProbability(), softmax()", () => {
    fc.assert(
      fc.property(size(9), size(9, 4), fc.integer(), (rows, width, seed) => {
        const CODES = 1 << 17;
        const setCodes = (integers: Int32Array) => {
          for (let row = 0; row < rows; row++) integers[(CODES >> 2) + row] = (row * 7) % width;
        };
        const loss = (k: Kernels, integers: Int32Array) => {
          setCodes(integers);
          return k.crossEntropy(rows, width, A, B, CODES, 0.5);
        };
        expectAgreement(seed, loss, A, rows * width);
        const likelihood = (k: Kernels, integers: Int32Array, doubles: Float64Array) => {
          setCodes(integers);
          doubles.fill(0, C / 8, C / 8 + rows);
          k.addLogProbability(rows, width, A, B, CODES, C);
          return doubles.subarray(C / 8, C / 8 + rows).reduce((sum, value) => sum + value, 0);
        };
        expectAgreement(seed, likelihood, 0, 0);
        expectAgreement(seed, (k) => k.softmax(rows, width, A, B, 3), A, rows * width);
      }),
      { numRuns: 30 },
    );
  });
});
