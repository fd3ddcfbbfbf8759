/**
 * The kernels: the few loops in which the engine spends its time. Two sets meet this interface, WebAssembly with SIMD
 * (sources in assembly/) and plain JavaScript, the fallback and the oracle of the tests.
 *
 * Pointers are byte offsets into one shared memory; strides count floats; widths of rows divide by 4.
 */

import { javascriptKernels } from "./javascript-kernels";
import { KERNELS_BASE64 } from "./kernels-binary";
import { RELAXED_KERNELS_BASE64 } from "./relaxed-kernels-binary";

export interface Kernels {
  /** C [rows, columns] = A [rows, inner] * B [inner, columns], added when `accumulate`; A(r, k) lies at a + r * aRow + k * aInner. */
  product(
    rows: number,
    columns: number,
    inner: number,
    a: number,
    aRow: number,
    aInner: number,
    b: number,
    bRow: number,
    c: number,
    cRow: number,
    accumulate: number,
  ): void;
  /** to [columns, rows] = from [rows, columns] transposed. */
  transpose(rows: number, columns: number, from: number, fromRow: number, to: number, toRow: number): void;
  /** Zeroes floats. */
  clear(length: number, at: number): void;
  /** y += x. */
  add(length: number, x: number, y: number): void;
  /** Numbers the codes that occur, in the order of their first row; gives how many. `slots` is zero before and after. */
  compact(rows: number, codes: number, slots: number, index: number, present: number): number;
  /** to[row] = from[numbers[row]]. */
  gatherRows(rows: number, width: number, from: number, numbers: number, to: number, toRow: number): void;
  /** to[numbers[row]] += from[row]. */
  scatterRows(rows: number, width: number, from: number, fromRow: number, numbers: number, to: number): void;
  /** hidden[row] = bias (or hidden[row] when `accumulate`) + sum of table[index[row]] over `count` pairs (table, index); then relu. */
  sumTables(
    rows: number,
    count: number,
    units: number,
    tables: number,
    bias: number,
    hidden: number,
    accumulate: number,
    relu: number,
  ): void;
  /** table[index[row]] += gradient[row] for each pair (table, index). */
  spreadToTables(rows: number, count: number, units: number, tables: number, gradient: number): void;
  /** x [rows, units] += bias, then relu. */
  addBias(rows: number, units: number, x: number, bias: number, relu: number): void;
  /** sums [units] += column sums of x [rows, units]. */
  addColumns(rows: number, units: number, x: number, sums: number): void;
  /** gradient = hidden > 0 ? gradient * scale : 0. */
  gate(rows: number, units: number, hidden: number, gradient: number, scale: number): void;
  /** Zeroes a unit with the share threshold / 65536, else multiplies it by `scale`; keyed by seed, key of the row and unit. */
  dropout(
    rows: number,
    units: number,
    x: number,
    xRow: number,
    keys: number,
    firstKey: number,
    seed: number,
    threshold: number,
    scale: number,
  ): void;
  /** AdamW on a run of parameters; clears the gradients. */
  adamw(
    length: number,
    parameters: number,
    gradients: number,
    means: number,
    squares: number,
    rate: number,
    beta1: number,
    beta2: number,
    rest1: number,
    rest2: number,
    epsilon: number,
    keep: number,
    correction2: number,
  ): void;
  /** logits become (softmax(logits + bias) - onehot(code)) * scale; gives the summed cross-entropy in nats. */
  crossEntropy(rows: number, width: number, logits: number, bias: number, codes: number, scale: number): number;
  /** totals[row] (64 bits) += log-probability of the code of the row. */
  addLogProbability(rows: number, width: number, logits: number, bias: number, codes: number, totals: number): void;
  /** logits become softmax((logits + bias) * inverseTemperature). */
  softmax(rows: number, width: number, logits: number, bias: number, inverseTemperature: number): void;
  /** Keeps the likeliest codes; `heap` has room for `codes` numbers. */
  nucleus(rows: number, codes: number, probabilities: number, width: number, topP: number, heap: number): void;
  /** Sets prescribed shares: fixed[code] (64 bits), NaN where the model decides. */
  prescribe(rows: number, codes: number, probabilities: number, width: number, fixed: number): void;
  /** Draws a code per row with drawUniform(seed, firstRow + row, subColumn). */
  draw(
    rows: number,
    codes: number,
    probabilities: number,
    width: number,
    seed: number,
    firstRow: number,
    subColumn: number,
    drawn: number,
  ): void;
  /** sums[row] += |x[row]|^2, times weights[row] unless `weights` is 0. */
  addSquares(rows: number, width: number, x: number, xRow: number, sums: number, weights: number): void;
  /** to[row] += from[numbers[row]], single floats. */
  addGathered(rows: number, from: number, numbers: number, to: number): void;
  /** sums[row] += (1 + |x[row]|^2) * |gradient[row]|^2. */
  addLengths(rows: number, inputs: number, x: number, units: number, gradient: number, sums: number): void;
  /**
   * to[row] = x[row] times masks, added to what is there when `accumulate`. `parts` lists `count` triples (masks, numbers, width)
   * of columns side by side: a row's mask is masks[numbers[firstRow + row]], padded with zeros to whole vectors.
   */
  addMasked(
    rows: number,
    count: number,
    parts: number,
    firstRow: number,
    x: number,
    xRow: number,
    to: number,
    toRow: number,
    accumulate: number,
  ): void;
  /** to[row] += x[row]. */
  addRows(rows: number, width: number, x: number, xRow: number, to: number, toRow: number): void;
  /** Zeroes `width` floats of each row. */
  clearColumns(rows: number, width: number, x: number, xRow: number): void;
  /** x[row] *= factors[row], and then, unless `sums` is 0, sums [width] += column sums of x. */
  scaleRows(rows: number, width: number, x: number, factors: number, sums: number): void;
  /** x += scale * standard normal numbers from the ChaCha12 keystream of this key and nonce; `words` has room for 128 words. */
  addNoise(length: number, x: number, scale: number, key: number, nonce0: number, nonce1: number, nonce2: number, words: number): void;
}

