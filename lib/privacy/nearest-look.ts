/**
 * A quick look at reference rows before the exact one: WebAssembly adds up distances in single precision, four rows at a time,
 * and names the rows that may be near. The bound leaves room for all rounding, so that no near row is passed over.
 */

import { NEAREST_BASE64 } from "./nearest-binary";
import { type NeighbourTree, NODE } from "./neighbour-tree";

/** Reference rows as the kernel reads them, in memory that threads share. */
export interface LookPlan {
  readonly memory: WebAssembly.Memory;
  /** Per node: where its rows lie. */
  readonly starts: Int32Array;
  /** Columns, filled up with zeros to whole runs of the kernel. */
  readonly width: number;
  /** Where the threads' own places begin, and how long each is. */
  readonly places: number;
  readonly placeBytes: number;
  /** The most by which single precision moves values, over columns added up. */
  readonly rounding: number;
}

interface Kernel {
  lookMixed(rows: number, width: number, references: number, query: number, found: number, enough: number): number;
  lookEuclidean(rows: number, width: number, references: number, query: number, found: number, enough: number): number;
}

const COLUMNS_A_RUN = 8;
const LANES = 4;
const PAGE_BYTES = 65536;
const MOST_BYTES = 2 ** 31;
/** Above, differences of single numbers could overflow. */
const LARGEST_VALUE = 1e15;
/** The rounding of single operations, with room. */
const ROUNDING = 2 ** -21;

/** Lays the rows of a tree out for so many threads; undefined where this machine has no SIMD, or the numbers do not suit it. */
export function planLook(tree: NeighbourTree, queries: Float64Array, threads: number): LookPlan | undefined {
  const { nodes, values, width: columns } = tree;
  const width = Math.ceil(columns / COLUMNS_A_RUN) * COLUMNS_A_RUN;
  const count = nodes.length / NODE;
  const starts = new Int32Array(new SharedArrayBuffer(4 * count));
  let [end, mostRows] = [PAGE_BYTES, 0];
  for (let node = 0; node < count; node++) {
    if (nodes[NODE * node] >= 0) continue;
    const rows = nodes[NODE * node + 3] - nodes[NODE * node + 2];
    starts[node] = end;
    end += 4 * width * LANES * Math.ceil(rows / LANES);
    mostRows = Math.max(mostRows, rows);
  }
  const placeBytes = 4 * (width + LANES * Math.ceil(mostRows / LANES));
  const bytes = end + threads * placeBytes;
  const rounding = roundingOf(values, columns) + roundingOf(queries, columns);
  if (columns === 0 || bytes > MOST_BYTES || !Number.isFinite(rounding) || !WebAssembly.validate(binary())) return undefined;
  const pages = Math.ceil(bytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  layOut(tree, new Float32Array(memory.buffer), starts, width);
  return { memory, starts, width, places: end, placeBytes, rounding };
}

function binary(): Uint8Array {
  return Buffer.from(NEAREST_BASE64, "base64");
}

/** Rows in fours, column by column. */
function layOut({ nodes, values, width: columns }: NeighbourTree, to: Float32Array, starts: Int32Array, width: number): void {
  for (const [node, start] of starts.entries()) {
    if (nodes[NODE * node] >= 0) continue;
    const [from, end] = [nodes[NODE * node + 2], nodes[NODE * node + 3]];
    for (let row = from; row < end; row++) {
      const four = Math.floor((row - from) / LANES);
      const at = start / 4 + four * width * LANES + ((row - from) % LANES);
      for (let j = 0; j < columns; j++) to[at + j * LANES] = values[row * columns + j];
    }
  }
}

/** The most by which single precision moves a value of each column, added up; infinite where a value does not fit. */
function roundingOf(values: Float64Array, width: number): number {
  const most = new Float64Array(width);
  for (let i = 0, j = 0; i < values.length; i++, j = j + 1 === width ? 0 : j + 1) {
    const value = values[i];
    const moved = Math.abs(value) < LARGEST_VALUE ? Math.abs(value - Math.fround(value)) : Infinity;
    if (moved > most[j]) most[j] = moved;
  }
  return most.reduce((sum, one) => sum + one, 0);
}

/** The look of one thread. */
export class Look {
  /** Which rows of the last node may be near. */
  readonly found: Int32Array;
  readonly #plan: LookPlan;
  readonly #columns: number;
  readonly #kernel: Kernel["lookMixed"];
  readonly #query: Float32Array;
  readonly #mixed: boolean;

  constructor({ width, metric }: NeighbourTree, plan: LookPlan, thread: number) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary()), { env: { memory: plan.memory } });
    if (!isKernel(exports))
      throw new Error("Cannot search neighbours: the kernel is incomplete. Build it: node lib/privacy/assembly/build.mjs");
    const place = plan.places + thread * plan.placeBytes;
    this.#plan = plan;
    this.#columns = width;
    this.#mixed = metric === "mixed";
    this.#kernel = this.#mixed ? exports.lookMixed : exports.lookEuclidean;
    this.#query = new Float32Array(plan.memory.buffer, place, plan.width);
    this.found = new Int32Array(plan.memory.buffer, place + 4 * plan.width, plan.placeBytes / 4 - plan.width);
  }

  /** Takes the query whose numbers begin at `at`. */
  take(queries: Float64Array, at: number): void {
    for (let j = 0; j < this.#columns; j++) this.#query[j] = queries[at + j];
  }

  /** How many of a leaf's rows may have a sum below `enough`: their numbers in the leaf are in `found`. */
  near(node: number, rows: number, enough: number): number {
    const { starts, width } = this.#plan;
    return this.#kernel(rows, width, starts[node], this.#query.byteOffset, this.found.byteOffset, this.#bound(enough));
  }

  /** No sum below `enough` is above it in single precision. A near row's distance in a column is at most the root of `enough`. */
  #bound(enough: number): number {
    const { rounding, width } = this.#plan;
    if (enough === Infinity) return Infinity;
    const moved = this.#mixed ? rounding : (2 * Math.sqrt(enough) + rounding) * rounding;
    return enough + moved + width * ROUNDING * (1 + enough);
  }
}

function isKernel(exports: object): exports is Kernel {
  const known = new Map(Object.entries(exports));
  return ["lookMixed", "lookEuclidean"].every((name) => typeof known.get(name) === "function");
}