/** Relaxed SIMD rounds once where plain SIMD rounds twice: a little quicker, but its last digits differ between processors. */
export type KernelKind = "simd" | "relaxed-simd" | "javascript";

/** The memory that kernels work on, shared by all threads. */
export type SharedMemory = WebAssembly.Memory | SharedArrayBuffer;

const PAGE_BYTES = 65536;

/** The first page belongs to the kernels: constants of their logarithm lie there. */
export const FIRST_FREE_BYTE = PAGE_BYTES;

/** A module whose one function uses SIMD: valid exactly where SIMD is. */
const SIMD_PROBE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

/** The same with one fused multiplication and addition. */
const RELAXED_PROBE = [...SIMD_PROBE.slice(0, 19), ...[10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11]];

/** The fastest kernels that this machine runs with results that any other machine would have. */
export function fastestKernels(): KernelKind {
  return runs(SIMD_PROBE) ? "simd" : "javascript";
}

/** Whether this Node runs relaxed SIMD: version 22 and later do, version 20 with --experimental-wasm-relaxed-simd. */
export function hasRelaxedSimd(): boolean {
  return runs(RELAXED_PROBE);
}

function runs(probe: readonly number[]): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(Uint8Array.from(probe));
}

/** Zeroed memory of at least so many bytes. Pages that are never touched cost only addresses. */
export function reserveMemory(kind: KernelKind, bytes: number): SharedMemory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  if (kind === "javascript") return new SharedArrayBuffer(pages * PAGE_BYTES);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

export function bufferOf(memory: SharedMemory): SharedArrayBuffer {
  return memory instanceof SharedArrayBuffer ? memory : memory.buffer;
}

/** Kernels that work on this memory; WebAssembly's comes from `reserveMemory` of a SIMD kind. */
export function loadKernels(memory: SharedMemory, kind: KernelKind = "simd"): Kernels {
  if (memory instanceof SharedArrayBuffer) return javascriptKernels(memory);
  const binary = kind === "relaxed-simd" ? RELAXED_KERNELS_BASE64 : KERNELS_BASE64;
  const module = new WebAssembly.Module(Buffer.from(binary, "base64"));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!areKernels(exports))
    throw new Error("Cannot start the fast engine: its kernels are incomplete. Build them again: node lib/argn/wasm/assembly/build.mjs");
  return exports;
}

function areKernels(exports: object): exports is Kernels {
  const known = new Map(Object.entries(exports));
  const wanted = Object.keys(javascriptKernels(new SharedArrayBuffer(8)));
  return wanted.every((name) => typeof known.get(name) === "function");
}
